import { expect, it } from 'vitest';
import { matching, offerOfKey, offersHere } from './offers';

it.each([
  ['AT-CY-3', '/projects/AT/cycles/AT-CY-3/runs'],
  [' at-tc-12 ', '/projects/AT/cases/AT-TC-12'],
  ['shop2-cy-adhoc', '/projects/SHOP2/cycles/SHOP2-CY-Adhoc/runs'],
  ['AT-TC-adhoc', undefined],
  ['AT-XX-3', undefined],
  ['AT-CY-3 pay', undefined],
  ['pay', undefined],
])('"%s" leads to %s', (typed, href) => {
  expect(offerOfKey(typed)?.href).toBe(href);
});

const ids = (here: Parameters<typeof offersHere>[0]) => offersHere(here).map(({ id }) => id);

it('offers what the place has', () => {
  expect(ids({ isAdministrator: false })).toEqual(['projects', 'account']);
  expect(ids({ project: 'AT', isAdministrator: false })).toContain('upload');
  expect(ids({ project: 'AT', isAdministrator: false })).not.toContain('import');
  expect(ids({ project: 'AT', cycle: 'AT-CY-3', isAdministrator: false })[0]).toBe('import');
  expect(ids({ isAdministrator: true })).toContain('audit');
});

it('has no two offers under one name', () => {
  const all = ids({ project: 'AT', cycle: 'AT-CY-3', isAdministrator: true });
  expect(new Set(all).size).toBe(all.length);
});

it('keeps addresses whole', () => {
  const [first] = offersHere({ project: 'A/B', cycle: 'x?y', isAdministrator: false });
  expect(first?.href).toBe('/projects/A%2FB/cycles/x%3Fy/import');
});

it('wants all words, in any order', () => {
  const offers = offersHere({ project: 'AT', isAdministrator: true });
  expect(matching(offers, 'tokens api').map(({ id }) => id)).toEqual(['tokens']);
  expect(matching(offers, 'nothing')).toEqual([]);
});

import { expect, it } from 'vitest';
import { changeChoices, sentenceOf } from './changes';

const none = { newlyFailing: 0, stillFailing: 0, fixed: 0, slower: 0, missing: 0, added: 0, faster: 0, same: 0 };

it.each([
  [{}, 'Nothing fails that did not fail before.'],
  [{ newlyFailing: 1 }, '1 case newly failing.'],
  [{ newlyFailing: 2, fixed: 1200, stillFailing: 3 }, '2 cases newly failing, 1,200 fixed, 3 still failing.'],
  [{ fixed: 7 }, '7 cases fixed.'],
  [{ added: 7 }, 'Nothing fails that did not fail before.'],
])('%j is told as %s', (counts, sentence) => {
  expect(sentenceOf({ ...none, ...counts })).toBe(sentence);
});

it('offers what there is, what is chosen, and always what is newly failing', () => {
  const choices = changeChoices({ ...none, fixed: 2, same: 40 }, 'slower');
  expect(choices.map(({ label }) => label)).toEqual(['All changes 2', 'Newly failing 0', 'Fixed 2', 'Slower 0', 'Same 40']);
});

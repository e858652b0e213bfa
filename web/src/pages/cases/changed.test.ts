import { expect, it } from 'vitest';
import { partsOf, refusalText, tagsAfter } from './changed';

const tagged = (key: string, ...names: string[]) => ({ key, tags: names.map((name, ID) => ({ tag: { ID, name } })), customFields: [] }) as never;
const filled = (key: string, values: Record<string, string>) => ({ key, tags: [], customFields: Object.entries(values).map(([name, value], ID) => ({ ID, name, value })) }) as never;
const add = (...tags: string[]) => ({ tagging: { deed: 'add' as const, tags }, fields: [] });

it.each([
  ['add', ['smoke', 'NEW'], ['smoke', 'slow', 'NEW']],
  ['remove', ['SMOKE'], ['slow']],
  ['replace', ['one'], ['one']],
] as const)('%s %j leaves %j', (deed, names, after) => {
  expect(tagsAfter(['smoke', 'slow'], deed, [...names])).toEqual(after);
});

it('sends together what gets the same tags', () => {
  const parts = partsOf([tagged('A', 'x'), tagged('B'), tagged('C', 'x'), tagged('D', 'smoke')], { status: { name: 'Draft' } }, add('smoke'));
  expect(parts.map(({ keys, changes }) => [keys, changes.tags])).toEqual([
    [['A', 'C'], [{ tag: { name: 'x' } }, { tag: { name: 'smoke' } }]],
    [['B'], [{ tag: { name: 'smoke' } }]],
    [['D'], undefined],
  ]);
});

it('sends nothing where nothing changes', () => {
  expect(partsOf([tagged('A', 'smoke')], {}, add('smoke'))).toEqual([]);
});

it('sends with a field what else the fields of a case say', () => {
  const cases = [filled('A', { team: 'web' }), filled('B', {}), filled('C', { team: 'web', level: 'old' }), filled('D', { level: 'new' })];
  const parts = partsOf(cases, {}, { fields: [{ name: 'Level', entry: 'new' }] });
  expect(parts.map(({ keys, changes }) => [keys, changes.customFields?.map(({ name, value }) => `${name} ${value}`)])).toEqual([
    [['A'], ['team web', 'Level new']],
    [['B'], ['Level new']],
    [['C'], ['team web', 'level new']],
  ]);
});

it('tells the first refusals, each with its case', () => {
  const errors = Object.fromEntries(Array.from({ length: 7 }, (_, n) => [`AT-TC-${n}`, { message: n === 0 ? "Case 'AT-TC-0' not found" : 'no' }]));
  expect(refusalText({ errors }).split('\n')).toEqual(["Case 'AT-TC-0' not found", 'AT-TC-1: no', 'AT-TC-2: no', 'AT-TC-3: no', 'AT-TC-4: no', 'And 2 others.']);
});

import { expect, it } from 'vitest';
import { refusalText, togetherOf, type Wishes } from './changed';

const nothing: Wishes = { changes: {}, deed: 'add', tags: undefined, fields: [], emptied: [] };

it.each<[string, Partial<Wishes>, unknown]>([
  ['nothing', {}, undefined],
  ['a status', { changes: { status: { name: 'Draft' } } }, { changes: { status: { name: 'Draft' } } }],
  ['tags that join', { tags: ['smoke'] }, { addTags: ['smoke'] }],
  ['tags that leave', { deed: 'remove', tags: ['slow'] }, { removeTags: ['slow'] }],
  ['tags for others', { deed: 'replace', tags: ['one'] }, { changes: { tags: [{ tag: { name: 'one' } }] } }],
  ['no tags any more', { deed: 'replace', tags: [] }, { changes: { tags: [] } }],
  ['a field alone', { fields: [{ name: 'Level', entry: 'new' }, { name: 'Team', entry: '' }] }, { setCustomFields: [{ name: 'Level', value: 'new' }] }],
  ['a field that is emptied', { emptied: ['Level'] }, { setCustomFields: [{ name: 'Level', value: null }] }],
])('asks for %s', (_, wishes, asked) => {
  expect(togetherOf({ ...nothing, ...wishes })).toEqual(asked);
});

it('tells the first refusals, each with its case', () => {
  const errors = Object.fromEntries(Array.from({ length: 7 }, (_, n) => [`AT-TC-${n}`, { message: n === 0 ? "Case 'AT-TC-0' not found" : 'no' }]));
  expect(refusalText({ errors }).split('\n')).toEqual(["Case 'AT-TC-0' not found", 'AT-TC-1: no', 'AT-TC-2: no', 'AT-TC-3: no', 'AT-TC-4: no', 'And 2 others.']);
});

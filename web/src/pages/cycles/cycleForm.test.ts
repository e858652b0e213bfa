import { expect, it } from 'vitest';
import { changeOf, type CycleForm, emptyForm, formOf } from './cycleForm';

const nightly = formOf({
  title: 'Nightly', objective: 'All', folder: { ID: 7, name: 'Nights' }, ownedByID: 'ann', startDate: Date.UTC(2026, 2, 1), endDate: null, jiraTaskIDs: ['AT-1'],
  tags: [{ tag: { ID: 1, name: 'smoke' } }], customFields: [{ name: 'Environment', value: { ID: 1, value: 'UAT' } }],
} as never);

it('reads a cycle into a form', () => {
  expect(nightly).toMatchObject({ title: 'Nightly', folder: '7', owner: 'ann', start: '2026-03-01', end: '', tasks: ['AT-1'], tags: ['smoke'] });
});

it.each<[Partial<CycleForm>, object]>([
  [{}, {}],
  [{ title: ' Weekly ' }, { title: 'Weekly' }],
  [{ folder: null, owner: '' }, { folder: null, ownedByID: null }],
  [{ start: '', end: '2026-03-02' }, { startDate: null, endDate: '2026-03-02' }],
  [{ tags: ['smoke', 'new'] }, { tags: [{ tag: { name: 'smoke' } }, { tag: { name: 'new' } }] }],
  [{ fields: [{ name: 'Environment', entry: 'Live', read: { ID: 1, value: 'UAT' } }] }, { customFields: [{ name: 'Environment', value: 'Live' }] }],
])('%j is sent as %j', (changes, sent) => {
  expect(changeOf(nightly, { ...nightly, ...changes })).toEqual(sent);
});

it('sends what a new cycle says', () => {
  expect(changeOf(emptyForm, { ...emptyForm, title: 'Nightly', owner: 'ann' })).toEqual({ title: 'Nightly', ownedByID: 'ann' });
});

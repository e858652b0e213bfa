import { expect, it } from 'vitest';
import { caseCriteria, type CaseFilter } from './caseCriteria';

const all: CaseFilter = { text: '', status: [], automation: [], tag: [], folders: [], state: 'active' };

it.each<[Partial<CaseFilter>, object]>([
  [{}, {}],
  [{ text: '  pay ' }, { title: { comparisonType: 'CONTAINS', value: 'pay' } }],
  [{ text: 'at-tc-12' }, { key: { comparisonType: 'IN', list: ['at-tc-12'] } }],
  [{ text: 'AT-TC-' }, { title: { comparisonType: 'CONTAINS', value: 'AT-TC-' } }],
  [{ status: [3], tag: [1, 2] }, { statusID: { comparisonType: 'IN', list: [3] }, tag: { comparisonType: 'IN', list: [1, 2] } }],
  [{ folders: [7, 8], automation: [2] }, { automationStatusID: { comparisonType: 'IN', list: [2] }, folderID: { comparisonType: 'IN', list: [7, 8] } }],
  [{ state: 'archived' }, { isArchived: { value: true } }],
  [{ state: 'deleted' }, { isDeleted: { value: true } }],
])('%j is asked as %j', (filter, criteria) => {
  expect(caseCriteria({ ...all, ...filter })).toEqual(criteria);
});

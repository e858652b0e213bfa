// What is done to many cases at once (docs/cases.md, Many at once).
import { api, ask, type Schema } from './client';
import { caseCriteria, type CaseFilter, type CaseState } from './caseCriteria';
import type { CaseChanges } from './cases';
import { saveFile } from './files';

export type CasesChanged = Schema<'CasesChanged'>;
export type CaseMove = 'archive' | 'unarchive' | 'delete' | 'restore';

/** As many as the server changes at one moment (changed_cases_max). */
export const changedCasesMax = 10_000;

/** What is changed of all of them alike, and what joins or leaves what each of them has when the server gets to it. */
export interface ChangesTogether {
  changes?: CaseChanges;
  addTags?: string[];
  removeTags?: string[];
  /** By null a value is taken away. */
  setCustomFields?: { name: string; value: unknown }[];
}

export const changeCases = (project: string, keys: string[], wishes: ChangesTogether) =>
  ask(api.PATCH('/project/{project}/testcase/bulk', { params: { path: { project } }, body: { keys, ...wishes } }));

export const moveCases = (project: string, keys: string[], action: CaseMove) =>
  ask(api.PATCH('/project/{project}/testcase/bulk', { params: { path: { project } }, body: { keys, action } }));

/** Those that were chosen of a list. */
export interface ChosenCases {
  keys: string[];
  state: CaseState;
}

const everything: CaseFilter = { text: '', status: [], automation: [], tag: [], folders: [], state: 'active' };
const criteriaOf = ({ keys, state }: ChosenCases): Schema<'CaseSearch'> => ({ ...caseCriteria({ ...everything, state }), key: { comparisonType: 'IN', list: keys } });

/** Exports the cases that a filter leaves, or those that were chosen. */
export async function exportCases(project: string, cases: { filter: CaseFilter } | ChosenCases, form: 'csv' | 'feature') {
  const params = { path: { project } };
  const body = 'filter' in cases ? caseCriteria(cases.filter) : criteriaOf(cases);
  if (form === 'csv') saveFile(await ask(api.POST('/project/{project}/testcase/export/csv', { params, body, parseAs: 'blob' })), `${project}-cases.csv`);
  else saveFile(await ask(api.POST('/project/{project}/testcase/export/feature', { params: { ...params, query: { type: 'NONE' } }, body, parseAs: 'blob' })), `${project}-features.zip`);
}

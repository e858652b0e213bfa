// How the cases of a cycle stand: each with its latest run.
import type { Sort } from '#app/search';
import type { StatusCount } from '#parts/StatusBar';
import type { RowWindow, WindowQuery } from '#parts/useWindowedRows';
import { read } from './client';
import type { StatusType } from './configuration';
import { cycleKey } from './cycles';

export interface EarlierRun {
  runId: number;
  statusType: StatusType;
  cycleKey: string;
}

export interface CaseResult {
  caseId: number;
  caseKey: string;
  title: string;
  folderId: number | null;
  tags: string[];
  statusId: number;
  statusType: StatusType;
  seconds: number | null;
  runId: number | null;
  updated: number | null;
  automated: boolean;
  history: EarlierRun[];
  runs: number;
}

export interface ResultWindow extends RowWindow<CaseResult> {
  /** Of the filter without its statuses. */
  counts: StatusCount[];
}

export interface ResultFilter {
  status: number[];
  folder: number[];
  tag: number[];
  text: string;
  sort: Sort;
}

export const resultsQuery = (project: string, cycle: string, filter: ResultFilter, startAt: number, maxResults: number): WindowQuery<ResultWindow> => ({
  queryKey: [...cycleKey(project, cycle), 'results', filter, startAt, maxResults],
  queryFn: ({ signal }) => read<ResultWindow>(path(project, cycle), { ...queryOf(filter), startAt, maxResults }, signal),
});

/** The row of the next failure from a row on, of the same list; null when there is none. */
export const nextFailure = (project: string, cycle: string, filter: ResultFilter, from: number) =>
  read<{ startAt: number | null }>(`${path(project, cycle)}/next`, { ...queryOf(filter), from, statusType: 'failed' });

export function queryOf({ status, folder, tag, text, sort }: ResultFilter) {
  return { status, folder, tag, text, sort: sort.by, order: sort.descending ? 'desc' : 'asc' };
}

const path = (project: string, cycle: string) => `/project/${encodeURIComponent(project)}/testcycle/${encodeURIComponent(cycle)}/result`;

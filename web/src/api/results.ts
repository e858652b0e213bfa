// How the cases of a cycle stand: each with its latest run.
import type { Sort } from '#app/search';
import type { WindowQuery } from '#parts/useWindowedRows';
import { api, ask, type Schema } from './client';
import { cycleKey } from './cycles';

export type CaseResult = Schema<'ResultRow'>;
/** With the counts of the filter without its statuses. */
export type ResultWindow = Schema<'ResultList'>;

export interface ResultFilter {
  status: number[];
  folder: number[];
  tag: number[];
  text: string;
  sort: Sort;
}

export const resultsQuery = (project: string, cycle: string, filter: ResultFilter, startAt: number, maxResults: number): WindowQuery<ResultWindow> => ({
  queryKey: [...cycleKey(project, cycle), 'results', filter, startAt, maxResults],
  queryFn: ({ signal }) => {
    const query = { ...queryOf(filter), startAt, maxResults };
    return ask(api.GET('/project/{project}/testcycle/{cycle}/result', { params: { path: { project, cycle }, query }, signal }));
  },
});

/** Where a run stands in a list, and which one it is. */
export interface ListedRun {
  row: number;
  run: number;
}

const windowMax = 500; // as many rows as the server sends at once

/** The failure behind a run in the list, whose row is undefined when nobody knows it; null when there is none. */
export async function failureAfter(project: string, cycle: string, filter: ResultFilter, { row, run }: { row: number | undefined; run: number }): Promise<ListedRun | null> {
  const at = row !== undefined && (await runIn(row)) === run ? row : await rowOf(run);
  const next = await nextFailure(project, cycle, filter, at + 1);
  const failed = next === null ? undefined : await runIn(next);
  return next === null || failed === undefined ? null : { row: next, run: failed };

  async function rowsFrom(startAt: number, maxResults: number) {
    return (await ask(api.GET('/project/{project}/testcycle/{cycle}/result', { params: { path: { project, cycle }, query: { ...queryOf(filter), startAt, maxResults } } }))).items;
  }
  async function runIn(place: number) {
    return (await rowsFrom(place, 1))[0]?.runId ?? undefined;
  }
  /** -1 for one that is not among the first. */
  async function rowOf(wanted: number) {
    return (await rowsFrom(0, windowMax)).findIndex(({ runId }) => runId === wanted);
  }
}

/** The row of the next failure from a row on, of the same list; null when there is none. */
export async function nextFailure(project: string, cycle: string, filter: ResultFilter, from: number): Promise<number | null> {
  const query = { ...queryOf(filter), from, statusType: 'FAILED' as const };
  return (await ask(api.GET('/project/{project}/testcycle/{cycle}/result/next', { params: { path: { project, cycle }, query } }))).startAt;
}

const columns = ['position', 'title', 'key', 'status', 'duration', 'updated'] as const;

function queryOf({ status, folder, tag, text, sort }: ResultFilter) {
  return {
    status: status.join() || undefined,
    folder: folder.join() || undefined,
    tag: tag.join() || undefined,
    text: text || undefined,
    sort: columns.find((column) => column === sort.by),
    order: sort.descending ? ('desc' as const) : ('asc' as const),
  };
}

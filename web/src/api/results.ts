// How the cases of a cycle stand: each with its latest run.
import type { Sort } from '#app/search';
import { windowsAround } from '#parts/rows';
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

/** A run in a list: where its case stands, which case that is, and which run. */
export interface ListedRun {
  row: number;
  at: string;
  run: number;
}

const windowMax = 500; // as many rows as the server sends at once

/** The failure behind a run in the list, which stood at a row as far as anybody knows; null when there is none. */
export async function failureAfter(project: string, cycle: string, filter: ResultFilter, { row = 0, run }: { row: number | undefined; run: number }): Promise<ListedRun | null> {
  const next = await nextFailure(project, cycle, filter, (await rowNow()) + 1);
  const failed = next === null ? undefined : (await rowsFrom(next, 1)).items[0];
  return next === null || failed === undefined || failed.runId === null ? null : { row: next, at: failed.caseKey, run: failed.runId };

  function rowsFrom(startAt: number, maxResults: number) {
    return ask(api.GET('/project/{project}/testcycle/{cycle}/result', { params: { path: { project, cycle }, query: { ...queryOf(filter), startAt, maxResults } } }));
  }
  /** -1 for one that is not found around there. */
  async function rowNow() {
    const { items, total } = await rowsFrom(row, 1);
    if (items[0]?.runId === run) return row;
    for (const window of windowsAround(row, total, windowMax)) {
      const index = (await rowsFrom(window * windowMax, windowMax)).items.findIndex(({ runId }) => runId === run);
      if (index >= 0) return window * windowMax + index;
    }
    return -1;
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

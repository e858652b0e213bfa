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

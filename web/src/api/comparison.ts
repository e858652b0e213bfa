import type { RowWindow, WindowQuery } from '#parts/useWindowedRows';
import { api, ask, type Schema } from './client';
import { cycleKey } from './cycles';

export type CycleComparison = Schema<'CycleComparison'>;
export type ComparedCase = Schema<'ComparedCase'>;
export type Change = ComparedCase['change'];

export interface ComparisonFilter {
  /** The key of the cycle before; empty: the one that the server finds. */
  with: string;
  /** Undefined: all that changed. */
  change: Change | undefined;
  text: string;
}

/** What is shown unless one asks for something else: not what is the same, or only faster. */
const allChanges: Change[] = ['newlyFailing', 'stillFailing', 'fixed', 'slower', 'missing', 'added'];

export const comparisonQuery = (project: string, cycle: string, filter: ComparisonFilter, startAt: number, maxResults: number): WindowQuery<CycleComparison & RowWindow<ComparedCase>> => ({
  queryKey: [...cycleKey(project, cycle), 'comparison', filter, startAt, maxResults],
  queryFn: ({ signal }) => {
    const change = (filter.change ? [filter.change] : allChanges).join(',');
    const query = { with: filter.with || undefined, change, text: filter.text || undefined, startAt, maxResults };
    return ask(api.GET('/project/{project}/testcycle/{cycle}/compare', { params: { path: { project, cycle }, query }, signal }));
  },
});

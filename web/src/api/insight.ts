import { queryOptions } from '@tanstack/react-query';
import { api, ask, type Schema } from './client';
import { cycleKey } from './cycles';
import { everyPart } from './everyPart';

export type CycleInsight = Schema<'CycleInsight'>;
export type DurationBucket = Schema<'DurationBucket'>;
export type Overview = Schema<'Overview'>;
export type ActiveCycle = Schema<'ActiveCycle'>;
export type ListedProject = Schema<'ListedProject'>;

const lookSoon = 2000; // ms, while a batch is open
const lookLater = 30_000;

export const cycleInsightQuery = (project: string, cycle: string) =>
  queryOptions({
    queryKey: [...cycleKey(project, cycle), 'insight'],
    queryFn: ({ signal }) => ask(api.GET('/project/{project}/testcycle/{cycle}/insight', { params: { path: { project, cycle } }, signal })),
  });

export const overviewQuery = (project: string) =>
  queryOptions({
    queryKey: ['project', project, 'overview'],
    queryFn: ({ signal }) => ask(api.GET('/project/{project}/overview', { params: { path: { project }, query: { cycles: 20 } }, signal })),
    refetchInterval: ({ state }) => (state.data?.openBatches.length ? lookSoon : lookLater),
  });

/** The projects with their last cycle and how the last ones passed. */
export const projectsQuery = queryOptions({
  queryKey: ['projects', 'overview'],
  queryFn: async ({ signal }) => ({ items: await everyPart((query) => ask(api.GET('/project', { params: { query: { overview: true, ...query } }, signal }))) }),
});

import { queryOptions } from '@tanstack/react-query';
import type { StatusCount } from '#parts/StatusBar';
import type { Batch } from './batches';
import { read } from './client';
import { cycleKey } from './cycles';

/** Failures that say the same, but for numbers, times and the like. */
export interface FailureGroup {
  message: string;
  example: string;
  cases: number;
  caseKeys: string[];
  runIds: number[];
}

export interface DurationBucket {
  from: number;
  to: number;
  cases: number;
}

export interface CycleInsight {
  cases: number;
  counts: StatusCount[];
  seconds: { total: number; median: number | null; p95: number | null };
  durations: DurationBucket[];
  failures: FailureGroup[];
  failuresRead: number;
  failuresTotal: number;
}

export const cycleInsightQuery = (project: string, cycle: string) =>
  queryOptions({
    queryKey: [...cycleKey(project, cycle), 'insight'],
    queryFn: ({ signal }) => read<CycleInsight>(`/project/${encodeURIComponent(project)}/testcycle/${encodeURIComponent(cycle)}/insight`, {}, signal),
  });

export interface RecentCycle {
  key: string;
  title: string;
  closed: boolean;
  created: number;
  lastActivity: number | null;
  cases: number;
  counts: StatusCount[];
  passRate: number | null;
}

export interface Overview {
  cycles: RecentCycle[];
  newestFailures: { caseKey: string; title: string; cycleKey: string; runId: number; statusId: number; failedSince: number; failingRuns: number; message: string | null }[];
  openBatches: Batch[];
  failedBatches: Batch[];
  slowest: { caseKey: string; title: string; cycleKey: string; runId: number; seconds: number }[];
  flakiest: { caseKey: string; title: string; flakiness: number; flips: number; runs: number }[];
}

export const overviewQuery = (project: string) =>
  queryOptions({
    queryKey: ['project', project, 'overview'],
    queryFn: ({ signal }) => read<Overview>(`/project/${encodeURIComponent(project)}/overview`, { cycles: 20 }, signal),
    refetchInterval: ({ state }) => (state.data?.openBatches.length ? 2000 : 30_000),
  });

export interface ProjectGlance {
  key: string;
  lastCycle?: { key: string; title: string; lastActivity: number | null; counts: StatusCount[] } | null;
  passRates?: number[];
}

export const glancesQuery = queryOptions({
  queryKey: ['projects', 'overview'],
  queryFn: ({ signal }) => read<{ items: ProjectGlance[] }>('/project', { overview: true }, signal),
});

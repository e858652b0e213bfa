// Answers of which docs/api.yaml does not tell yet, in the shapes that are agreed.
import type { Schema } from './client';
import type { StatusType } from './configuration';

/** A run tells which case it is of. */
export type Run = Schema<'Run'> & { testCase: Schema<'NamedCase'> };

export interface HistoryRun {
  runId: number;
  cycleKey: string;
  cycleTitle: string;
  statusId: number;
  statusType: StatusType;
  seconds: number;
  updated: number;
  message: string | null;
}

export type Verdict = 'stable' | 'flaky' | 'failing' | 'new' | 'not run';

interface Moment {
  runId: number;
  cycleKey: string;
  updated: number;
}

export interface CaseHistory {
  /** The newest first. */
  items: HistoryRun[];
  next: string | null;
  flakiness: { score: number; flips: number; runs: number; passed: number; failed: number };
  verdict: Verdict;
  reason: string;
  firstFailed: Moment | null;
  lastPassed: Moment | null;
}

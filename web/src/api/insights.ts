// Answers of which docs/api.yaml does not tell yet, in the shapes that are agreed.
import type { Schema } from './client';

/** A run tells which case it is of. */
export type Run = Schema<'Run'> & { testCase: Schema<'NamedCase'> };

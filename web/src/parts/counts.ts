import type { StatusType } from '#api/configuration';
import type { StatusCount } from './StatusBar';

/** How many cases have a status of that type. */
export const casesOf = (counts: StatusCount[], type: StatusType) =>
  counts.reduce((sum, count) => sum + (count.statusType === type ? count.cases : 0), 0);

export const allCases = (counts: StatusCount[]) => counts.reduce((sum, count) => sum + count.cases, 0);

/** The share that passed of those that ended; null when none did. */
export function passRate(counts: StatusCount[]): number | null {
  const passed = casesOf(counts, 'PASSED');
  const ended = passed + casesOf(counts, 'FAILED') + casesOf(counts, 'BLOCKED');
  return ended === 0 ? null : passed / ended;
}

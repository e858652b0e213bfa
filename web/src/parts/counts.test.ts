import { expect, it } from 'vitest';
import { allCases, casesOf, passRate } from './counts';

const counts = [
  { statusId: 1, statusType: 'NOT_RUN', cases: 10 },
  { statusId: 3, statusType: 'PASSED', cases: 6 },
  { statusId: 4, statusType: 'FAILED', cases: 1 },
  { statusId: 5, statusType: 'BLOCKED', cases: 1 },
  { statusId: 7, statusType: 'FAILED', cases: 2 },
] as const;

it('adds up what has one type', () => {
  expect(casesOf([...counts], 'FAILED')).toBe(3);
  expect(allCases([...counts])).toBe(20);
});

it('counts as passed what passed of what ended', () => {
  expect(passRate([...counts])).toBe(0.6);
  expect(passRate([counts[0]])).toBeNull();
  expect(passRate([])).toBeNull();
});

import { expect, it } from 'vitest';
import { relativeText } from './when';

const now = Date.UTC(2026, 2, 1, 12);

it.each([
  [0, 'just now'],
  [-59, 'just now'],
  [-60, '1 min. ago'],
  [-3599, '59 min. ago'],
  [-7200, '2 hr. ago'],
  [-86_400, 'yesterday'],
  [-6 * 86_400, '6 days ago'],
  [-14 * 86_400, '2 wk. ago'],
  [-400 * 86_400, 'last yr.'],
  [3 * 3600, 'in 3 hr.'],
])('%i seconds from now is %s', (seconds, expected) => {
  expect(relativeText(now + seconds * 1000, now)).toBe(expected);
});

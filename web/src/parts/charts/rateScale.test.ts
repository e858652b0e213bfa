import { expect, it } from 'vitest';
import { rateTicks } from './rateScale';

it.each([
  [100, [95, 100]],
  [97.2, [95, 100]],
  [82.9, [80, 85, 90, 95, 100]],
  [80, [80, 85, 90, 95, 100]],
  [71, [70, 80, 90, 100]],
  [53, [40, 60, 80, 100]],
  [12, [0, 25, 50, 75, 100]],
  [0, [0, 25, 50, 75, 100]],
])('a scale that goes down to %d has lines at %j', (lowest, lines) => {
  expect(rateTicks(lowest)).toEqual(lines);
});

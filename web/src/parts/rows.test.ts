import { expect, it } from 'vitest';
import { windowsOf } from './rows';

it.each([
  [0, 0, [0]],
  [0, 99, [0]],
  [90, 110, [0, 1]],
  [250, 460, [2, 3, 4]],
  [-3, 5, [0]],
])('rows %i to %i are in windows %j', (first, last, expected) => {
  expect(windowsOf(first, last, 100)).toEqual(expected);
});

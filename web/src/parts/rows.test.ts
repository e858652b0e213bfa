import { expect, it } from 'vitest';
import { rowsOf, windowsAround, windowsOf } from './rows';

it.each([
  [0, 0, [0]],
  [0, 99, [0]],
  [90, 110, [0, 1]],
  [250, 460, [2, 3, 4]],
  [-3, 5, [0]],
])('rows %i to %i are in windows %j', (first, last, expected) => {
  expect(windowsOf(first, last, 100)).toEqual(expected);
});

it.each([
  [250, 1000, [2, 3, 1, 4, 0, 5, 6, 7, 8, 9]],
  [5000, 250, [2, 1, 0]],
  [0, 0, [0]],
])('a row that stood at %i of %i is looked for in windows %j', (near, total, windows) => {
  expect(windowsAround(near, total, 100)).toEqual(windows);
});

it('does not look through a long list to its end', () => {
  expect(windowsAround(50_000, 100_000, 100)).toHaveLength(20);
});

it('finds a row in what is there', async () => {
  expect(await rowsOf(['a', 'b']).find((row) => row === 'b', 0)).toBe(1);
  expect(await rowsOf(['a', 'b']).find((row) => row === 'c', 0)).toBeUndefined();
});

import { expect, it } from 'vitest';
import { durationText } from './duration';

it.each([
  [0, '0 s'],
  [-1, '0 s'],
  [Number.NaN, '0 s'],
  [0.0001, '1 ms'],
  [0.25, '250 ms'],
  [0.9994, '999 ms'],
  [1, '1.00 s'],
  [3.4216, '3.42 s'],
  [42.04, '42.0 s'],
  [59.99, '1 min'],
  [65, '1 min 5 s'],
  [3600, '1 h'],
  [7440, '2 h 4 min'],
  [90_000, '1 d 1 h'],
])('%f seconds are %s', (seconds, expected) => {
  expect(durationText(seconds)).toBe(expected);
});

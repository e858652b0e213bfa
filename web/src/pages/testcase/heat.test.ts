import { expect, it } from 'vitest';
import { heightsOf } from './heat';

it('lets the longest stand highest, and every run be seen', () => {
  const [none, short, long] = heightsOf([0, 0.02, 12]);
  expect(none).toBeCloseTo(0.18);
  expect(short).toBeGreaterThan(0.4);
  expect(short).toBeLessThan(0.6);
  expect(long).toBeCloseTo(1);
});

it.each([[[]], [[0, 0]], [[-1]]])('%j has heights', (seconds) => {
  expect(heightsOf(seconds)).toEqual(seconds.map(() => 0.18));
});

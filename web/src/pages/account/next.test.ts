import { expect, it } from 'vitest';
import { nextPage } from './next';

it.each([
  ['/projects/AT?text=a', '/projects/AT?text=a'],
  ['/', '/'],
  ['', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'], // URL takes tabs and line ends out
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
])('after signing in, %j leads to %j', (next, expected) => {
  expect(nextPage(next)).toBe(expected);
});

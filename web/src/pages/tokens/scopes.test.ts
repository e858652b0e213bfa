import { expect, it } from 'vitest';
import { endsSoon, scopesText } from './scopes';

it('tells scopes in one order', () => {
  expect(scopesText(['administer', 'report'])).toBe('Report, Administer');
});

it.each([
  [13 * 86_400_000, true],
  [15 * 86_400_000, false],
  [-1, false],
])('a token that ends in %i ms: %s', (left, expected) => {
  expect(endsSoon(1e12 + left, 1e12)).toBe(expected);
});

it('never ends when no end is set', () => {
  expect(endsSoon(null, 0)).toBe(false);
});

import { expect, it } from 'vitest';
import { fieldText } from './field';

it.each([
  ['UAT', 'UAT'],
  [42, '42'],
  [true, 'Yes'],
  [null, '–'],
  [[], '–'],
  [{ ID: 3, value: 'UAT' }, 'UAT'],
  [[{ value: 'UAT' }, 'Production'], 'UAT, Production'],
  [{ name: 'x' }, '{"name":"x"}'],
])('%j is shown as %s', (value, text) => {
  expect(fieldText(value)).toBe(text);
});

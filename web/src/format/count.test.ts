import { expect, it } from 'vitest';
import { percentText, pluralText, sizeText } from './count';

it.each([
  [0, '0 %'],
  [0.00001, '0.1 %'],
  [0.0123, '1.2 %'],
  [0.5, '50 %'],
  [0.945, '95 %'],
  [0.99999, '99.9 %'],
  [1, '100 %'],
])('a share of %f is %s', (share, expected) => {
  expect(percentText(share)).toBe(expected);
});

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 KiB'],
  [48_213, '47 KiB'],
  [1_600_000, '1.5 MiB'],
  [400 * 1024 ** 3, '400 GiB'],
])('%i bytes are %s', (bytes, expected) => {
  expect(sizeText(bytes)).toBe(expected);
});

it('counts in singular and plural', () => {
  expect(pluralText(1, 'case')).toBe('1 case');
  expect(pluralText(0, 'case')).toBe('0 cases');
  expect(pluralText(1200, 'batch', 'batches')).toBe('1,200 batches');
});

import { expect, it } from 'vitest';
import { linkOf, safeUrl } from './url';

it.each([
  ['https://tracker.example/AT-1', 'https://tracker.example/AT-1'],
  ['http://a', 'http://a/'],
  ['javascript:alert(1)', undefined],
  ['\tjava\nscript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['/projects', undefined],
  ['', undefined],
])('%j leads to %s', (text, expected) => {
  expect(safeUrl(text)).toBe(expected);
});

it('puts a key into the address, and nothing else', () => {
  expect(linkOf('https://tracker.example/browse/{key}', 'AT-1')).toBe('https://tracker.example/browse/AT-1');
  expect(linkOf('https://tracker.example/browse/{key}', '../x?y#z')).toBe('https://tracker.example/browse/..%2Fx%3Fy%23z');
  expect(linkOf('{key}', 'javascript:alert(1)')).toBeUndefined();
  expect(linkOf(null, 'AT-1')).toBeUndefined();
});

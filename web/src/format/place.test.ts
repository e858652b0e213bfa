import { expect, it } from 'vitest';
import { placeText } from './place';

it.each([
  [{ file: 'a.xml', line: 8, column: 3 }, 'a.xml, line 8, column 3'],
  [{ line: 8 }, 'line 8'],
  [{}, ''],
])('tells a place: %j', (place, expected) => {
  expect(placeText(place)).toBe(expected);
});

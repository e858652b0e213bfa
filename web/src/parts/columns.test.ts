import { expect, it } from 'vitest';
import { columnsWithin, templateOf } from './columns';

const columns = [
  { id: 'key', size: 92 },
  { id: 'title', size: 200, meta: { grow: 1 } },
  { id: 'priority', size: 100, meta: { yields: true } },
  { id: 'updated', size: 100, meta: { yields: true } },
];
const shownWithin = (width: number) => columnsWithin(width, columns).map(({ id }) => id);

it('leaves out the last column that yields first, and none that does not', () => {
  expect(shownWithin(596)).toEqual(['key', 'title', 'priority', 'updated']);
  expect(shownWithin(595)).toEqual(['key', 'title', 'priority']);
  expect(shownWithin(479)).toEqual(['key', 'title']);
  expect(shownWithin(100)).toEqual(['key', 'title']);
});

it('keeps the list as it is where nothing has to go', () => {
  expect(columnsWithin(Number.POSITIVE_INFINITY, columns)).toBe(columns);
});

it('gives what is left to the columns that grow', () => {
  expect(templateOf(columns)).toBe('92px minmax(200px, 1fr) 100px 100px');
});

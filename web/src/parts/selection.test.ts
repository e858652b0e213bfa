import { expect, it } from 'vitest';
import { noneChosen, rangeTo, toggled, withKeys } from './selection';

const chosen = (...keys: string[]) => ({ keys: new Set(keys), anchor: 4 });

it('chooses a row, and then does not', () => {
  const once = toggled(chosen('a'), 'b', 7);
  expect([[...once.keys], once.anchor]).toEqual([['a', 'b'], 7]);
  expect([...toggled(once, 'b', 7).keys]).toEqual(['a']);
});

it('leaves what was chosen before as it was', () => {
  const before = chosen('a');
  toggled(before, 'a', 0);
  expect([...before.keys]).toEqual(['a']);
});

it('chooses no more than may be', () => {
  expect([...withKeys(chosen('a'), ['b', 'a', 'c', 'd'], 9, 3).keys]).toEqual(['a', 'b', 'c']);
});

it('goes from the row that was chosen last in either direction', () => {
  expect(rangeTo(chosen(), 9)).toEqual([4, 9]);
  expect(rangeTo(chosen(), 1)).toEqual([1, 4]);
  expect(rangeTo(noneChosen, 3)).toEqual([3, 3]);
});

import { expect, it } from 'vitest';
import { isColor, movedPosition } from './lists';

const entries = [{ ID: 5 }, { ID: 2 }, { ID: 9 }];

it.each([
  [5, 'up', null],
  [5, 'down', 2],
  [2, 'up', 1],
  [9, 'down', null],
  [7, 'up', null],
] as const)('%i moved %s goes to %j', (id, direction, expected) => {
  expect(movedPosition(entries, id, direction)).toBe(expected);
});

it.each([
  ['#22a06b', true],
  ['22a06b', false],
  ['#fff', false],
])('%s is a colour: %s', (text, expected) => {
  expect(isColor(text)).toBe(expected);
});

import { expect, it } from 'vitest';
import { matches } from './shortcuts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

it.each([
  ['j', press('j'), true],
  ['j', press('k'), false],
  ['j', press('j', { ctrlKey: true }), false],
  ['j', press('j', { altKey: true }), false],
  ['Mod+k', press('k', { ctrlKey: true }), true],
  ['Mod+k', press('k', { metaKey: true }), true],
  ['Mod+k', press('k'), false],
  ['?', press('?'), true],
])('%s for %j: %s', (keys, event, expected) => {
  expect(matches(keys, event)).toBe(expected);
});

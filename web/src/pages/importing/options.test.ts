import { expect, it } from 'vitest';
import { changedOptions, defaults, optionsOf, sentOptions, switchesFor } from './options';

it('says nothing of what is the default anyway', () => {
  expect(sentOptions(defaults)).toEqual({});
});

it('sends what was changed', () => {
  const options = { ...defaults, createCase: true, createNewRun: false, defaultFolder: 7, dedupe: true, runKey: ' 8127 ', shard: '2/4' };
  expect(sentOptions(options)).toEqual({ createCase: 'true', createNewRun: 'false', defaultFolder: '7', dedupe: 'content', runKey: '8127', shard: '2/4' });
});

it('leaves out what means nothing without the rest', () => {
  expect(sentOptions({ ...defaults, defaultFolder: 7, shard: '2/4', attempt: '2' })).toEqual({});
});

it.each([
  [['JUnit'], 'ignoreClassInAutoKey', true],
  [['Robot'], 'ignoreClassInAutoKey', false],
  [['Cucumber'], 'forceUpdateCase', false],
  [['Cucumber', 'JUnit'], 'forceUpdateCase', true],
  [[], 'createCase', true],
] as const)('for %j, %s is offered: %s', (types, name, expected) => {
  expect(switchesFor(types).some((look) => look.name === name)).toBe(expected);
});

it('begins with the options that a batch had, and sends those that are others', () => {
  const before = optionsOf({ createCase: true, createNewRun: false, defaultFolder: 7, dedupe: 'content' });
  expect(before).toMatchObject({ createCase: true, createNewRun: false, addCaseToCycle: true, defaultFolder: 7 });
  expect(changedOptions(before, before)).toEqual({});
  expect(changedOptions(before, { ...before, createNewRun: true, defaultFolder: 8 })).toEqual({ createNewRun: 'true', defaultFolder: '8' });
  expect(changedOptions(before, { ...before, createCase: false })).toEqual({ createCase: 'false', defaultFolder: '' });
});

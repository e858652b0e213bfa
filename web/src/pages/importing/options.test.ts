import { expect, it } from 'vitest';
import { defaults, sentOptions, switchesFor } from './options';

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

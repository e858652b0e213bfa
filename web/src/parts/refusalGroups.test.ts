import { expect, it } from 'vitest';
import { groupsOf } from './refusalGroups';

const refusal = (message: string, count = 1) => ({ message, count, code: 'case_not_found' as const });

it('puts together what was refused for one reason, the most frequent first', () => {
  const groups = groupsOf({
    'AT-TC-1': refusal('AT-TC-1 is in Draft status.'),
    'acme.pay': refusal('No case has this automation key.', 2),
    'acme.buy': refusal('No case has this automation key.'),
    'AT-TC-10': refusal('AT-TC-10 is in Draft status.'),
  });
  expect(groups.map(({ message, results, subjects }) => [message, results, subjects.map(({ name }) => name)])).toEqual([
    ['No case has this automation key.', 3, ['acme.pay', 'acme.buy']],
    ['… is in Draft status.', 2, ['AT-TC-1', 'AT-TC-10']],
  ]);
});

it('has no groups where nothing was refused', () => {
  expect(groupsOf({})).toEqual([]);
});

import { expect, it } from 'vitest';
import { byGravity, statusColor } from './status';

it.each([
  [{ statusType: 'FAILED', color: '#C9372C' }, 'var(--status-failed)'],
  [{ statusType: 'FAILED' }, 'var(--status-failed)'],
  [{ statusType: 'FAILED', color: '#123456' }, '#123456'],
  [{ statusType: 'PASSED', color: 'url(x)' }, 'var(--status-passed)'],
] as const)('the colour of %j is %s', (status, expected) => {
  expect(statusColor(status)).toBe(expected);
});

it('puts what broke first', () => {
  const types = (['NOT_RUN', 'PASSED', 'FAILED', 'IN_PROGRESS', 'BLOCKED'] as const).map((statusType) => ({ statusType }));
  expect(types.sort(byGravity).map((status) => status.statusType)).toEqual(['FAILED', 'BLOCKED', 'IN_PROGRESS', 'PASSED', 'NOT_RUN']);
});

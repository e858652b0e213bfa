import { describe, expect, it } from 'vitest';
import { ApiError } from './errors';
import { isWorthRetrying, newQueryClient } from './queryClient';

describe('isWorthRetrying', () => {
  it.each([
    [0, 0, true],
    [1, 503, true],
    [2, 503, false],
    [0, 500, false],
    [0, 404, false],
  ])('after %i failures and status %i: %s', (failures, status, expected) => {
    expect(isWorthRetrying(failures, new ApiError(status, '', ''))).toBe(expected);
  });
});

describe('newQueryClient', () => {
  it('tells when the server does not know who asks, and of nothing else', async () => {
    let told = 0;
    const client = newQueryClient(() => (told += 1));
    const failing = (status: number) =>
      client.fetchQuery({ queryKey: [status], queryFn: () => Promise.reject(new ApiError(status, '', '')) }).catch(() => undefined);
    await failing(403);
    expect(told).toBe(0);
    await failing(401);
    expect(told).toBe(1);
  });
});

import { expect, it, vi } from 'vitest';
import type { Batch } from './batches';

vi.mock('./client', () => ({}));
const { deedsOf, secondsLeft } = await import('./batches');

const batch = (told: Partial<Batch>) => ({ status: 'Processing', direct: false, cancelRequested: false, undone: null, ...told }) as Batch;

it.each([
  [batch({ status: 'Queued' }), ['cancel']],
  [batch({ status: 'Processing', direct: true }), []],
  [batch({ status: 'Processing', cancelRequested: true }), []],
  [batch({ status: 'Completed' }), ['undo']],
  [batch({ status: 'Completed', undone: { user: 'ann', date: 1 } }), []],
  [batch({ status: 'Failed' }), ['retry']],
  [batch({ status: 'Cancelled' }), ['retry']],
])('what may be done: %j', (told, expected) => {
  expect(deedsOf(told)).toEqual(expected);
});

it.each([
  [{ total: 1000, processed: 250, startedDate: 0 }, 30],
  [{ total: 1000, processed: 0, startedDate: 0 }, undefined],
  [{ total: null, processed: 10, startedDate: 0 }, undefined],
  [{ total: 1000, processed: 1000, startedDate: 0 }, 0],
])('after 10 s %j has %s s left', (told, expected) => {
  expect(secondsLeft({ status: 'Processing', ...told }, 10_000)).toBe(expected);
});

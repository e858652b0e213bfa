import { expect, it } from 'vitest';
import { CommentGone, withChanged, without } from './changedComments';

const comments = ['boom', 'waits', 'flaky?', 'waits'];

it('lets one comment become another and leaves the others', () => {
  expect(withChanged(comments, 'flaky?', 'flaky!')).toEqual(['boom', 'waits', 'flaky!', 'waits']);
  expect(without(comments, 'boom')).toEqual(['waits', 'flaky?', 'waits']);
});

it('means the newest of several that say the same', () => {
  expect(withChanged(comments, 'waits', 'goes on')).toEqual(['boom', 'waits', 'flaky?', 'goes on']);
  expect(without(comments, 'waits')).toEqual(['boom', 'waits', 'flaky?']);
});

it('changes nothing where somebody else was quicker', () => {
  expect(() => withChanged(comments, 'crash', 'boom')).toThrow(CommentGone);
  expect(() => without(comments, 'crash')).toThrow(CommentGone);
});

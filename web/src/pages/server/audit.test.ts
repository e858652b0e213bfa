import { expect, it } from 'vitest';
import { changeText, tellsOf } from './audit';

const entry = { ID: 1, time: 0, userID: 2, user: 'ann', tokenID: 0, remote: '10.0.0.7', action: 'member.change', project: 'AT', object: 'user bob', before: 'tester', after: 'admin', hash: '' };

it.each([
  ['', true],
  ['Bob', true],
  ['ann member', true],
  ['10.0.0', true],
  ['ann eve', false],
])('tells of "%s": %s', (text, expected) => {
  expect(tellsOf(entry, text)).toBe(expected);
});

it.each([
  ['tester', 'admin', 'tester → admin'],
  ['', 'admin', 'admin'],
  ['tester', '', 'was tester'],
  ['', '', ''],
])('from "%s" to "%s"', (before, after, expected) => {
  expect(changeText({ before, after })).toBe(expected);
});

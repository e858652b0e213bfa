import { describe, expect, it } from 'vitest';
import { messageAndRest, readComments } from './comments';

describe('comments of a run by a machine', () => {
  it('are its failure, attempts and output', () => {
    const read = readComments(['no van\n\tat A.b(A.java:1)', 'Attempt 1: errored\nno van\nAttempt 2: failed\nno driver\nat all', 'Output:\nGET /login', 'Error output (its end):\n…warning', 'looked at by kim'], true);
    expect(read).toEqual({
      failures: ['no van\n\tat A.b(A.java:1)'],
      attempts: [{ title: 'Attempt 1: errored', text: 'no van' }, { title: 'Attempt 2: failed', text: 'no driver\nat all' }],
      outputs: [{ title: 'Output', text: 'GET /login' }, { title: 'Error output (its end)', text: '…warning' }],
      others: ['looked at by kim'],
    });
  });

  it('may be several failures, of tests that are one case', () => {
    expect(readComments(['a (T): Failed\nboom', 'b (T): Failed\nbang'], true).failures).toHaveLength(2);
  });

  it('may tell tries that came as tests of their own', () => {
    expect(readComments(['Earlier attempt of warehouse (CartTest): Not Run\nbeing counted'], true).attempts).toEqual([
      { title: 'Earlier attempt of warehouse (CartTest): Not Run', text: 'being counted' },
    ]);
  });
});

it('of a run by a person are what was written', () => {
  expect(readComments(['waits for the build\nof tomorrow'], false)).toMatchObject({ failures: [], others: ['waits for the build\nof tomorrow'] });
});

it.each([
  ['boom', 'boom', ''],
  ['boom\n\tat A.b(A.java:1)', 'boom', '\tat A.b(A.java:1)'],
  ['Error\n\nExpected: 1\nReceived: 2', 'Error', '\nExpected: 1\nReceived: 2'],
  ['1\n2\n3\n4', '1\n2\n3', '4'],
])('the message of %j is %j', (failure, message, rest) => {
  expect(messageAndRest(failure)).toEqual({ message, rest });
});

import { expect, it } from 'vitest';
import { problemText } from './problems';

it('has a sentence for every word, also for one that it does not know, and none of its own for what others write', () => {
  expect(problemText('')).toBeUndefined();
  expect(problemText('no_account')).toContain('Ask an administrator');
  for (const word of ['constructor', 'Call 555-0100 to unlock']) expect(problemText(word)).toBe('Signing in did not work. Begin again.');
});

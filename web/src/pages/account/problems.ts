// Why signing in at a provider came to nothing: the words that the server sends people back with (docs/api.yaml, finishOidcLogin).
const sentences: Record<string, string> = {
  unauthenticated: 'Signing in did not work. It must end in the browser where it began, within 10 minutes. Begin again.',
  forbidden: 'You were not let in there.',
  no_account: 'You have no account here. Ask an administrator for one.',
  deactivated: 'Your account here is deactivated.',
  conflict: 'That login is another user’s here.',
  unavailable: 'The other side does not answer. Try again in a moment.',
  over_quota: 'There were too many attempts to sign in. Try again in a minute.',
  no_provider: 'This server has no other way to sign in.',
  no_https: 'Open this page over https to sign in.',
  other_site: 'Another site sent you here. Begin on this page.',
};

/** The sentence for a word of the address; nothing without one. */
export function problemText(word: string): string | undefined {
  if (word === '') return undefined;
  return Object.hasOwn(sentences, word) ? sentences[word] : 'Signing in did not work. Begin again.';
}

import { basePath } from '#app/basePath';

/** What a session must say with everything that changes something (docs/accounts.md, Logging in). */
let known: Promise<string> | undefined;

/** The session's token; empty when there is no session. */
export function csrfToken(): Promise<string> {
  known ??= asked();
  return known;
}

export function rememberCsrfToken(token: string) {
  known = Promise.resolve(token);
}

export function forgetCsrfToken() {
  known = undefined;
}

async function asked(): Promise<string> {
  const answer = await fetch(`${basePath}api/session`, { headers: { Accept: 'application/json' } });
  if (!answer.ok) return '';
  const told = (await answer.json()) as { csrfToken?: string };
  return told.csrfToken ?? '';
}

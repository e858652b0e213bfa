import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, type Schema, serverApi } from './client';
import { forgetCsrfToken, rememberCsrfToken } from './csrf';
import { ApiError, isStatus } from './errors';

export type Session = Schema<'Session'>;

const sessionsKey = ['sessions'];

export const sessionsQuery = queryOptions({
  queryKey: sessionsKey,
  queryFn: async ({ signal }) => (await ask(serverApi.GET('/api/sessions', { signal }))).items,
});

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (session: number) => ask(serverApi.DELETE('/api/sessions/{session}', { params: { path: { session } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsKey }),
  });
}

/** The same after logging in again, which the server asks for when that was a while ago. */
export function useEndSessionAgain() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ session, ...credentials }: { session: number; name: string; password: string }) => {
      const begun = await ask(serverApi.POST('/api/session', { body: credentials })).catch(refusedPassword);
      rememberCsrfToken(begun.csrfToken);
      await ask(serverApi.DELETE('/api/sessions/{session}', { params: { path: { session } } }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: sessionsKey }),
  });
}

/** A password that is wrong ends no session: 401 would mean that. */
function refusedPassword(error: unknown): never {
  if (isStatus(error, 401)) throw new ApiError(403, 'forbidden', 'The password is wrong.');
  throw error;
}

/** Where the browser goes on to make a login at the provider one's own; it comes back to that page. */
export const useLinkLogin = () =>
  useMutation({
    mutationFn: (next: string) => ask(serverApi.POST('/api/oidc/link', { params: { query: { next } } })),
    onSuccess: ({ url }) => location.assign(url),
  });

/** Begins a new session and ends all others. */
export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: Schema<'PasswordChangeSent'>) => ask(serverApi.POST('/api/password', { body: wish })),
    onSuccess: () => {
      forgetCsrfToken();
      return client.invalidateQueries({ queryKey: sessionsKey });
    },
  });
}

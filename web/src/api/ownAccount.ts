import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, type Schema, serverApi } from './client';
import { forgetCsrfToken, rememberCsrfToken } from './csrf';
import { ApiError, isStatus } from './errors';
import { everyPart } from './everyPart';

export type Session = Schema<'Session'>;

const sessionsKey = ['sessions'];

export const sessionsQuery = queryOptions({
  queryKey: sessionsKey,
  queryFn: ({ signal }) => everyPart((query) => ask(serverApi.GET('/api/sessions', { params: { query }, signal }))),
});

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (session: number) => ask(serverApi.DELETE('/api/sessions/{session}', { params: { path: { session } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsKey }),
  });
}

/** Does what the server does only soon after logging in, after doing that again. */
export function useAfterLoggingIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ act, ...credentials }: { act: () => Promise<unknown>; name: string; password: string }) => {
      const begun = await ask(serverApi.POST('/api/session', { body: credentials })).catch(refusedPassword);
      rememberCsrfToken(begun.csrfToken);
      await act();
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

const linkKey = ['login link'];

export const loginLinkQuery = queryOptions({
  queryKey: linkKey,
  queryFn: ({ signal }) => ask(serverApi.GET('/api/oidc/link', { signal })),
});

/** Ends the other sessions, too. */
export function useUnlinkLogin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(serverApi.DELETE('/api/oidc/link')),
    onSuccess: () => Promise.all([linkKey, sessionsKey].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

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

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, type Schema, serverApi } from './client';
import { forgetCsrfToken } from './csrf';

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

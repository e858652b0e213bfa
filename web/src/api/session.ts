import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { basePath } from '#app/basePath';
import { ask, type Schema, serverApi } from './client';
import { forgetCsrfToken, rememberCsrfToken } from './csrf';

export type Me = Schema<'Me'>;
export type OwnProject = Schema<'OwnProject'>;
export type Right = Schema<'Right'>;

/** Who asks, and what they may. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => ask(serverApi.GET('/api/me', { signal })),
  staleTime: 60_000,
});

export const useMe = (): Me => useSuspenseQuery(meQuery).data;

/** How one may log in here. */
export const loginOptionsQuery = queryOptions({
  queryKey: ['login options'],
  queryFn: ({ signal }) => ask(serverApi.GET('/api/login-options', { signal })),
});

/** Where a browser goes to log in at the server's provider of logins, and comes back from to that page. */
export const providerLogin = (next: string) => `${basePath}api/oidc/login?${new URLSearchParams({ next })}`;

/** Logging in: name and password become a session of this browser. */
export function useLogIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: { name: string; password: string }) => {
      forgetCsrfToken();
      return ask(serverApi.POST('/api/session', { body: credentials }));
    },
    onSuccess: (session) => {
      client.clear();
      rememberCsrfToken(session.csrfToken);
    },
  });
}

export function useLogOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(serverApi.DELETE('/api/session')),
    onSuccess: () => {
      forgetCsrfToken();
      client.clear();
    },
  });
}

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask, type Schema, serverApi } from './client';
import { everyPart } from './everyPart';

export type Token = Schema<'Token'>;
export type CreatedToken = Schema<'CreatedToken'>;
export type TokenWish = Schema<'NewTokenSent'>;

const tokensKey = ['tokens'];

/** One's own tokens. */
export const ownTokensQuery = queryOptions({
  queryKey: [...tokensKey, 'own'],
  queryFn: ({ signal }) => everyPart((query) => ask(serverApi.GET('/api/tokens', { params: { query }, signal }))),
});

/** All tokens that are limited to a project, whoever's: for its admins. */
export const projectTokensQuery = (project: string) =>
  queryOptions({
    queryKey: [...tokensKey, 'project', project],
    queryFn: ({ signal }) => everyPart((query) => ask(api.GET('/project/{project}/token', { params: { path: { project }, query }, signal }))),
  });

function useTokensChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: tokensKey });
}

/** Its answer is the only one that has the secret. */
export function useCreateToken() {
  const changed = useTokensChanged();
  return useMutation({ mutationFn: (wish: TokenWish) => ask(serverApi.POST('/api/tokens', { body: wish })), onSuccess: changed });
}

export function useRotateToken() {
  const changed = useTokensChanged();
  return useMutation({
    mutationFn: (token: number) => ask(serverApi.POST('/api/tokens/{token}/rotate', { params: { path: { token } } })),
    onSuccess: changed,
  });
}

/** Revokes a token of one's own, or, as an admin of the project, one that is limited to it. */
export function useRevokeToken(project?: string) {
  const changed = useTokensChanged();
  return useMutation({
    mutationFn: (token: number) =>
      project === undefined
        ? ask(serverApi.DELETE('/api/tokens/{token}', { params: { path: { token } } }))
        : ask(api.DELETE('/project/{project}/token/{token}', { params: { path: { project, token } } })),
    onSuccess: changed,
  });
}

// The server itself: its users, what was done by whom, how it is doing. For its administrators.
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, type Schema, serverApi } from './client';
import { everyPart } from './everyPart';

export type User = Schema<'User'>;
export type AuditEntry = Schema<'AuditEntry'>;

const usersKey = ['users'];
const auditPageSize = 100;

export const usersQuery = queryOptions({
  queryKey: usersKey,
  queryFn: ({ signal }) => everyPart((query) => ask(serverApi.GET('/api/users', { params: { query }, signal }))),
});

export function useUserChanges() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: usersKey });
  const create = useMutation({ mutationFn: (user: Schema<'NewUserSent'>) => ask(serverApi.POST('/api/users', { body: user })), onSuccess });
  const change = useMutation({
    mutationFn: ({ user, wish }: { user: number; wish: Schema<'UserChangeSent'> }) => ask(serverApi.PATCH('/api/users/{user}', { params: { path: { user } }, body: wish })),
    onSuccess,
  });
  const reset = useMutation({ mutationFn: (user: number) => ask(serverApi.POST('/api/users/{user}/reset', { params: { path: { user } } })) });
  return { create, change, reset };
}

export type ServerStatus = Schema<'ServerStatus'>;

/** How the server is doing, asked again while somebody looks. */
export const statusQuery = queryOptions({
  queryKey: ['server status'],
  queryFn: ({ signal }) => ask(serverApi.GET('/api/status', { signal })),
  refetchInterval: 5000,
});

/** The audit log, the newest first, a page at a time. */
export const auditQuery = infiniteQueryOptions({
  queryKey: ['audit'],
  queryFn: ({ pageParam, signal }) => ask(serverApi.GET('/api/audit', { params: { query: { cursor: pageParam, maxResults: auditPageSize } }, signal })),
  initialPageParam: undefined as string | undefined,
  // What is added meanwhile shifts no page.
  getNextPageParam: (page) => page.nextCursor,
});

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask, type Schema, serverApi } from './client';
import { everyPart } from './everyPart';

export type Member = Schema<'Member'>;
export type Role = Schema<'Role'>;
export type Invitation = Schema<'Invitation'>;
export type CreatedInvitation = Schema<'CreatedInvitation'>;

const membersKey = (project: string) => ['project', project, 'members'];
const invitationsKey = (project: string | undefined) => ['invitations', project ?? null];

export const membersQuery = (project: string) =>
  queryOptions({
    queryKey: membersKey(project),
    queryFn: async ({ signal }) => ({ items: await everyPart((query) => ask(api.GET('/project/{project}/member', { params: { path: { project }, query }, signal }))) }),
    staleTime: 60_000,
  });

export function useMemberChanges(project: string) {
  const client = useQueryClient();
  // One's own role may be among them.
  const onSuccess = () => Promise.all([client.invalidateQueries({ queryKey: membersKey(project) }), client.invalidateQueries({ queryKey: ['me'] })]);
  const add = useMutation({ mutationFn: (member: Schema<'NewMemberSent'>) => ask(api.POST('/project/{project}/member', { params: { path: { project } }, body: member })), onSuccess });
  const change = useMutation({
    mutationFn: ({ user, role }: { user: number; role: Role }) => ask(api.PUT('/project/{project}/member/{user}', { params: { path: { project, user } }, body: { role } })),
    onSuccess,
  });
  const remove = useMutation({ mutationFn: (user: number) => ask(api.DELETE('/project/{project}/member/{user}', { params: { path: { project, user } } })), onSuccess });
  return { add, change, remove };
}

/** The invitations into a project; without one, those to the server. */
export const invitationsQuery = (project?: string) =>
  queryOptions({
    queryKey: invitationsKey(project),
    queryFn: ({ signal }) =>
      everyPart((query) =>
        project === undefined
          ? ask(serverApi.GET('/api/invitations', { params: { query }, signal }))
          : ask(api.GET('/project/{project}/invitation', { params: { path: { project }, query }, signal })),
      ),
  });

export interface InvitationWish {
  note: string;
  role: Role;
  administrator: boolean;
}

export function useInvitationChanges(project?: string) {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: invitationsKey(project) });
  const invite = useMutation({
    mutationFn: ({ note, role, administrator }: InvitationWish) =>
      project === undefined
        ? ask(serverApi.POST('/api/invitations', { body: { note, administrator } }))
        : ask(api.POST('/project/{project}/invitation', { params: { path: { project } }, body: { note, role } })),
    onSuccess,
  });
  const withdraw = useMutation({
    mutationFn: (invitation: number) =>
      project === undefined
        ? ask(serverApi.DELETE('/api/invitations/{invitation}', { params: { path: { invitation } } }))
        : ask(api.DELETE('/project/{project}/invitation/{invitation}', { params: { path: { project, invitation } } })),
    onSuccess,
  });
  return { invite, withdraw };
}

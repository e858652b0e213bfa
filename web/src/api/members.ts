import { queryOptions } from '@tanstack/react-query';
import { api, ask } from './client';

export const membersQuery = (project: string) =>
  queryOptions({
    queryKey: ['project', project, 'members'],
    queryFn: ({ signal }) => ask(api.GET('/project/{project}/member', { params: { path: { project } }, signal })),
    staleTime: 60_000,
  });

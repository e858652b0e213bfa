import { queryOptions } from '@tanstack/react-query';
import { api, ask } from './client';

export const tagsQuery = (project: string) =>
  queryOptions({
    queryKey: ['project', project, 'tags'],
    queryFn: ({ signal }) => ask(api.GET('/project/{project}/tag', { params: { path: { project } }, signal })),
  });

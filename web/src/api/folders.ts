import { queryOptions } from '@tanstack/react-query';
import type { Folder } from '#parts/folders';
import { api, ask } from './client';

export const cycleFoldersQuery = (project: string) =>
  queryOptions({
    queryKey: ['project', project, 'cycle folders'],
    queryFn: async ({ signal }) => (await ask(api.GET('/project/{project}/testcycle/folder', { params: { path: { project } }, signal }))) as Folder[],
  });

export const cycleFolderCountsQuery = (project: string) =>
  queryOptions({
    queryKey: ['project', project, 'cycle folders', 'counts'],
    queryFn: ({ signal }) => ask(api.GET('/project/{project}/testcycle/folder/counts', { params: { path: { project } }, signal })),
  });

export const caseFoldersQuery = (project: string) =>
  queryOptions({
    queryKey: ['project', project, 'case folders'],
    queryFn: async ({ signal }) => (await ask(api.GET('/project/{project}/testcase/folder', { params: { path: { project } }, signal }))) as Folder[],
  });

import { queryOptions } from '@tanstack/react-query';
import type { Folder } from '#parts/folders';
import { api, ask, read } from './client';

export interface FolderCount {
  folderId: number | null;
  count: number;
  countWithin: number;
}

export const cycleFoldersQuery = (project: string) =>
  queryOptions({
    queryKey: ['project', project, 'cycle folders'],
    queryFn: async ({ signal }) => (await ask(api.GET('/project/{project}/testcycle/folder', { params: { path: { project } }, signal }))) as Folder[],
  });

export const cycleFolderCountsQuery = (project: string) =>
  queryOptions({
    queryKey: ['project', project, 'cycle folders', 'counts'],
    queryFn: ({ signal }) => read<{ items: FolderCount[] }>(`/project/${encodeURIComponent(project)}/testcycle/folder/counts`, {}, signal),
  });

export const caseFoldersQuery = (project: string) =>
  queryOptions({
    queryKey: ['project', project, 'case folders'],
    queryFn: async ({ signal }) => (await ask(api.GET('/project/{project}/testcase/folder', { params: { path: { project } }, signal }))) as Folder[],
  });

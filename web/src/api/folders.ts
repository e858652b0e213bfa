import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
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

export type FolderTreeName = 'cases' | 'cycles';

export interface FolderWish {
  name: string;
  parentID: number | null;
}

/** Making, renaming, moving and removing folders; a folder is removed when it is empty. */
export function useFolderChanges(project: string, tree: FolderTreeName) {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ['project', project] });
  const ofCases = tree === 'cases';
  const create = useMutation({
    mutationFn: (body: FolderWish) => {
      const sent = { params: { path: { project } }, body };
      return ofCases ? ask(api.POST('/project/{project}/testcase/folder', sent)) : ask(api.POST('/project/{project}/testcycle/folder', sent));
    },
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ folder, ...body }: FolderWish & { folder: number }) => {
      const sent = { params: { path: { project, folder } }, body };
      return ofCases ? ask(api.PATCH('/project/{project}/testcase/folder/{folder}', sent)) : ask(api.PATCH('/project/{project}/testcycle/folder/{folder}', sent));
    },
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (folder: number) => {
      const sent = { params: { path: { project, folder } } };
      return ofCases ? ask(api.DELETE('/project/{project}/testcase/folder/{folder}', sent)) : ask(api.DELETE('/project/{project}/testcycle/folder/{folder}', sent));
    },
    onSuccess,
  });
  return { create, change, remove };
}

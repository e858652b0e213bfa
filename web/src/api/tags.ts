import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from './client';

export const tagsQuery = (project: string) =>
  queryOptions({
    queryKey: ['project', project, 'tags'],
    queryFn: ({ signal }) => ask(api.GET('/project/{project}/tag', { params: { path: { project } }, signal })),
  });

/** Adding, renaming and removing tags; what shows tags is asked for again. */
export function useTagChanges(project: string) {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ['project', project] });
  const add = useMutation({ mutationFn: (name: string) => ask(api.POST('/project/{project}/tag', { params: { path: { project } }, body: [{ name }] })), onSuccess });
  const rename = useMutation({
    mutationFn: ({ tag, name }: { tag: number; name: string }) => ask(api.PATCH('/project/{project}/tag/{tag}', { params: { path: { project, tag } }, body: { name } })),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: ({ tag, force }: { tag: number; force: boolean }) => ask(api.DELETE('/project/{project}/tag/{tag}', { params: { path: { project, tag }, query: { force } } })),
    onSuccess,
  });
  return { add, rename, remove };
}

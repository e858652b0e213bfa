import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RowWindow, WindowQuery } from '#parts/useWindowedRows';
import { useFileChanges } from './attachments';
import { api, apiBase, ask, type Schema } from './client';

export type Cycle = Schema<'Cycle'>;
export type CycleChange = Schema<'CycleChange'>;

export interface CycleFilter {
  text: string;
  folders: number[];
  state: 'open' | 'closed' | 'all';
}

export const cyclesKey = (project: string) => ['project', project, 'cycles'];
export const cycleKey = (project: string, cycle: string) => ['project', project, 'cycle', cycle];

export const cycleQuery = (project: string, cycle: string) =>
  queryOptions({
    queryKey: [...cycleKey(project, cycle), 'detail'],
    queryFn: ({ signal }) => ask(api.GET('/project/{project}/testcycle/{cycle}/detail', { params: { path: { project, cycle } }, signal })),
  });

/** A window of the cycles that a filter leaves, newest first. */
export const cyclesQuery = (project: string, filter: CycleFilter, startAt: number, maxResults: number): WindowQuery<RowWindow<Cycle>> => ({
  queryKey: [...cyclesKey(project), filter, startAt, maxResults],
  queryFn: async ({ signal }) => {
    const query = { startAt, maxResults, counts: true };
    const page = await ask(api.POST('/project/{project}/testcycle/search', { params: { path: { project }, query }, body: searchBody(filter), signal }));
    return { startAt, total: page.totalCount ?? startAt + page.items.length, items: page.items };
  },
});

export function searchBody(filter: CycleFilter): Schema<'CycleSearch'> {
  return {
    ...(filter.text !== '' && { title: { comparisonType: 'CONTAINS' as const, value: filter.text } }),
    ...(filter.folders.length > 0 && { folderID: { comparisonType: 'IN' as const, list: filter.folders } }),
    ...(filter.state !== 'all' && { isClosed: { value: filter.state === 'closed' } }),
  };
}

/** Everything that is known of a project's cycles is asked for again. */
export function useCyclesChanged(project: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['project', project] });
}

export function useCreateCycle(project: string) {
  const changed = useCyclesChanged(project);
  return useMutation({
    mutationFn: (draft: Schema<'CycleDraft'>) => ask(api.POST('/project/{project}/testcycle/detail', { params: { path: { project } }, body: draft })),
    onSuccess: changed,
  });
}

export function useChangeCycle(project: string, cycle: string) {
  const changed = useCyclesChanged(project);
  return useMutation({
    mutationFn: (change: CycleChange) => ask(api.PATCH('/project/{project}/testcycle/{cycle}/detail', { params: { path: { project, cycle } }, body: change })),
    onSuccess: changed,
  });
}

export function useCloneCycle(project: string, cycle: string) {
  const changed = useCyclesChanged(project);
  return useMutation({
    mutationFn: (change: CycleChange) => ask(api.POST('/project/{project}/testcycle/{cycle}/clone', { params: { path: { project, cycle } }, body: change })),
    onSuccess: changed,
  });
}

export function useRemoveCycle(project: string, cycle: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(api.DELETE('/project/{project}/testcycle/{cycle}/detail', { params: { path: { project, cycle } } })),
    onSuccess: () => client.removeQueries({ queryKey: cycleKey(project, cycle) }),
  });
}

export const cycleAttachmentsQuery = (project: string, cycle: string) =>
  queryOptions({
    queryKey: [...cycleKey(project, cycle), 'attachments'],
    queryFn: ({ signal }) => ask(api.GET('/project/{project}/testcycle/{cycle}/attachment', { params: { path: { project, cycle } }, signal })),
  });

export const cycleAttachmentUrl = (project: string, cycle: string, attachment: number) =>
  `${apiBase}/project/${encodeURIComponent(project)}/testcycle/${encodeURIComponent(cycle)}/attachment/${attachment}`;

export function useCycleAttachments(project: string, cycle: string) {
  const path = { project, cycle };
  return useFileChanges(
    {
      attach: (form) => ask(api.POST('/project/{project}/testcycle/{cycle}/attachment', { params: { path }, ...form })),
      remove: (attachment) => ask(api.DELETE('/project/{project}/testcycle/{cycle}/attachment/{attachment}', { params: { path: { ...path, attachment } } })),
    },
    useCyclesChanged(project),
  );
}

/** Where the list of cycles is as CSV. */
export const cyclesExportUrl = (project: string) => `${apiBase}/project/${encodeURIComponent(project)}/testcycle/export/csv`;

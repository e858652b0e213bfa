import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RowWindow, WindowQuery } from '#parts/useWindowedRows';
import { caseCriteria, type CaseFilter } from './caseCriteria';
import { useFileChanges } from './attachments';
import { api, apiBase, ask, type Schema } from './client';

export type Case = Schema<'Case'>;
export type CaseStep = Schema<'CaseStep'>;
export type CaseDraft = Schema<'CaseDraft'>;
export type CaseChanges = Schema<'CaseChanges'>;

/** A window of the cases that a filter leaves, in the order of their numbers. */
export const casesQuery = (project: string, filter: CaseFilter, startAt: number, maxResults: number): WindowQuery<RowWindow<Case>> => ({
  queryKey: ['project', project, 'cases', filter, startAt, maxResults],
  queryFn: async ({ signal }) => {
    const query = { startAt, maxResults };
    const page = await ask(api.POST('/project/{project}/testcase/search', { params: { path: { project }, query }, body: caseCriteria(filter), signal }));
    return { startAt, total: page.totalCount ?? startAt + page.items.length, items: page.items };
  },
});

export const caseFolderCountsQuery = (project: string) =>
  queryOptions({
    queryKey: ['project', project, 'case folders', 'counts'],
    queryFn: ({ signal }) => ask(api.GET('/project/{project}/testcase/folder/counts', { params: { path: { project } }, signal })),
  });

/** A case in its latest version, or in another one. */
export const caseQuery = (project: string, testCase: string, version?: number) =>
  queryOptions({
    queryKey: ['project', project, 'case', testCase, 'version', version ?? 'latest'],
    queryFn: ({ signal }) =>
      ask(api.GET('/project/{project}/testcase/{case}/detail', { params: { path: { project, case: testCase }, query: { fetchDataSets: true, version } }, signal })),
  });

export function useCreateCase(project: string) {
  const changed = useCasesChanged(project);
  return useMutation({
    mutationFn: (draft: CaseDraft) => ask(api.POST('/project/{project}/testcase', { params: { path: { project } }, body: draft })),
    onSuccess: changed,
  });
}

export interface CaseSaving {
  changes: CaseChanges;
  /** When that which was read was changed the last time: what changed since is not written over. */
  readAt: number;
  asNewVersion: boolean;
}

export function useSaveCase(project: string, testCase: string) {
  const changed = useCasesChanged(project);
  return useMutation({
    mutationFn: ({ changes, readAt, asNewVersion }: CaseSaving) => {
      const params = { path: { project, case: testCase }, query: { createNewVersion: asNewVersion }, header: { 'If-Match': `"${readAt}"` } };
      return ask(api.PATCH('/project/{project}/testcase/{case}/detail', { params, body: changes }));
    },
    onSuccess: changed,
  });
}

/** A copy under another title, in which nothing was executed. */
export function useCloneCase(project: string, testCase: string) {
  const changed = useCasesChanged(project);
  return useMutation({
    mutationFn: () => ask(api.POST('/project/{project}/testcase/{case}/clone', { params: { path: { project, case: testCase } }, body: {} })),
    onSuccess: changed,
  });
}

/** Removes a deleted case for good. */
export const purgeCase = (project: string, testCase: string) => ask(api.POST('/project/{project}/testcase/{case}/purge', { params: { path: { project, case: testCase } } }));

export const caseAttachmentUrl = (project: string, testCase: string, attachment: number) =>
  `${apiBase}/project/${encodeURIComponent(project)}/testcase/${encodeURIComponent(testCase)}/attachment/${attachment}`;

export function useCaseAttachments(project: string, testCase: string) {
  const path = { project, case: testCase };
  return useFileChanges(
    {
      attach: (form) => ask(api.POST('/project/{project}/testcase/{case}/attachment', { params: { path }, ...form })),
      remove: (attachment) => ask(api.DELETE('/project/{project}/testcase/{case}/attachment/{attachment}', { params: { path: { ...path, attachment } } })),
    },
    useCasesChanged(project),
  );
}

/** What shows cases is asked for again. */
function useCasesChanged(project: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['project', project] });
}

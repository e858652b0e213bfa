import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, ask, type Schema } from './client';

export type CaseHistory = Schema<'CaseHistory'>;
export type HistoryRun = CaseHistory['items'][number];

const pageSize = 50;

/** The runs of a case in all cycles, the newest first. */
export const historyQuery = (project: string, testCase: string) =>
  infiniteQueryOptions({
    queryKey: ['project', project, 'case', testCase, 'history'],
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { project, case: testCase }, query: { maxResults: pageSize, cursor: pageParam } };
      return ask(api.GET('/project/{project}/testcase/{case}/history', { params, signal }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

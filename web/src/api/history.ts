import { infiniteQueryOptions } from '@tanstack/react-query';
import { read } from './client';
import type { CaseHistory } from './insights';

const pageSize = 100;

/** The runs of a case in all cycles, the newest first. */
export const historyQuery = (project: string, testCase: string) =>
  infiniteQueryOptions({
    queryKey: ['project', project, 'case', testCase, 'history'],
    queryFn: ({ pageParam, signal }) =>
      read<CaseHistory>(`/project/${encodeURIComponent(project)}/testcase/${encodeURIComponent(testCase)}/history`, { maxResults: pageSize, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

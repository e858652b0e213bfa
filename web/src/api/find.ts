import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask } from './client';

const lengthMax = 50;

/** What titles and keys have of what is typed, in one project or in all that one may read. */
export const findQuery = (project: string | undefined, typed: string) => {
  const q = typed.trim().slice(0, lengthMax);
  return queryOptions({
    queryKey: ['find', project ?? null, q],
    queryFn: ({ signal }) =>
      project === undefined ? ask(api.GET('/find', { params: { query: { q } }, signal })) : ask(api.GET('/project/{project}/find', { params: { path: { project }, query: { q } }, signal })),
    enabled: q.length >= 2,
    placeholderData: keepPreviousData,
  });
};

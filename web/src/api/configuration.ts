import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api, ask, type Schema } from './client';

export type Configuration = Schema<'Configuration'>;
export type RunStatus = Schema<'RunStatus'>;
export type StatusType = Schema<'StatusType'>;

/** A project's own lists, with the entries that were deactivated: what has one keeps it. */
export const configurationQuery = (project: string) =>
  queryOptions({
    queryKey: ['project', project, 'configuration'],
    queryFn: ({ signal }) => ask(api.GET('/project/{project}/config', { params: { path: { project }, query: { includeDisabled: true } }, signal })),
    staleTime: 60_000,
  });

export const useConfiguration = (project: string): Configuration => useSuspenseQuery(configurationQuery(project)).data;

export interface KnownStatuses {
  /** In the project's order. */
  all: RunStatus[];
  byId: Map<number, RunStatus>;
}

/** The project's run statuses, also those that cannot be chosen any more. */
export const useRunStatuses = (project: string): KnownStatuses =>
  useSuspenseQuery({ ...configurationQuery(project), select: runStatusesOf }).data;

export function runStatusesOf(configuration: Configuration): KnownStatuses {
  const all = configuration.runStatuses;
  return { all, byId: new Map(all.map((status) => [status.ID, status])) };
}

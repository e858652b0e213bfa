import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useFileChanges } from './attachments';
import { api, apiBase, ask, type Schema } from './client';

/** A run that was asked for by its number: it tells which case it is of. */
export type Run = Schema<'Run'> & { testCase: Schema<'NamedCase'> };
export type RunStep = Schema<'RunStep'>;
export type RunChange = NonNullable<Schema<'RunChange'>>;

/** Which run: its project, its cycle and its number. */
export interface RunPlace {
  project: string;
  cycle: string;
  run: number;
}

const keyOf = ({ project, cycle, run }: RunPlace) => ['project', project, 'cycle', cycle, 'run', run];

const isOfRun = (key: readonly unknown[], place: RunPlace) => keyOf(place).every((part, index) => key[index] === part);

export const runQuery = (place: RunPlace) =>
  queryOptions({
    queryKey: keyOf(place),
    queryFn: async ({ signal }) => (await ask(api.GET('/project/{project}/testcycle/{cycle}/testrun/{run}', { params: { path: place }, signal }))) as Run,
  });

/** Where the file of an attachment is. */
export const attachmentUrl = ({ project, cycle, run }: RunPlace, attachment: number) =>
  `${apiBase}/project/${encodeURIComponent(project)}/testcycle/${encodeURIComponent(cycle)}/testrun/${run}/attachment/${attachment}`;

export function useChangeRun(place: RunPlace) {
  const changed = useRunChanged(place);
  return useMutation({
    mutationFn: (body: RunChange) => ask(api.PATCH('/project/{project}/testcycle/{cycle}/testrun/{run}', { params: { path: place }, body })),
    onSuccess: changed,
  });
}

export function useChangeRunStep(place: RunPlace) {
  const changed = useRunChanged(place);
  return useMutation({
    mutationFn: ({ step, ...body }: { step: number } & Schema<'RunStepChange'>) =>
      ask(api.PATCH('/project/{project}/testcycle/{cycle}/testrun/{run}/step/{step}', { params: { path: { ...place, step } }, body })),
    onSuccess: changed,
  });
}

export function useRemoveRun(place: RunPlace) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(api.DELETE('/project/{project}/testcycle/{cycle}/testrun/{run}', { params: { path: place } })),
    onSuccess: async () => {
      // What is gone is not asked for again while its page is left.
      await client.invalidateQueries({ queryKey: ['project', place.project], predicate: ({ queryKey }) => !isOfRun(queryKey, place) });
    },
  });
}

/** A change has all comments of a run, so they are read anew before it. */
export function useChangeComments(place: RunPlace) {
  const client = useQueryClient();
  const changed = useRunChanged(place);
  return useMutation({
    mutationFn: async (changed: (comments: string[]) => string[]) => {
      const { comments } = await client.fetchQuery({ ...runQuery(place), staleTime: 0 });
      return ask(api.PATCH('/project/{project}/testcycle/{cycle}/testrun/{run}', { params: { path: place }, body: { comments: changed(comments) } }));
    },
    onSuccess: changed,
  });
}

export function useRunAttachments(place: RunPlace) {
  return useFileChanges(
    {
      attach: (form) => ask(api.POST('/project/{project}/testcycle/{cycle}/testrun/{run}/attachment', { params: { path: place }, ...form })),
      remove: (attachment) => ask(api.DELETE('/project/{project}/testcycle/{cycle}/testrun/{run}/attachment/{attachment}', { params: { path: { ...place, attachment } } })),
    },
    useRunChanged(place),
  );
}

/** What counts runs is asked for again. */
function useRunChanged({ project }: RunPlace) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['project', project] });
}

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RowWindow, WindowQuery } from '#parts/useWindowedRows';
import { api, apiBase, ask, type Schema } from './client';
import { cycleKey } from './cycles';

export type Batch = Schema<'Batch'>;
export type BatchDetail = Schema<'BatchDetail'>;
export type ReceiptEntry = Schema<'ReceiptEntry'>;

export const batchesKey = (project: string, cycle: string) => [...cycleKey(project, cycle), 'batches'];
export const batchKey = (project: string, cycle: string, batch: number) => [...cycleKey(project, cycle), 'batch', batch];

/** A window of the cycle's batches in a state, or in any, newest first. */
export const batchesQuery = (project: string, cycle: string, status: Batch['status'] | undefined, startAt: number, maxResults: number): WindowQuery<RowWindow<Batch>> => ({
  queryKey: [...batchesKey(project, cycle), status, startAt, maxResults],
  queryFn: async ({ signal }) => {
    const page = await ask(api.GET('/project/{project}/testcycle/{cycle}/batch', { params: { path: { project, cycle }, query: { status, startAt, maxResults } }, signal }));
    return { startAt, total: page.totalCount ?? startAt + page.items.length, items: page.items };
  },
});

export const batchQuery = (project: string, cycle: string, batch: number) =>
  queryOptions({
    queryKey: batchKey(project, cycle, batch),
    queryFn: ({ signal }) => ask(api.GET('/project/{project}/testcycle/{cycle}/batch/{batch}', { params: { path: { project, cycle, batch } }, signal })),
  });

/** Where the batch's own things are: its file, its receipt, its events. */
export const batchAddress = (project: string, cycle: string, batch: number, what: 'file' | 'receipt' | 'events') =>
  `${apiBase}/project/${encodeURIComponent(project)}/testcycle/${encodeURIComponent(cycle)}/batch/${batch}/${what}`;

export type BatchDeed = 'cancel' | 'retry' | 'undo';

/** Cancels, retries or undoes a batch; what is shown of the cycle is asked for again. */
export function useBatchDeed(project: string, cycle: string, batch: number) {
  const client = useQueryClient();
  const params = { params: { path: { project, cycle, batch } } };
  return useMutation({
    mutationFn: (deed: BatchDeed) => {
      if (deed === 'cancel') return ask(api.POST('/project/{project}/testcycle/{cycle}/batch/{batch}/cancel', params));
      if (deed === 'retry') return ask(api.POST('/project/{project}/testcycle/{cycle}/batch/{batch}/retry', params));
      return ask(api.POST('/project/{project}/testcycle/{cycle}/batch/{batch}/undo', params));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['project', project] }),
  });
}

/** Imports the report of a batch again, with other options; told is the new batch. */
export function useReprocessBatch(project: string, cycle: string, batch: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (options: Record<string, string>) => {
      const params = { path: { project, cycle, batch } };
      return ask(api.POST('/project/{project}/testcycle/{cycle}/batch/{batch}/reprocess', { params, querySerializer: () => new URLSearchParams(options).toString() }));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['project', project] }),
  });
}

export const isOpen = (batch: Pick<Batch, 'status'>) => batch.status === 'Queued' || batch.status === 'Processing';

/** What may be done with a batch in its state; the server decides all the same. */
export function deedsOf(batch: Batch): BatchDeed[] {
  if (isOpen(batch)) return batch.direct || batch.cancelRequested ? [] : ['cancel'];
  if (batch.status === 'Completed') return batch.undone ? [] : ['undo'];
  return ['retry'];
}

/** How many seconds are left at the pace so far; undefined while nobody can tell. */
export function secondsLeft(batch: Pick<Batch, 'status' | 'total' | 'processed' | 'startedDate'>, now: number): number | undefined {
  if (batch.status !== 'Processing' || batch.total === null || batch.startedDate === null || batch.processed === 0) return undefined;
  const elapsed = Math.max(0, now - batch.startedDate) / 1000;
  return Math.ceil(((batch.total - batch.processed) * elapsed) / batch.processed);
}

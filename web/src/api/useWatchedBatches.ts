import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { RowWindow } from '#parts/useWindowedRows';
import { type Batch, batchesKey, isOpen } from './batches';
import { cycleKey } from './cycles';
import { watchBatch } from './watchBatch';

const watchedMax = 4; // a browser has few connections to one server

/** Keeps the open ones of a cycle's batches as the server tells of them. */
export function useWatchedBatches(project: string, cycle: string, batches: Batch[]) {
  const client = useQueryClient();
  // The ones that were accepted first are imported first.
  const watched = batches.filter(isOpen).map((batch) => batch.batchId).sort((a, b) => a - b).slice(0, watchedMax).join();
  useEffect(() => {
    if (watched === '') return;
    const stop = new AbortController();
    for (const batch of watched.split(',').map(Number)) void watch(client, project, cycle, batch, stop.signal);
    return () => stop.abort();
  }, [client, project, cycle, watched]);
}

async function watch(client: QueryClient, project: string, cycle: string, batch: number, signal: AbortSignal) {
  await watchBatch(project, cycle, batch, signal, (told) =>
    client.setQueriesData<RowWindow<Batch>>({ queryKey: batchesKey(project, cycle) }, (window) => window && withBatch(window, told)),
  );
  if (!signal.aborted) await client.invalidateQueries({ queryKey: cycleKey(project, cycle) });
}

const withBatch = (window: RowWindow<Batch>, told: Batch): RowWindow<Batch> => ({
  ...window,
  items: window.items.map((batch) => (batch.batchId === told.batchId ? told : batch)),
});

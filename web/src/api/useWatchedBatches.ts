import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { RowWindow } from '#parts/useWindowedRows';
import { type Batch, batchAddress, batchesKey, isOpen } from './batches';
import { sentFetch } from './client';
import { cycleKey } from './cycles';
import { readEvents } from './events';

const watchedMax = 4; // a browser has few connections to one server
const pause = 2000; // ms until a stream that ended early is asked for again

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
  let lastId = '';
  let ended = false;
  const take = (event: { id: string; data: string }) => {
    lastId = event.id;
    const told = JSON.parse(event.data) as Batch;
    client.setQueriesData<RowWindow<Batch>>({ queryKey: batchesKey(project, cycle) }, (window) => window && withBatch(window, told));
    ended = !isOpen(told);
  };
  while (!ended && !signal.aborted) {
    try {
      const headers = { Accept: 'text/event-stream', ...(lastId && { 'Last-Event-ID': lastId }) };
      const answer = await sentFetch(new Request(new URL(batchAddress(project, cycle, batch, 'events'), location.href), { headers, signal }));
      if (answer.ok) await readEvents(answer, take);
    } catch {
      // The connection broke, or the page is left; the loop decides.
    }
    if (!ended && !signal.aborted) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  if (ended) await client.invalidateQueries({ queryKey: cycleKey(project, cycle) });
}

const withBatch = (window: RowWindow<Batch>, told: Batch): RowWindow<Batch> => ({
  ...window,
  items: window.items.map((batch) => (batch.batchId === told.batchId ? told : batch)),
});

import { type Batch, batchAddress, isOpen } from './batches';
import { sentFetch } from './client';
import { readEvents } from './events';

const pause = 2000; // ms until a stream that ended early is asked for again

/** Hands over a batch as the server tells of it, until it has ended or nobody wants to know any more. */
export async function watchBatch(project: string, cycle: string, batch: number, signal: AbortSignal, take: (batch: Batch) => void): Promise<void> {
  let lastId = '';
  let hasEnded = false;
  const told = (event: { id: string; data: string }) => {
    lastId = event.id;
    const seen = JSON.parse(event.data) as Batch;
    hasEnded = !isOpen(seen);
    take(seen);
  };
  while (!hasEnded && !signal.aborted) {
    try {
      const headers = { Accept: 'text/event-stream', ...(lastId && { 'Last-Event-ID': lastId }) };
      const answer = await sentFetch(new Request(new URL(batchAddress(project, cycle, batch, 'events'), location.href), { headers, signal }));
      if (answer.ok) await readEvents(answer, told);
    } catch {
      // The connection broke, or the page is left; the loop decides.
    }
    if (!hasEnded && !signal.aborted) await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

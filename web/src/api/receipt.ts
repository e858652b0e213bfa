import { queryOptions } from '@tanstack/react-query';
import { batchAddress, batchKey, type ReceiptEntry } from './batches';
import { sentFetch } from './client';
import { apiErrorOf } from './errors';

const entriesMax = 20_000; // that a page shows; the file has all of them

export interface ReceiptPart {
  entries: ReceiptEntry[];
  /** Whether there are more than are shown. */
  isCut: boolean;
}

export const receiptQuery = (project: string, cycle: string, batch: number) =>
  queryOptions({
    queryKey: [...batchKey(project, cycle, batch), 'receipt'],
    queryFn: async ({ signal }) => {
      const answer = await sentFetch(new Request(new URL(batchAddress(project, cycle, batch, 'receipt'), location.href), { signal }));
      if (!answer.ok) throw apiErrorOf(answer.status, await answer.text(), answer.headers);
      return readReceipt(answer, entriesMax);
    },
    staleTime: Infinity,
  });

/** The first lines of a receipt; the rest is not fetched. */
async function readReceipt(answer: Response, max: number): Promise<ReceiptPart> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const entries: ReceiptEntry[] = [];
  let text = '';
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    const lines = (text + piece.value).split('\n');
    text = lines.pop() ?? '';
    entries.push(...lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ReceiptEntry));
    if (entries.length > max) {
      void reader?.cancel();
      return { entries: entries.slice(0, max), isCut: true };
    }
  }
  return { entries, isCut: false };
}

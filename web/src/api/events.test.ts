import { expect, it } from 'vitest';
import { eventsIn, readEvents, type SentEvent } from './events';

const stream = 'id: 1-a\nevent: state\ndata: {"status":"Queued"}\n\n: still here\n\nid: 2-b\nevent: progress\ndata: {"processed":7}\n\nid: 3';

it('finds the events that are there as a whole', () => {
  const { events, rest } = eventsIn(stream);
  expect(events).toEqual([
    { id: '1-a', event: 'state', data: '{"status":"Queued"}' },
    { id: '2-b', event: 'progress', data: '{"processed":7}' },
  ]);
  expect(rest).toBe('id: 3');
});

it('reads the same however the answer is cut', async () => {
  const pieces = [...`${stream}-c\ndata: é\n\n`].map((letter) => new TextEncoder().encode(letter));
  const body = new ReadableStream({ start: (controller) => (pieces.forEach((piece) => controller.enqueue(piece)), controller.close()) });
  const seen: SentEvent[] = [];
  await readEvents(new Response(body), (event) => seen.push(event));
  expect(seen.map(({ id, data }) => [id, data])).toEqual([['1-a', '{"status":"Queued"}'], ['2-b', '{"processed":7}'], ['3-c', 'é']]);
});

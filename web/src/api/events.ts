/** One server-sent event. */
export interface SentEvent {
  id: string;
  event: string;
  data: string;
}

/** The events that a text holds to their end, and what is left of it. */
export function eventsIn(text: string): { events: SentEvent[]; rest: string } {
  const blocks = text.split('\n\n');
  const rest = blocks.pop() ?? '';
  const events = blocks.map(eventOf).filter((event) => event.data !== '');
  return { events, rest };
}

function eventOf(block: string): SentEvent {
  const found: SentEvent = { id: '', event: 'message', data: '' };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue; // a comment, by which the server says that it is still there
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).replace(/^ /, '');
    if (name === 'id') found.id = value;
    if (name === 'event') found.event = value;
    if (name === 'data') found.data += found.data === '' ? value : `\n${value}`;
  }
  return found;
}

/** Hands over the events of an answer as they come, until it ends. */
export async function readEvents(answer: Response, take: (event: SentEvent) => void): Promise<void> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  let text = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const { events, rest } = eventsIn(text + piece.value);
    events.forEach(take);
    text = rest;
  }
}

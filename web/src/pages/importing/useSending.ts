import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type AcceptedBatch, type ImportAnswer, importAsBatch, importDirectly, newIdempotencyKey } from '#api/imports';
import type { Shipment } from './files';
import { formOf } from './form';
import type { ImportOptions } from './options';

/** How far one request is. */
export type Sent =
  | { state: 'waiting' }
  | { state: 'sending'; sent: number; total: number }
  | { state: 'queued'; batch: AcceptedBatch }
  | { state: 'answered'; answer: ImportAnswer }
  | { state: 'refused'; error: unknown };

export type Mode = 'batch' | 'direct';

interface Wish {
  project: string;
  cycle: string;
  shipments: readonly Shipment[];
  options: ImportOptions;
  mode: Mode;
}

/** Sends one after another, so that they are imported in the order in which they are shown. */
export function useSending() {
  const client = useQueryClient();
  const [states, setStates] = useState<ReadonlyMap<string, Sent>>(new Map());
  const [isSending, setSending] = useState(false);
  const stopper = useRef<AbortController>(undefined);
  // The same report is sent again under the same key: what arrived after all is not imported twice.
  const keys = useRef(new Map<string, string>());
  const say = (id: string, state: Sent) => setStates((before) => new Map(before).set(id, state));

  const sendOne = async ({ project, cycle, options, mode }: Wish, shipment: Shipment, signal: AbortSignal) => {
    const key = keys.current.get(shipment.id) ?? newIdempotencyKey();
    keys.current.set(shipment.id, key);
    say(shipment.id, { state: 'sending', sent: 0, total: shipment.size });
    const sending = { project, cycle, form: formOf(shipment, options), idempotencyKey: key, signal, onProgress: (sent: number, total: number) => say(shipment.id, { state: 'sending', sent, total }) };
    try {
      if (mode === 'batch') say(shipment.id, { state: 'queued', batch: await importAsBatch(sending) });
      else say(shipment.id, { state: 'answered', answer: await importDirectly(sending) });
    } catch (error) {
      say(shipment.id, { state: 'refused', error });
    }
  };

  const start = async (wish: Wish) => {
    const stop = new AbortController();
    stopper.current = stop;
    setSending(true);
    setStates((before) => new Map([...before, ...wish.shipments.map(({ id }) => [id, { state: 'waiting' }] as const)]));
    for (const shipment of wish.shipments) {
      if (!stop.signal.aborted) await sendOne(wish, shipment, stop.signal);
    }
    setSending(false);
    await client.invalidateQueries({ queryKey: ['project', wish.project] });
  };
  const reset = () => {
    keys.current.clear();
    setStates(new Map());
  };
  return { states, isSending, start, stop: () => stopper.current?.abort(), reset };
}

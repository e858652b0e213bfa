import { keepPreviousData, useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { type RowSource, windowsAround, windowsOf } from './rows';

/** A part of a list, as the server sends it. */
export interface RowWindow<T> {
  startAt: number;
  total: number;
  items: T[];
}

export interface WindowQuery<W> {
  queryKey: readonly unknown[];
  queryFn: (context: { signal: AbortSignal }) => Promise<W>;
}

interface Windowed<T, W> {
  rows: RowSource<T>;
  /** One of the windows in sight, for what else it tells; undefined until one is there. */
  answer: W | undefined;
  error: Error | null;
  retry: () => void;
}

const foundFor = 10_000; // ms

/** A long list of which only the windows in sight are fetched; what was there stays in sight while the list becomes another. */
export function useWindowedRows<T, W extends RowWindow<T>>(queryOf: (startAt: number, size: number) => WindowQuery<W>, size: number): Windowed<T, W> {
  const [sight, setSight] = useState<[number, number]>([0, 0]);
  const wanted = windowsOf(sight[0], sight[1], size);
  const results = useQueries({ queries: wanted.map((window) => ({ ...queryOf(window * size, size), placeholderData: keepPreviousData<W> })) });
  const last = useRef<W>(undefined);
  const fresh = results.find((result) => result.data && !result.isPlaceholderData)?.data;
  last.current = fresh ?? results.find((result) => result.data)?.data ?? last.current;

  const windows = new Map(results.flatMap(({ data }) => (data ? [[data.startAt, data.items] as const] : [])));
  const inView = useCallback((from: number, to: number) => setSight((before) => (before[0] === from && before[1] === to ? before : [from, to])), []);
  const client = useQueryClient();
  const total = last.current?.total ?? 0;
  const find = async (isIt: (row: T) => boolean, near: number) => {
    for (const window of windowsAround(near, total, size)) {
      const index = (await client.fetchQuery({ ...queryOf(window * size, size), staleTime: foundFor })).items.findIndex(isIt);
      if (index >= 0) return window * size + index;
    }
    return undefined;
  };
  const rows: RowSource<T> = {
    total,
    at: (index) => windows.get(Math.floor(index / size) * size)?.[index % size],
    inView,
    find,
  };
  const failed = results.filter((result) => result.error);
  return { rows, answer: last.current, error: last.current ? null : (failed[0]?.error ?? null), retry: () => failed.forEach((result) => void result.refetch()) };
}

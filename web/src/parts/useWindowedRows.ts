import { useQueries, type UseQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { type RowSource, windowsOf } from './rows';

/** A part of a list, as the server sends it. */
export interface RowWindow<T> {
  startAt: number;
  total: number;
  items: T[];
}

type WindowQuery<T> = UseQueryOptions<RowWindow<T>, Error>;

interface Windowed<T> {
  rows: RowSource<T>;
  /** The window that came first, with what else the answer tells; undefined until one is there. */
  loaded: boolean;
  error: Error | null;
  retry: () => void;
}

/** A long list of which only the windows in sight are fetched. `queryOf` has to stay the same while the list is the same. */
export function useWindowedRows<T>(queryOf: (startAt: number, size: number) => WindowQuery<T>, size = 200): Windowed<T> {
  const [sight, setSight] = useState<[number, number]>([0, 0]);
  const wanted = windowsOf(sight[0], sight[1], size);
  const results = useQueries({ queries: wanted.map((window) => ({ ...queryOf(window * size, size), placeholderData: keepPreviousData })) });
  const total = useRef(0);
  const known = results.find((result) => result.data && !result.isPlaceholderData)?.data ?? results.find((result) => result.data)?.data;
  total.current = known?.total ?? total.current;

  const windows = new Map(results.flatMap(({ data }) => (data ? [[data.startAt, data.items] as const] : [])));
  const inView = useCallback((first: number, last: number) => setSight((before) => (before[0] === first && before[1] === last ? before : [first, last])), []);
  const rows: RowSource<T> = {
    total: total.current,
    at: (index) => windows.get(Math.floor(index / size) * size)?.[index % size],
    inView,
  };
  const failed = results.find((result) => result.error);
  const retry = useMemo(() => () => results.forEach((result) => result.error && void result.refetch()), [results]);
  return { rows, loaded: known !== undefined, error: known === undefined ? (failed?.error ?? null) : null, retry };
}

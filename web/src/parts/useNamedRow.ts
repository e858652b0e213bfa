import { useEffect, useRef } from 'react';
import type { RowSource } from './rows';

/** What the address says of a row: its name, which it keeps while the list changes, and where it stood. */
export interface NamedRow {
  row: number | undefined;
  /** Empty in addresses of before and until the row is there. */
  at: string;
}

export const noRow: NamedRow = { row: undefined, at: '' };

interface Wishes<T> {
  rows: RowSource<T>;
  nameOf: (row: T) => string;
  search: NamedRow;
  change: (to: NamedRow) => unknown;
}

/** The row that the address names, wherever it stands now; undefined while it is looked for, and when the list does not have it. */
export function useNamedRow<T>({ rows, nameOf, search: { row, at }, change }: Wishes<T>) {
  const there = row === undefined ? undefined : rows.at(row);
  const name = there && nameOf(there);
  const isElsewhere = at !== '' && rows.total > 0 && (row === undefined || row >= rows.total || (name !== undefined && name !== at));
  const latest = useRef({ rows, nameOf, change });
  latest.current = { rows, nameOf, change };

  useEffect(() => {
    if (!isElsewhere) return;
    let isPast = false;
    const { rows: all, nameOf: nameIn } = latest.current;
    const follow = (found: number | undefined) => !isPast && found !== undefined && found !== row && latest.current.change({ row: found, at });
    all.find((each) => nameIn(each) === at, row ?? 0).then(follow, () => undefined);
    return () => {
      isPast = true;
    };
  }, [isElsewhere, at, row]);
  useEffect(() => {
    if (at === '' && row !== undefined && name !== undefined) latest.current.change({ row, at: name });
  }, [at, row, name]);

  const choose = (to: number) => {
    const chosen = rows.at(to);
    return change({ row: to, at: chosen === undefined ? '' : nameOf(chosen) });
  };
  return { cursor: isElsewhere ? undefined : row, choose };
}

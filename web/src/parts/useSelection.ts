import { useState } from 'react';
import type { RowSource } from './rows';
import { type Chosen, noneChosen, rangeTo, toggled, withKeys } from './selection';
import { sayRefused } from './notices';

interface Wishes<T> {
  rows: RowSource<T>;
  keyOf: (row: T) => string;
  /** The keys of rows of which some may not be there yet. */
  keysBetween: (first: number, last: number) => Promise<string[]>;
  /** What the list shows: when it is another list, nothing of it is chosen. */
  of: string;
  max: number;
}

export interface Selection {
  keys: ReadonlySet<string>;
  /** With `range` all rows from the one that was chosen last. */
  toggle: (key: string, range: boolean) => void;
  toggleRow: (row: number, range: boolean) => void;
  chooseAll: () => void;
  clear: () => void;
}

/** Rows that something shall be done with. */
export function useSelection<T>({ rows, keyOf, keysBetween, of, max }: Wishes<T>): Selection {
  const [state, setState] = useState({ of, chosen: noneChosen });
  const chosen = state.of === of ? state.chosen : noneChosen;
  const set = (next: Chosen) => setState({ of, chosen: next });

  const choose = async (first: number, last: number, anchor: number | undefined) => {
    try {
      set(withKeys(chosen, await keysBetween(first, Math.min(last, first + max - 1)), anchor, max));
    } catch (error) {
      sayRefused('These were not selected', error);
    }
  };
  const toggleRow = (row: number, range: boolean) => {
    const at = rows.at(row);
    if (range) void choose(...rangeTo(chosen, row), row);
    else if (at !== undefined) set(toggled(chosen, keyOf(at), row));
  };
  const rowOf = (key: string) => {
    for (let row = 0; row < rows.total; row += 1) {
      const at = rows.at(row);
      if (at !== undefined && keyOf(at) === key) return row;
    }
    return undefined;
  };
  const toggle = (key: string, range: boolean) => {
    const row = rowOf(key);
    if (row !== undefined) toggleRow(row, range);
  };
  return { keys: chosen.keys, toggle, toggleRow, chooseAll: () => void choose(0, rows.total - 1, undefined), clear: () => set(noneChosen) };
}

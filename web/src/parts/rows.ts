/** Rows of which not all have to be there. */
export interface RowSource<T> {
  total: number;
  /** Undefined while it is on its way. */
  at: (index: number) => T | undefined;
  /** Told which rows are in sight. */
  inView?: (first: number, last: number) => void;
}

export const rowsOf = <T>(all: readonly T[]): RowSource<T> => ({ total: all.length, at: (index) => all[index] });

/** Which windows of a size hold the rows from first to last. */
export function windowsOf(first: number, last: number, size: number): number[] {
  const from = Math.floor(Math.max(0, first) / size);
  const to = Math.floor(Math.max(first, last) / size);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

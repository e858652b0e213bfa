/** Rows of which not all have to be there. */
export interface RowSource<T> {
  total: number;
  /** Undefined while it is on its way. */
  at: (index: number) => T | undefined;
  /** Told which rows are in sight. */
  inView?: (first: number, last: number) => void;
  /** Where the row is, looked for from near a place on; undefined when it is not found around there. */
  find: (isIt: (row: T) => boolean, near: number) => Promise<number | undefined>;
}

export const rowsOf = <T>(all: readonly T[]): RowSource<T> => ({
  total: all.length,
  at: (index) => all[index],
  find: async (isIt) => {
    const found = all.findIndex(isIt);
    return found < 0 ? undefined : found;
  },
});

/** Which windows of a size hold the rows from first to last. */
export function windowsOf(first: number, last: number, size: number): number[] {
  const from = Math.floor(Math.max(0, first) / size);
  const to = Math.floor(Math.max(first, last) / size);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

const soughtMax = 20; // windows

/** The windows of a list to look for a row in: the one where it stood, then those around it. */
export function windowsAround(near: number, total: number, size: number): number[] {
  const last = Math.max(0, Math.ceil(total / size) - 1);
  const start = Math.min(last, Math.floor(near / size));
  const outwards = Array.from({ length: soughtMax }, (_, step) => start + (step % 2 === 0 ? -step / 2 : (step + 1) / 2));
  return outwards.filter((window) => window >= 0 && window <= last);
}

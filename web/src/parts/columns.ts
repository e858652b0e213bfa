// The columns of a table, and how much room they take.
import type { ColumnDef, RowData } from '@tanstack/react-table';

declare module '@tanstack/react-table' {
  interface ColumnMeta<TData extends RowData, TValue> {
    /** Takes this share of what the others leave; without it a column has its `size` in pixels. */
    grow?: number;
    end?: boolean;
    /** Is left out where there is no room for all columns; the last such one goes first. */
    yields?: boolean;
  }
}

const gap = 16;
const margins = 2 * 28;

/** The columns that there is room for. */
export function columnsWithin<T>(width: number, columns: ColumnDef<T>[]): ColumnDef<T>[] {
  const shown = [...columns];
  while (widthOf(shown) > width) {
    const least = shown.findLastIndex(({ meta }) => meta?.yields);
    if (least < 0) break;
    shown.splice(least, 1);
  }
  return shown.length === columns.length ? columns : shown;
}

const widthOf = <T>(columns: ColumnDef<T>[]) => margins + columns.reduce((sum, column) => sum + sizeOf(column) + gap, -gap);

const sizeOf = <T>({ size = 120 }: ColumnDef<T>) => size;

/** Shared by head and rows, so that they stand below each other. */
export function templateOf<T>(columns: ColumnDef<T>[]): string {
  return columns.map((column) => (column.meta?.grow ? `minmax(${sizeOf(column)}px, ${column.meta.grow}fr)` : `${sizeOf(column)}px`)).join(' ');
}

import { type ColumnDef, createRow, flexRender, type Table } from '@tanstack/react-table';
import { memo, type MouseEvent, useMemo } from 'react';
import classes from './DataTable.module.css';

/** What can be done with a row, by its place in the list; they stay the same while the list changes. */
export interface RowDeeds {
  choose?: (index: number) => void;
  open: (index: number) => void;
}

interface Props<T> {
  table: Table<T>;
  columns: ColumnDef<T>[];
  /** Undefined while it is on its way. */
  row: T | undefined;
  index: number;
  height: number;
  /** Undefined in a table without a cursor. */
  chosen: boolean | undefined;
  deeds: RowDeeds;
}

/** A row of a long table. It is drawn when it comes into sight and stays as it is while others do. */
export const TableRow = memo(function TableRow<T>({ table, columns, row, index, height, chosen, deeds }: Props<T>) {
  const { choose, open } = deeds;
  const chooseAndOpen = () => (choose?.(index), open(index));
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={classes.row}
      style={{ height, transform: `translateY(${index * height}px)` }}
      onClickCapture={(event) => choose && opensRow(event) && chooseAndOpen()}
      onClick={(event) => choose && !isInLink(event.target) && chooseAndOpen()}
    >
      {row === undefined ? <Waiting columns={columns.length} /> : <Cells table={table} columns={columns} row={row} index={index} />}
    </div>
  );
}) as <T>(props: Props<T>) => React.JSX.Element;

/** Apart from the row, so that choosing it does not draw them again. */
const Cells = memo(function Cells<T>({ table, columns, row, index }: Pick<Props<T>, 'table' | 'columns' | 'index'> & { row: T }) {
  const cells = useMemo(() => createRow(table, String(index), row, index, 0).getVisibleCells(), [table, columns, row, index]);
  return cells.map((cell) => (
    <span key={cell.id} role="gridcell" className={classes.cell} data-end={cell.column.columnDef.meta?.end}>
      {flexRender(cell.column.columnDef.cell, cell.getContext())}
    </span>
  ));
}) as <T>(props: Pick<Props<T>, 'table' | 'columns' | 'index'> & { row: T }) => React.JSX.Element;

function Waiting({ columns }: { columns: number }) {
  return Array.from({ length: columns }, (_, index) => <span key={index} role="gridcell" className={classes.cell}>{index < 2 && <span className={classes.wait} />}</span>);
}

/** A plain click on the link that leads where the row does: like one beside it, so that the page knows the row. */
function opensRow(event: MouseEvent): boolean {
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!isPlain || !(event.target instanceof Element) || event.target.closest('a[data-opens-row]') === null) return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

const isInLink = (target: EventTarget) => target instanceof Element && target.closest('a, button, input, label') !== null;

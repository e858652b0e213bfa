import { type ColumnDef, flexRender, getCoreRowModel, type Header, useReactTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Sort } from '#app/search';
import { useShortcuts } from '#app/shortcuts';
import { columnsWithin, templateOf } from './columns';
import { SortedDownIcon, SortedUpIcon } from './icons';
import type { RowSource } from './rows';
import { type RowDeeds, TableRow } from './TableRow';
import classes from './DataTable.module.css';

interface Props<T> {
  /** What the rows are, for screen readers: "Runs". */
  label: string;
  columns: ColumnDef<T>[];
  rows: RowSource<T>;
  rowHeight?: number;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** The row that j and k move, from 0; it is kept in the URL by whoever shows the table. */
  cursor?: number;
  onCursor?: (row: number) => void;
  /** Enter on a row, or a click beside its links. */
  onOpen?: (row: T, index: number) => void;
  empty?: ReactNode;
}

const headHeight = 34;
const noRows: never[] = []; // the rows are made one by one, as they come into sight

/** Rows in columns, however many: only those in sight are drawn. */
export function DataTable<T>({ label, columns: all, rows, rowHeight = 36, sort, onSort, cursor, onCursor, onOpen, empty }: Props<T>) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const columns = useMemo(() => columnsWithin(width, all), [width, all]);
  const virtual = useVirtualizer({ count: rows.total, getScrollElement: () => frame.current, estimateSize: () => rowHeight, overscan: 12, scrollPaddingStart: headHeight, useFlushSync: false });
  const inSight = virtual.getVirtualItems();
  const [first, last] = [inSight[0]?.index ?? 0, inSight.at(-1)?.index ?? 0];
  const { inView } = rows;
  useEffect(() => inView?.(first, last), [inView, first, last]);

  const table = useReactTable<T>({ data: noRows, columns, getCoreRowModel: getCoreRowModel(), manualSorting: true, autoResetAll: false, enableSorting: onSort !== undefined });
  const template = useMemo(() => templateOf(columns), [columns]);

  const move = (row: number) => onCursor?.(Math.max(0, Math.min(rows.total - 1, row)));
  /** From a head that was clicked the focus comes along: Enter then means the row. */
  const step = (row: number) => {
    if (frame.current?.contains(document.activeElement)) frame.current.focus({ preventScroll: true });
    move(row);
  };
  const open = (index: number) => {
    const row = rows.at(index);
    if (row !== undefined) onOpen?.(row, index);
  };
  const latest = useRef({ move, open });
  latest.current = { move, open };
  const deeds = useMemo<RowDeeds>(() => ({ choose: onCursor && ((index) => latest.current.move(index)), open: (index) => latest.current.open(index) }), [onCursor === undefined]);
  const at = cursor ?? -1;
  useShortcuts(label, [
    { keys: 'j', label: 'Next row', run: () => step(at + 1) },
    { keys: 'k', label: 'Row before', run: () => step(at - 1) },
    { keys: 'Enter', label: 'Open the row', run: () => open(at) },
  ], onCursor !== undefined);
  const scroll = useRef(virtual.scrollToIndex);
  useEffect(() => {
    if (cursor !== undefined) scroll.current(cursor, { align: 'auto' });
  }, [cursor]);

  return (
    <div ref={frame} className={classes.frame} role="grid" aria-label={label} aria-rowcount={rows.total + 1} tabIndex={0} style={{ '--columns': template } as CSSProperties}>
      <div className={classes.head} role="row" aria-rowindex={1} style={{ height: headHeight }}>
        {table.getHeaderGroups()[0]?.headers.map((header) => <HeadCell key={header.id} header={header} sort={sort} onSort={onSort} />)}
      </div>
      {rows.total === 0 && <div role="row"><div role="gridcell" aria-colspan={columns.length}>{empty}</div></div>}
      <div role={inSight.length > 0 ? 'rowgroup' : 'presentation'} className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {inSight.map(({ index }) => (
          <TableRow key={index} table={table} columns={columns} row={rows.at(index)} index={index} height={rowHeight} chosen={onCursor ? index === cursor : undefined} deeds={deeds} />
        ))}
      </div>
    </div>
  );
}

function HeadCell<T>({ header, sort, onSort }: { header: Header<T, unknown>; sort?: Sort; onSort?: (sort: Sort) => void }) {
  const { columnDef } = header.column;
  const sorted = sort?.by === header.id ? (sort.descending ? 'descending' : 'ascending') : undefined;
  const text = flexRender(columnDef.header, header.getContext());
  return (
    <span role="columnheader" className={classes.headCell} data-end={columnDef.meta?.end} aria-sort={sorted}>
      {onSort && columnDef.enableSorting !== false ? (
        <button type="button" className={classes.sort} onClick={() => onSort({ by: header.id, descending: sorted === 'ascending' })}>
          {text}
          {sorted === 'ascending' && <SortedUpIcon size={12} aria-hidden />}
          {sorted === 'descending' && <SortedDownIcon size={12} aria-hidden />}
        </button>
      ) : (
        text
      )}
    </span>
  );
}

/** How wide the element is; known before it is seen. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    const at = element.current;
    if (!at) return;
    setWidth(at.clientWidth);
    const observer = new ResizeObserver(() => setWidth(at.clientWidth));
    observer.observe(at);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

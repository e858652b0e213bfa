import { type ColumnDef, flexRender, getCoreRowModel, type Header, useReactTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type MouseEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Sort } from '#app/search';
import { useShortcuts } from '#app/shortcuts';
import { columnsWithin, templateOf } from './columns';
import { SortedDownIcon, SortedUpIcon } from './icons';
import type { RowSource } from './rows';
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

  const drawn = inSight.map((item) => ({ item, row: rows.at(item.index) }));
  const loaded = drawn.flatMap(({ row }) => (row === undefined ? [] : [row]));
  const table = useReactTable({ data: loaded, columns, getCoreRowModel: getCoreRowModel(), manualSorting: true, autoResetAll: false, enableSorting: onSort !== undefined });
  const cells = new Map(table.getRowModel().rows.map((row) => [row.original, row.getVisibleCells()]));
  const template = useMemo(() => templateOf(columns), [columns]);

  const move = (row: number) => onCursor?.(Math.max(0, Math.min(rows.total - 1, row)));
  const open = (index: number) => {
    const row = rows.at(index);
    if (row !== undefined) onOpen?.(row, index);
  };
  const at = cursor ?? -1;
  useShortcuts(label, [
    { keys: 'j', label: 'Next row', run: () => move(at + 1) },
    { keys: 'k', label: 'Row before', run: () => move(at - 1) },
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
      <div role={drawn.length > 0 ? 'rowgroup' : 'presentation'} className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ item, row }) => (
          <div
            key={item.index}
            role="row"
            aria-rowindex={item.index + 2}
            aria-selected={onCursor ? item.index === cursor : undefined}
            className={classes.row}
            style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
            onClickCapture={(event) => onCursor && opensRow(event) && (onCursor(item.index), open(item.index))}
            onClick={(event) => onCursor && !isInLink(event.target) && (onCursor(item.index), open(item.index))}
          >
            {row === undefined
              ? columns.map((_, index) => <span key={index} role="gridcell" className={classes.cell}>{index < 2 && <span className={classes.wait} />}</span>)
              : cells.get(row)?.map((cell) => (
                  <span key={cell.id} role="gridcell" className={classes.cell} data-end={cell.column.columnDef.meta?.end}>
                    {flexRender(cell.column.columnDef.cell, cell.getContext())}
                  </span>
                ))}
          </div>
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

/** A plain click on the link that leads where the row does: like one beside it, so that the page knows the row. */
function opensRow(event: MouseEvent): boolean {
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!isPlain || !(event.target instanceof Element) || event.target.closest('a[data-opens-row]') === null) return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

const isInLink = (target: EventTarget) => target instanceof Element && target.closest('a, button, input, label') !== null;

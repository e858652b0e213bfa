import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ColumnDef } from '@tanstack/react-table';
import { useMemo } from 'react';
import { type AuditEntry, auditQuery } from '#api/server';
import { useTypedSearch } from '#app/search';
import { countText, pluralText } from '#format/count';
import { exactText, secondText } from '#format/when';
import { DataTable } from '#parts/DataTable';
import { FilterBar } from '#parts/FilterBar';
import { EmptyState, ErrorState, LoadingLines } from '#parts/PageState';
import { type RowSource, rowsOf } from '#parts/rows';
import { SearchField } from '#parts/SearchField';
import { noRow, useNamedRow } from '#parts/useNamedRow';
import { auditSearch } from '#routes/server';
import { changeText, tellsOf } from './audit';
import classes from './Server.module.css';

const columns: ColumnDef<AuditEntry>[] = [
  { id: 'time', header: 'When', size: 184, cell: ({ row }) => <span title={exactText(row.original.time)}>{secondText(row.original.time)}</span> },
  { id: 'user', header: 'Who', size: 92, meta: { grow: 0.4 }, cell: ({ row }) => row.original.user || '–' },
  { id: 'action', header: 'What', size: 150, meta: { grow: 0.7 }, cell: ({ row }) => <span className="mono">{row.original.action}</span> },
  { id: 'project', header: 'Project', size: 64, meta: { yields: true }, cell: ({ row }) => <span className="mono">{row.original.project}</span> },
  { id: 'object', header: 'To what', size: 110, meta: { grow: 1.2 }, cell: ({ row }) => <span title={row.original.object}>{row.original.object}</span> },
  { id: 'change', header: 'Change', size: 110, meta: { grow: 1 }, cell: ({ row }) => <Change entry={row.original} /> },
  { id: 'remote', header: 'From', size: 100, meta: { yields: true }, cell: ({ row }) => <span className="mono">{row.original.remote}</span> },
];

const idOf = ({ ID }: AuditEntry) => String(ID);

/** What was done by whom, the newest first; more is fetched as one comes to the end. */
export default function AuditPage() {
  const [search, change] = useTypedSearch(auditSearch);
  const { text } = search;
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(auditQuery);
  const fetched = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const found = useMemo(() => fetched.filter((entry) => tellsOf(entry, text)), [fetched, text]);
  const inView = (_: number, last: number) => {
    if (last >= found.length - 20 && hasNextPage && !isFetching) void fetchNextPage();
  };
  const rows: RowSource<AuditEntry> = { ...rowsOf(found), inView };
  const { cursor, choose } = useNamedRow({ rows, nameOf: idOf, search, change });
  if (!data) return error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingLines />;
  const searched = `${countText(found.length)} of the newest ${countText(fetched.length)}`;
  return (
    <div className={classes.table}>
      <FilterBar
        end={
          <>
            {text === '' ? pluralText(fetched.length, 'entry', 'entries') : searched}
            {hasNextPage && (
              <Button variant="default" loading={isFetching} onClick={() => void fetchNextPage()}>
                Look further back
              </Button>
            )}
          </>
        }
      >
        <SearchField label="Search the log" value={text} onChange={(next) => change({ text: next, ...noRow })} />
      </FilterBar>
      <DataTable label="Audit log" columns={columns} rows={rows} cursor={cursor} onCursor={choose} empty={<EmptyState title={`None of the entries that were read has “${text}” in it.`} />} />
    </div>
  );
}

function Change({ entry }: { entry: AuditEntry }) {
  const text = changeText(entry);
  return (
    <span className={classes.change} title={text}>
      {text}
    </span>
  );
}

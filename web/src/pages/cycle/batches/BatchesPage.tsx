import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect } from 'react';
import { type Batch, batchesKey, batchesQuery } from '#api/batches';
import { useWatchedBatches } from '#api/useWatchedBatches';
import { useTypedSearch } from '#app/search';
import { countText } from '#format/count';
import { DataTable } from '#parts/DataTable';
import { FilterBar } from '#parts/FilterBar';
import { EmptyState, ErrorState, LoadingLines } from '#parts/PageState';
import { UploadHint } from '#parts/UploadHint';
import { noRow, useNamedRow } from '#parts/useNamedRow';
import { type RowWindow, useWindowedRows } from '#parts/useWindowedRows';
import { batchesRoute, batchesSearch } from '#routes/cycles';
import { BatchDrawer } from './BatchDrawer';
import { batchColumns } from './columns';
import classes from './Batches.module.css';

const StateFilter = lazy(() => import('./StateFilter'));

const lookAgain = 2000; // ms, for batches that others send
const idOf = ({ batchId }: Batch) => String(batchId);

export default function BatchesPage() {
  const { project, cycle } = batchesRoute.useParams();
  const [search, change] = useTypedSearch(batchesSearch);
  const client = useQueryClient();
  const { state } = search;
  const queryOf = useCallback((startAt: number, size: number) => batchesQuery(project, cycle, state || undefined, startAt, size), [project, cycle, state]);
  const list = useWindowedRows<Batch, RowWindow<Batch>>(queryOf, 100);
  const { cursor, choose } = useNamedRow({ rows: list.rows, nameOf: idOf, search, change });
  useWatchedBatches(project, cycle, list.answer?.items ?? []);
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && void client.invalidateQueries({ queryKey: batchesKey(project, cycle) }), lookAgain);
    return () => clearInterval(timer);
  }, [client, project, cycle]);

  if (list.error) return <ErrorState error={list.error} retry={list.retry} />;
  if (!list.answer) return <div className={classes.wait}><LoadingLines lines={8} height={26} /></div>;
  return (
    <>
      {(state !== '' || list.rows.total > 1) && (
        <FilterBar end={<span>{countText(list.rows.total)} {list.rows.total === 1 ? 'batch' : 'batches'}</span>}>
          <Suspense>
            <StateFilter state={state} onChange={(chosen) => change({ state: chosen, ...noRow })} />
          </Suspense>
        </FilterBar>
      )}
      <DataTable
        label="Batches"
        columns={batchColumns}
        rows={list.rows}
        rowHeight={60}
        cursor={cursor}
        onCursor={choose}
        onOpen={(batch) => change({ batch: batch.batchId }, { replace: false })}
        empty={state ? <EmptyState title={`No batch is ${state.toLowerCase()}.`}><Button variant="default" onClick={() => change({ state: '' })}>Show all batches</Button></EmptyState> : <EmptyState title="No report was sent to this cycle yet."><UploadHint project={project} cycle={cycle} /></EmptyState>}
      />
      {search.batch !== undefined && (
        <BatchDrawer project={project} cycle={cycle} id={search.batch} showsReceipt={search.receipt} onReceipt={(receipt) => change({ receipt })} onShow={(batch) => change({ batch, receipt: false }, { replace: false })} onClose={() => change({ batch: undefined, receipt: false })} />
      )}
    </>
  );
}

import type { ColumnDef } from '@tanstack/react-table';
import type { Batch } from '#api/batches';
import { countText, sizeText } from '#format/count';
import { formatName } from '#format/report';
import { When } from '#parts/When';
import { BatchState } from './BatchState';
import classes from './Batches.module.css';

export const batchColumns: ColumnDef<Batch>[] = [
  { id: 'id', header: 'Batch', size: 56, cell: ({ row }) => <span className="mono">{row.original.batchId}</span> },
  { id: 'file', header: 'Report', size: 200, meta: { grow: 1 }, cell: ({ row }) => <File batch={row.original} /> },
  { id: 'state', header: 'State', size: 196, cell: ({ row }) => <BatchState batch={row.original} /> },
  { id: 'results', header: 'Results', size: 84, meta: { end: true }, cell: ({ row }) => <Results batch={row.original} /> },
  { id: 'who', header: 'Sent', size: 108, meta: { end: true }, cell: ({ row }) => <Who batch={row.original} /> },
];

function File({ batch }: { batch: Batch }) {
  const about = batch.errorMsg ?? [formatName(batch.format), sizeText(batch.size), batch.direct ? 'direct' : null].filter(Boolean).join(' · ');
  return (
    <span className={classes.two}>
      <span className={`${classes.file} cut`} title={batch.fileName}>
        {batch.fileName}
      </span>
      <span className={`${classes.note} ${batch.errorMsg ? classes.refused : ''} cut`} title={about}>
        {about}
      </span>
    </span>
  );
}

function Results({ batch }: { batch: Batch }) {
  if (batch.status !== 'Completed') return null;
  return (
    <span className={classes.two}>
      <span>{countText(batch.successCount)}</span>
      {batch.errorCount > 0 && <span className={`${classes.note} ${classes.refused}`}>{countText(batch.errorCount)} refused</span>}
    </span>
  );
}

function Who({ batch }: { batch: Batch }) {
  return (
    <span className={classes.two}>
      <When time={batch.createdDate} />
      <span className={`${classes.note} cut`}>{batch.user}</span>
    </span>
  );
}

import { Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type Batch, secondsLeft } from '#api/batches';
import type { StatusType } from '#api/configuration';
import { countText } from '#format/count';
import { durationText } from '#format/duration';
import { StatusBadge } from '#parts/StatusBadge';
import classes from './Batches.module.css';

const looksLike: Record<Batch['status'], StatusType> = { Queued: 'NOT_RUN', Processing: 'IN_PROGRESS', Completed: 'PASSED', Failed: 'FAILED', Cancelled: 'BLOCKED' };

/** The state of a batch; while it is in processing, how far it is. */
export function BatchState({ batch }: { batch: Batch }) {
  return (
    <span className={classes.state}>
      <StatusBadge status={{ name: nameOf(batch), statusType: looksLike[batch.status] }} />
      {batch.status === 'Processing' && <BatchProgress batch={batch} />}
    </span>
  );
}

function nameOf(batch: Batch): string {
  if (batch.undone) return batch.undone.date ? 'Completed, undone' : 'Being undone';
  if (batch.cancelRequested && batch.status !== 'Cancelled') return 'Being cancelled';
  return batch.status;
}

function BatchProgress({ batch }: { batch: Batch }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const share = batch.total ? (100 * batch.processed) / batch.total : 0;
  const left = secondsLeft(batch, now);
  const told = batch.total === null ? 'Reading the report' : `${countText(batch.processed)} of ${countText(batch.total)}`;
  return (
    <>
      <Progress value={share} size="sm" aria-label={`Batch ${batch.batchId}`} color="var(--status-in-progress)" transitionDuration={150} />
      <span className={classes.note}>
        {told}
        {left !== undefined && `, ${durationText(left)} left`}
      </span>
    </>
  );
}

import { Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Batch, batchQuery, isOpen } from '#api/batches';
import { messageOf } from '#api/errors';
import { watchBatch } from '#api/watchBatch';
import { countText, sizeText } from '#format/count';
import { LoadingLines } from '#parts/PageState';
import { type Shipment, shipmentName } from './files';
import { ImportResult } from './ImportResult';
import classes from './Importing.module.css';
import type { Sent } from './useSending';

interface Props {
  project: string;
  cycle: string;
  shipment: Shipment;
  sent: Sent;
}

/** How far one import is: on its way, waiting, in work, or what it did. */
export function ShipmentSent({ project, cycle, shipment, sent }: Props) {
  return (
    <section className={classes.shipment} aria-label={shipmentName(shipment)}>
      <h3 className={classes.shipmentHead}>
        {shipmentName(shipment)}
        <span className={classes.note}>
          {shipment.type}, {sizeText(shipment.size)}
        </span>
      </h3>
      <Stage project={project} cycle={cycle} sent={sent} />
    </section>
  );
}

function Stage({ project, cycle, sent }: Pick<Props, 'project' | 'cycle' | 'sent'>) {
  if (sent.state === 'waiting') return <p className={classes.told}>Waits for the one before it.</p>;
  if (sent.state === 'sending') return <Upload sent={sent.sent} total={sent.total} />;
  if (sent.state === 'queued') return <LiveBatch project={project} cycle={cycle} id={sent.batch.batchId} />;
  if (sent.state === 'answered') return <ImportResult project={project} cycle={cycle} batchId={sent.answer.batchId} result={sent.answer} hasFailed={sent.answer.status === 'FAILED'} />;
  return (
    <div className={classes.refused} role="alert">
      {messageOf(sent.error)}
    </div>
  );
}

function Upload({ sent, total }: { sent: number; total: number }) {
  const isUp = total > 0 && sent >= total;
  return (
    <>
      <Progress value={total > 0 ? (100 * sent) / total : 0} size="sm" aria-label="Upload" transitionDuration={150} />
      <p className={classes.told}>{isUp ? 'Sent. The server is importing it.' : `${sizeText(sent)} of ${sizeText(total)} sent`}</p>
    </>
  );
}

/** A batch as the server tells of it, until it has ended; then what it did. */
function LiveBatch({ project, cycle, id }: { project: string; cycle: string; id: number }) {
  const [batch, setBatch] = useState<Batch>();
  const hasEnded = batch !== undefined && !isOpen(batch);
  useEffect(() => {
    const stop = new AbortController();
    void watchBatch(project, cycle, id, stop.signal, setBatch);
    return () => stop.abort();
  }, [project, cycle, id]);
  const detail = useQuery({ ...batchQuery(project, cycle, id), enabled: hasEnded, staleTime: 0 });
  if (!hasEnded) return <Working batch={batch} />;
  if (!detail.data) return <LoadingLines lines={2} />;
  return <ImportResult project={project} cycle={cycle} batchId={id} result={detail.data} hasFailed={batch.status !== 'Completed'} problem={batch.errorMsg} />;
}

function Working({ batch }: { batch: Batch | undefined }) {
  const share = batch?.total ? (100 * batch.processed) / batch.total : 0;
  return (
    <>
      <Progress value={share} size="sm" aria-label="Import" transitionDuration={150} color="var(--status-in-progress)" />
      <p className={classes.told} role="status">
        {workText(batch)}
      </p>
    </>
  );
}

function workText(batch: Batch | undefined): string {
  if (!batch || batch.status === 'Queued') return batch?.errorMsg ?? 'Queued. You can leave this page: the server goes on.';
  return batch.total === null ? 'Processing: the report is being read.' : `Processing: ${countText(batch.processed)} of ${countText(batch.total)} results`;
}

import { Button, Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { type BatchDeed, type BatchDetail, batchAddress, batchQuery, deedsOf, isOpen, useBatchDeed } from '#api/batches';
import { useMay } from '#api/projects';
import { ConfirmDialog } from '#parts/ConfirmDialog';
import { DownloadIcon } from '#parts/icons';
import { sayDone } from '#parts/notices';
import { PageState } from '#parts/PageState';
import { Refusals, Warnings } from '#parts/Refusals';
import { useFocusGivenBack } from '#parts/useFocusGivenBack';
import { BatchFacts } from './BatchFacts';
import { BatchState } from './BatchState';
import { Receipt } from './Receipt';
import classes from './Batches.module.css';

const ReprocessDialog = lazy(() => import('./ReprocessDialog'));

interface Props {
  project: string;
  cycle: string;
  id: number;
  showsReceipt: boolean;
  onReceipt: (shown: boolean) => void;
  /** Shows another batch. */
  onShow: (batch: number) => void;
  onClose: () => void;
}

/** All that is known of one batch, and what one can do about it. */
export function BatchDrawer({ project, cycle, id, showsReceipt, onReceipt, onShow, onClose }: Props) {
  useFocusGivenBack(true);
  const query = useQuery({ ...batchQuery(project, cycle, id), refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? 1000 : false) });
  return (
    <Drawer opened onClose={onClose} position="right" size={620} title={`Batch ${id}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <PageState query={query}>
        {(batch) => (
          <>
            <BatchState batch={batch} />
            {batch.errorMsg && <div className={classes.problem}>{batch.errorMsg}</div>}
            <div className={classes.actions}>
              <Deeds project={project} cycle={cycle} batch={batch} onShow={onShow} />
              <Button variant="default" component="a" download href={batchAddress(project, cycle, id, 'file')} leftSection={<DownloadIcon size={14} />}>
                Report
              </Button>
              {batch.status === 'Completed' && (
                <Button variant="default" onClick={() => onReceipt(true)}>
                  Receipt
                </Button>
              )}
            </div>
            {!isToldAbove(batch) && <Refusals told={batch} />}
            <Warnings told={batch} />
            <BatchFacts batch={batch} />
          </>
        )}
      </PageState>
      {showsReceipt && <Receipt project={project} cycle={cycle} id={id} onClose={() => onReceipt(false)} />}
    </Drawer>
  );
}

/** Whether the refusals say nothing but what the batch as a whole says. */
const isToldAbove = ({ errorMsg, errors }: BatchDetail) => errorMsg !== null && Object.values(errors).every(({ message }) => message === errorMsg);

const labels: Record<BatchDeed, { button: string; title: string; done: string; text: string }> = {
  cancel: { button: 'Cancel the batch', title: 'Cancel this batch?', done: 'The batch is being cancelled.', text: 'What it has done so far is undone.' },
  retry: { button: 'Retry', title: 'Retry this batch?', done: 'The batch is queued again.', text: 'The report is imported from its beginning.' },
  undo: {
    button: 'Undo the batch',
    title: 'Undo this batch?',
    done: 'The batch is undone.',
    text: 'The runs and cases that it made are removed, and what it changed is restored. The report and the receipt stay.',
  },
};

function Deeds({ project, cycle, batch, onShow }: { project: string; cycle: string; batch: BatchDetail; onShow: (batch: number) => void }) {
  const may = useMay(project, 'report');
  const [asked, setAsked] = useState<BatchDeed>();
  const [isReprocessing, setReprocessing] = useState(false);
  const deed = useBatchDeed(project, cycle, batch.batchId);
  if (!may) return null;
  const close = () => (setAsked(undefined), deed.reset());
  const confirm = (chosen: BatchDeed) => deed.mutate(chosen, { onSuccess: () => (close(), sayDone(labels[chosen].done)) });
  return (
    <>
      {deedsOf(batch).map((known) => (
        <Button key={known} variant="default" onClick={() => setAsked(known)}>
          {labels[known].button}
        </Button>
      ))}
      {!isOpen(batch) && <Button variant="default" onClick={() => setReprocessing(true)}>Process again</Button>}
      <Suspense>{isReprocessing && <ReprocessDialog project={project} cycle={cycle} batch={batch} onQueued={onShow} onClose={() => setReprocessing(false)} />}</Suspense>
      {asked && (
        <ConfirmDialog opened title={labels[asked].title} action={labels[asked].button} destructive={asked !== 'retry'} pending={deed.isPending} error={deed.error} onConfirm={() => confirm(asked)} onClose={close}>
          {labels[asked].text}
        </ConfirmDialog>
      )}
    </>
  );
}

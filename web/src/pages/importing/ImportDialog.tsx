import { Modal } from '@mantine/core';
import { useState } from 'react';
import { ImportView } from './ImportView';

/** Importing without leaving the cycle's page. It stays open while files are on their way. */
export default function ImportDialog({ project, cycle, onClose }: { project: string; cycle: string; onClose: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const close = () => !isBusy && onClose();
  return (
    <Modal opened onClose={close} size="min(900px, 94vw)" padding={28} title={`Import into ${cycle}`} closeOnClickOutside={false} closeButtonProps={{ 'aria-label': 'Close', disabled: isBusy }}>
      <ImportView project={project} cycle={cycle} onBusy={setBusy} />
    </Modal>
  );
}

import { useState } from 'react';
import { Dialog } from '#parts/Dialog';
import { ImportView } from './ImportView';

/** Importing without leaving the cycle's page. It stays open while files are on their way. */
export default function ImportDialog({ project, cycle, onClose }: { project: string; cycle: string; onClose: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const close = () => !isBusy && onClose();
  return (
    <Dialog opened onClose={close} size="min(900px, 94vw)" padding={28} title={`Import into ${cycle}`} closeOnClickOutside={false} closeButtonProps={{ disabled: isBusy }}>
      <ImportView project={project} cycle={cycle} onBusy={setBusy} />
    </Dialog>
  );
}

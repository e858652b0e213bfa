import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import type { FolderTreeName } from '#api/folders';

const FolderDialog = lazy(() => import('./FolderDialog'));

/** Makes a folder where there is none yet, and so no tree above which it could be made. */
export default function FirstFolder({ project, tree, onMade }: { project: string; tree: FolderTreeName; onMade: (folder: number) => void }) {
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={open}>New folder</Button>
      <Suspense>{isOpen && <FolderDialog project={project} tree={tree} folders={[]} onDone={onMade} onClose={close} />}</Suspense>
    </>
  );
}

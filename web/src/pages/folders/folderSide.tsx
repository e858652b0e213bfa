import { lazy, Suspense } from 'react';
import type { FolderTreeName } from '#api/folders';
import { FolderTree } from '#parts/FolderTree';
import type { FolderTreeProps } from '#parts/FolderTreeView';

const FirstFolder = lazy(() => import('./FirstFolder'));
const FolderActions = lazy(() => import('./FolderActions'));

type Props = FolderTreeProps & { project: string; tree: FolderTreeName; mayChange: boolean };

/** The folders of a list, which those who may can change; nothing where there is none. */
export function folderSide({ project, tree, mayChange, ...shown }: Props) {
  if (shown.folders.length === 0) return null;
  return (
    <>
      {mayChange && <Suspense><FolderActions project={project} tree={tree} folders={shown.folders} chosen={shown.chosen} onChoose={shown.onChoose} /></Suspense>}
      <FolderTree {...shown} />
    </>
  );
}

/** Among the actions of a list without folders. */
export function NewFolder({ project, tree, onMade }: { project: string; tree: FolderTreeName; onMade: (folder: number) => void }) {
  return <Suspense><FirstFolder project={project} tree={tree} onMade={onMade} /></Suspense>;
}

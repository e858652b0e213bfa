import { lazy, Suspense } from 'react';
import type { FolderTreeProps } from './FolderTreeView';

// The list beside it is there before the tree.
const View = lazy(() => import('./FolderTreeView'));

/** Folders to narrow a list by, one at a time. */
export function FolderTree(props: FolderTreeProps) {
  return (
    <Suspense>
      <View {...props} />
    </Suspense>
  );
}

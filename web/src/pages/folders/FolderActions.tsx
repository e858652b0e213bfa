import { ActionIcon, Menu } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { type FolderTreeName, useFolderChanges } from '#api/folders';
import { ConfirmDialog } from '#parts/ConfirmDialog';
import { type Folder, pathTo } from '#parts/folders';
import { AddIcon, MoreIcon } from '#parts/icons';
import { sayDone } from '#parts/notices';
import classes from './FolderActions.module.css';

const FolderDialog = lazy(() => import('./FolderDialog'));

interface Props {
  project: string;
  tree: FolderTreeName;
  folders: Folder[];
  chosen: number | undefined;
  onChoose: (folder: number | undefined) => void;
}

/** Above a tree of folders: what one can do with it, and with the folder that is chosen. */
export default function FolderActions({ project, tree, folders, chosen, onChoose }: Props) {
  const [dialog, setDialog] = useState<'new' | 'change' | 'remove'>();
  const path = pathTo(folders, chosen);
  const folder = path.at(-1);
  const close = () => setDialog(undefined);
  return (
    <div className={classes.head}>
      <span className={classes.title}>Folders</span>
      {folder && (
        <Menu position="bottom-end" width={190}>
          <Menu.Target>
            <ActionIcon size="sm" aria-label={`More about the folder ${folder.name}`}><MoreIcon size={15} /></ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setDialog('change')}>Rename or move</Menu.Item>
            <Menu.Item color="var(--mantine-color-error)" onClick={() => setDialog('remove')}>Delete…</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <ActionIcon size="sm" aria-label={folder ? `New folder in ${folder.name}` : 'New folder'} onClick={() => setDialog('new')}><AddIcon size={15} /></ActionIcon>
      <Suspense>
        {dialog === 'new' && <FolderDialog project={project} tree={tree} folders={folders} within={chosen} onDone={onChoose} onClose={close} />}
        {dialog === 'change' && folder && <FolderDialog project={project} tree={tree} folders={folders} folder={folder} onDone={onChoose} onClose={close} />}
      </Suspense>
      {dialog === 'remove' && folder && <RemoveDialog project={project} tree={tree} folder={folder} onDone={() => onChoose(path.at(-2)?.ID)} onClose={close} />}
    </div>
  );
}

function RemoveDialog({ project, tree, folder, onDone, onClose }: { project: string; tree: FolderTreeName; folder: Folder; onDone: () => void; onClose: () => void }) {
  const { remove } = useFolderChanges(project, tree);
  const confirm = async () => {
    try {
      // With the last folder this dialog is gone, and then only a promise still tells.
      await remove.mutateAsync(folder.ID);
    } catch {
      return; // it is shown
    }
    sayDone(`The folder ${folder.name} was deleted.`);
    onDone();
    onClose();
  };
  return (
    <ConfirmDialog opened title={`Delete the folder ${folder.name}?`} action="Delete the folder" destructive pending={remove.isPending} error={remove.error} onConfirm={() => void confirm()} onClose={onClose}>
      Only an empty folder is deleted; {tree} and folders that it holds are moved or deleted first.
    </ConfirmDialog>
  );
}

import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type FolderTreeName, useFolderChanges } from '#api/folders';
import { type Folder, folderOptions, idsWithin, pathTo } from '#parts/folders';
import { FormDialog } from '#parts/FormDialog';

interface Props {
  project: string;
  tree: FolderTreeName;
  folders: Folder[];
  /** Without one a folder is made. */
  folder?: Folder;
  /** Where a new one shall be. */
  within?: number;
  onDone: (folder: number) => void;
  onClose: () => void;
}

/** Makes a folder, or gives one another name or place. */
export default function FolderDialog({ project, tree, folders, folder, within, onDone, onClose }: Props) {
  const { create, change } = useFolderChanges(project, tree);
  const parent = folder ? pathTo(folders, folder.ID).at(-2)?.ID : within;
  const [name, setName] = useState(folder?.name ?? '');
  const [chosen, setChosen] = useState(parent === undefined ? null : String(parent));
  // No folder goes into itself.
  const own = new Set(folder ? idsWithin(folders, folder.ID).map(String) : []);
  const options = folderOptions(folders).filter(({ value }) => !own.has(value));
  const wish = { name: name.trim(), parentID: chosen === null ? null : Number(chosen) };
  const submit = async () => {
    try {
      // With the first folder the button of this dialog is gone, and then only a promise still tells.
      const { ID } = await (folder ? change.mutateAsync({ folder: folder.ID, ...wish }) : create.mutateAsync(wish));
      onDone(ID);
      onClose();
    } catch {
      // It is shown.
    }
  };
  return (
    <FormDialog
      opened
      title={folder ? `Rename or move ${folder.name}` : 'New folder'}
      action={folder ? 'Save' : 'Make the folder'}
      pending={create.isPending || change.isPending}
      error={create.error ?? change.error}
      isIncomplete={name.trim() === ''}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextInput label="Name" required withAsterisk={false} maxLength={255} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
      {options.length > 0 && <Select label="Within" placeholder="At the top" data={options} value={chosen} onChange={setChosen} clearable searchable nothingFoundMessage="No folder" />}
    </FormDialog>
  );
}

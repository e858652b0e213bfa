import { Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCreateCase } from '#api/cases';
import { useConfiguration } from '#api/configuration';
import { useMe } from '#api/session';
import { type Folder, folderOptions } from '#parts/folders';
import { FormDialog } from '#parts/FormDialog';
import { sayDone } from '#parts/notices';

interface Props {
  project: string;
  folders: Folder[];
  folder: number | undefined;
  onClose: () => void;
}

/** Asks what a new case shall be called, makes it, and goes where the rest of it is written. */
export default function NewCaseDialog({ project, folders, folder, onClose }: Props) {
  const { user } = useMe();
  const { caseStatuses, caseScriptTypes } = useConfiguration(project);
  const navigate = useNavigate();
  const create = useCreateCase(project);
  const [title, setTitle] = useState('');
  const [chosen, setChosen] = useState(folder === undefined ? null : String(folder));
  const [status, setStatus] = useState(caseStatuses.find((entry) => entry.isDefault)?.name ?? null);
  const options = folderOptions(folders);
  const submit = () => {
    const scriptType = caseScriptTypes.find((entry) => entry.isDefault) ?? caseScriptTypes[0];
    const draft = { title: title.trim(), ownedByID: user.name, status: { name: status }, scriptType: { ID: scriptType?.ID }, folder: chosen ? { ID: Number(chosen) } : null };
    create.mutate(draft, {
      onSuccess: ({ key }) => {
        sayDone(`${key} was created.`);
        void navigate({ to: '/projects/$project/cases/$case', params: { project, case: key }, search: { edit: true } });
      },
    });
  };
  return (
    <FormDialog opened title="New case" action="Create the case" pending={create.isPending} error={create.error} onSubmit={submit} onClose={onClose}>
      <TextInput label="Title" required withAsterisk={false} maxLength={255} data-autofocus placeholder="Pay with an expired card" value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
      <Select label="Status" data={caseStatuses.filter((entry) => entry.isEnabled).map((entry) => entry.name)} value={status} onChange={setStatus} allowDeselect={false} />
      {options.length > 0 && <Select label="Folder" data={options} value={chosen} onChange={setChosen} clearable searchable placeholder="None" />}
    </FormDialog>
  );
}

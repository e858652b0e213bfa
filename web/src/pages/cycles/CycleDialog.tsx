import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useCreateCycle } from '#api/cycles';
import { messageOf } from '#api/errors';
import { type Folder, folderOptions } from '#parts/folders';
import { useMe } from '#api/session';
import { sayDone } from '#parts/notices';

interface Props {
  project: string;
  folders: Folder[];
  folder: number | undefined;
  onClose: () => void;
}

/** Asks what a new cycle shall be called, makes it, and goes there. */
export default function CycleDialog({ project, folders, folder, onClose }: Props) {
  const { user } = useMe();
  const navigate = useNavigate();
  const create = useCreateCycle(project);
  const [chosen, setChosen] = useState(folder === undefined ? null : String(folder));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const draft = { title: textOf(form, 'title'), objective: textOf(form, 'objective'), ownedByID: user.name, ...(chosen && { folder: { ID: Number(chosen) } }) };
    create.mutate(draft, {
      onSuccess: (cycle) => {
        sayDone(`${cycle.key} was created.`);
        void navigate({ to: '/projects/$project/cycles/$cycle/runs', params: { project, cycle: cycle.key } });
      },
    });
  };
  const options = folderOptions(folders);
  return (
    <Modal opened onClose={onClose} title="New cycle" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput name="title" label="Title" required withAsterisk={false} maxLength={255} data-autofocus placeholder="Nightly 8127" />
          <Textarea name="objective" label="Objective" size="sm" autosize minRows={2} maxRows={6} />
          {options.length > 0 && <Select label="Folder" data={options} value={chosen} onChange={setChosen} clearable searchable placeholder="None" />}
          {create.error && (
            <Text role="alert" size="sm" c="var(--mantine-color-error)">
              {messageOf(create.error)}
            </Text>
          )}
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Create the cycle
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const textOf = (form: FormData, name: string) => String(form.get(name) ?? '').trim();

import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { createProject } from '#api/projects';
import { messageOf } from '#api/errors';
import { Dialog } from '#parts/Dialog';

/** Asks for the key and the name of a new project, makes it, and goes there. */
export default function ProjectDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: createProject,
    onSuccess: async ({ key }) => {
      await client.invalidateQueries();
      await navigate({ to: '/projects/$project', params: { project: key } });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    create.mutate({ key: String(form.get('key')).trim(), name: String(form.get('name')).trim() });
  };
  return (
    <Dialog opened onClose={onClose} title="New project">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput name="name" label="Name" required withAsterisk={false} maxLength={255} data-autofocus />
          <TextInput name="key" label="Key" description="2 to 20 letters, digits and _, beginning with a letter. All keys of cases and cycles begin with it." required withAsterisk={false} maxLength={20} />
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
              Create the project
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

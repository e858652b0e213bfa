import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { FormDialog } from '#parts/FormDialog';

export interface Named {
  name: string;
  description: string;
}

interface Props {
  /** What is added, in a sentence: "custom field". */
  one: string;
  /** Without one, a new one is added. */
  entry?: { name: string; description: string | null };
  /** What sends it. */
  sending: { isPending: boolean; error: unknown }[];
  onSubmit: (named: Named) => void;
  onClose: () => void;
  /** What such an entry has beside its name and description. */
  children: ReactNode;
}

/** Adds an entry to a list of the project, or changes one. */
export function NamedDialog({ one, entry, sending, onSubmit, onClose, children }: Props) {
  const [name, setName] = useState(entry?.name ?? '');
  const [description, setDescription] = useState(entry?.description ?? '');
  return (
    <FormDialog
      opened
      title={entry ? `Edit ${entry.name}` : `Add a ${one}`}
      action={entry ? 'Save' : `Add the ${one}`}
      pending={sending.some(({ isPending }) => isPending)}
      error={sending.find(({ error }) => error)?.error}
      onSubmit={() => onSubmit({ name, description })}
      onClose={onClose}
    >
      <TextInput label="Name" required withAsterisk={false} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <TextInput label="Description" value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
      {children}
    </FormDialog>
  );
}

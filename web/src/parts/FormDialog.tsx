import { Button, Group, Text } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { messageOf } from '#api/errors';
import { Dialog } from './Dialog';
import classes from './FormDialog.module.css';

interface Props {
  opened: boolean;
  title: string;
  /** What its button does, as a verb: "Add the status". */
  action: string;
  pending: boolean;
  /** Whether there is nothing to do yet. */
  isIncomplete?: boolean;
  error: unknown;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Short fields, beside each other where there is room. */
export const FieldPairs = ({ children }: { children: ReactNode }) => <div className={classes.pairs}>{children}</div>;

/** A few fields in a dialog, and what the server says against them. */
export function FormDialog({ opened, title, action, pending, isIncomplete, error, onSubmit, onClose, children }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    onSubmit();
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <form onSubmit={submit} className={classes.form}>
        {children}
        {error != null && (
          <Text role="alert" c="var(--mantine-color-error)" size="sm">
            {messageOf(error)}
          </Text>
        )}
        <Group justify="flex-end" gap="xs" mt={4}>
          <Button variant="default" onClick={onClose}>
            Go back
          </Button>
          <Button type="submit" loading={pending} disabled={isIncomplete}>
            {action}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

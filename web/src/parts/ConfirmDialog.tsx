import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { messageOf } from '#api/errors';
import { Dialog } from './Dialog';

interface Props {
  opened: boolean;
  title: string;
  children: ReactNode;
  /** What is done, as a verb: "Undo the batch". */
  action: string;
  /** Whether something gets lost by it. */
  destructive?: boolean;
  pending?: boolean;
  error?: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something is done that cannot be taken back easily, and tells when the server refuses. */
export function ConfirmDialog({ opened, title, children, action, destructive, pending, error, onConfirm, onClose }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <Text component="div" size="sm">
        {children}
      </Text>
      {error != null && (
        <Text role="alert" c="var(--mantine-color-error)" size="sm" mt="sm">
          {messageOf(error)}
        </Text>
      )}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          Go back
        </Button>
        <Button color={destructive ? 'red.8' : undefined} loading={pending} onClick={onConfirm}>
          {action}
        </Button>
      </Group>
    </Dialog>
  );
}

import { Badge, Table } from '@mantine/core';
import { useState } from 'react';
import { type Entry, type EntryChange, useChangeEntry, useRemoveEntry } from '#api/lists';
import { ConfirmDialog } from '#parts/ConfirmDialog';
import { sayRefused } from '#parts/notices';
import { SimpleTable } from '#parts/SimpleTable';
import { looks } from '#parts/status';
import { StatusGlyph } from '#parts/StatusBadge';
import { EntryActions } from './EntryActions';
import { EntryDialog } from './EntryDialog';
import { type ListLook, movedPosition } from './lists';
import classes from './Settings.module.css';

interface Props {
  project: string;
  look: ListLook;
  entries: Entry[];
  may: boolean;
}

export function EntryTable({ project, look, entries, may }: Props) {
  const [edited, setEdited] = useState<Entry>();
  const [removed, setRemoved] = useState<Entry>();
  const change = useChangeEntry(project, look.list);
  const remove = useRemoveEntry(project, look.list);
  const apply = (entry: Entry, wish: EntryChange) => change.mutate({ entry: entry.ID, change: wish }, { onError: (error) => sayRefused(`${entry.name} is as it was`, error) });
  const mover = (entry: Entry, direction: 'up' | 'down') => {
    const position = movedPosition(entries, entry.ID, direction);
    return position === null ? undefined : () => apply(entry, { position });
  };
  const close = () => {
    setRemoved(undefined);
    remove.reset();
  };
  return (
    <>
      <SimpleTable label={look.title} head={['Name', 'Description', '', ...(may ? [''] : [])]}>
        {entries.map((entry) => (
          <Table.Tr key={entry.ID} className={entry.isEnabled ? undefined : classes.off}>
            <Table.Td>
              <span className={classes.name}>
                {entry.statusType && <StatusGlyph status={{ statusType: entry.statusType, color: entry.color }} />}
                {entry.name}
              </span>
            </Table.Td>
            <Table.Td className={classes.note}>{entry.description}</Table.Td>
            <Table.Td>
              <Marks entry={entry} />
            </Table.Td>
            {may && (
              <Table.Td ta="right">
                <EntryActions
                  name={entry.name}
                  isEnabled={entry.isEnabled}
                  onEdit={() => setEdited(entry)}
                  onUp={mover(entry, 'up')}
                  onDown={mover(entry, 'down')}
                  onEnable={(isEnabled) => apply(entry, { isEnabled })}
                  onRemove={() => setRemoved(entry)}
                />
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </SimpleTable>
      {edited && <EntryDialog project={project} look={look} entry={edited} onClose={() => setEdited(undefined)} />}
      <ConfirmDialog
        opened={removed !== undefined}
        title={`Remove ${removed?.name ?? ''}?`}
        action={`Remove the ${look.one}`}
        destructive
        pending={remove.isPending}
        error={remove.error}
        onClose={close}
        onConfirm={() => removed && remove.mutate(removed.ID, { onSuccess: close })}
      >
        It can be removed while nothing has it. What is in use can be deactivated: what has it keeps it, and nothing can be given it anew.
      </ConfirmDialog>
    </>
  );
}

/** What an entry is beside its name, in words. */
function Marks({ entry }: { entry: Entry }) {
  const marks = [
    entry.statusType && looks[entry.statusType].name !== entry.name && `Counts as ${looks[entry.statusType].name}`,
    entry.isDefault && 'Default',
    entry.isEligibleForCycle && 'May be in cycles',
    !entry.isEnabled && 'Deactivated',
  ].filter((mark) => typeof mark === 'string');
  return (
    <span className={classes.actions}>
      {marks.map((mark) => (
        <Badge key={mark} variant="default" size="sm" tt="none" fw={400}>
          {mark}
        </Badge>
      ))}
    </span>
  );
}

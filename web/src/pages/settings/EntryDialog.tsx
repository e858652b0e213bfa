import { ColorInput, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import type { StatusType } from '#api/configuration';
import { type Entry, useAddEntry, useChangeEntry } from '#api/lists';
import { looks } from '#parts/status';
import { isColor, type ListLook } from './lists';
import { type Named, NamedDialog } from './NamedDialog';

const types = (Object.keys(looks) as StatusType[]).map((type) => ({ value: type, label: looks[type].name }));

interface Props {
  project: string;
  look: ListLook;
  /** Without one, a new one is added. */
  entry?: Entry;
  onClose: () => void;
}

export function EntryDialog({ project, look, entry, onClose }: Props) {
  const add = useAddEntry(project, look.list);
  const change = useChangeEntry(project, look.list);
  const [isDefault, setDefault] = useState(entry?.isDefault ?? false);
  const [isEligible, setEligible] = useState(entry?.isEligibleForCycle ?? true);
  const [statusType, setType] = useState<StatusType>(entry?.statusType ?? 'FAILED');
  const [color, setColor] = useState(entry?.color ?? looks[statusType].configured);
  const isRunStatus = look.list === 'runstatus';
  const wish = {
    ...(isRunStatus && isColor(color) && { color }),
    ...(!isRunStatus && isDefault && { isDefault }),
    ...(look.list === 'status' && { isEligibleForCycle: isEligible }),
  };
  const done = { onSuccess: onClose };
  const submit = (named: Named) => (entry ? change.mutate({ entry: entry.ID, change: { ...named, ...wish } }, done) : add.mutate({ ...named, ...wish, statusType }, done));
  return (
    <NamedDialog one={look.one} entry={entry} sending={[add, change]} onSubmit={submit} onClose={onClose}>
      {isRunStatus && !entry && (
        <Select label="Counts as" description="Fixed once it is added" data={types} value={statusType} onChange={(value) => setType((value ?? 'FAILED') as StatusType)} allowDeselect={false} />
      )}
      {isRunStatus && <ColorInput label="Colour" size="sm" format="hex" eyeDropperButtonProps={{ 'aria-label': 'Take a colour from the screen' }} value={color} onChange={setColor} error={isColor(color) ? undefined : 'A colour such as #22a06b'} />}
      {!isRunStatus && !entry?.isDefault && <Switch label="Default: cases that do not say otherwise get it" checked={isDefault} onChange={(event) => setDefault(event.currentTarget.checked)} />}
      {look.list === 'status' && <Switch label="Cases of this status may be added to cycles" checked={isEligible} onChange={(event) => setEligible(event.currentTarget.checked)} />}
    </NamedDialog>
  );
}

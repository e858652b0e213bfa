import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CaseState } from '#api/caseCriteria';
import { type CaseMove, exportCases } from '#api/casesTogether';
import { useMay } from '#api/projects';
import { pluralText } from '#format/count';
import { ArchiveIcon, RemoveIcon } from '#parts/icons';
import { EditTogetherDialog } from './EditTogetherDialog';
import ExportMenu from './ExportMenu';
import { PurgeDialog } from './PurgeDialog';
import classes from './SelectionBar.module.css';
import { useMoveCases } from './useMoveCases';

interface Props {
  project: string;
  keys: ReadonlySet<string>;
  state: CaseState;
  mayEdit: boolean;
  onClear: () => void;
}

/** What one can do with the cases that are chosen. */
export default function SelectionBar({ project, keys, state, mayEdit, onClear }: Props) {
  const [isEditing, setEditing] = useState(false);
  const [isPurging, setPurging] = useState(false);
  const mayAdminister = useMay(project, 'administer');
  const [pending, setPending] = useState<CaseMove>();
  const move = useMoveCases(project);
  const chosen = [...keys];
  const run = async (action: CaseMove) => {
    setPending(action);
    if (await move(chosen, action)) onClear();
    setPending(undefined);
  };
  const mover = (action: CaseMove, label: string, icon?: typeof RemoveIcon) => {
    const Icon = icon;
    return (
      <Button variant="default" leftSection={Icon && <Icon size={14} />} loading={pending === action} disabled={pending !== undefined} onClick={() => void run(action)}>
        {label}
      </Button>
    );
  };
  return (
    <div className={classes.bar} role="region" aria-label="Selected cases">
      <span className={classes.count} role="status">{pluralText(keys.size, 'case')} selected</span>
      {mayEdit && state !== 'deleted' && (
        <>
          <Button variant="default" onClick={() => setEditing(true)}>Edit</Button>
          {state === 'archived' ? mover('unarchive', 'Bring back', ArchiveIcon) : mover('archive', 'Archive', ArchiveIcon)}
          {mover('delete', 'Delete', RemoveIcon)}
        </>
      )}
      {mayEdit && state === 'deleted' && mover('restore', 'Restore')}
      {mayAdminister && state === 'deleted' && <Button variant="default" leftSection={<RemoveIcon size={14} />} onClick={() => setPurging(true)}>Remove for good…</Button>}
      <ExportMenu label="Export" run={(form) => exportCases(project, { keys: chosen, state }, form)} />
      <Button variant="subtle" color="gray" className={classes.end} onClick={onClear}>Clear the selection</Button>
      {isPurging && <PurgeDialog project={project} keys={chosen} onDone={onClear} onClose={() => setPurging(false)} />}
      {isEditing && <EditTogetherDialog project={project} cases={{ keys: chosen, state }} onDone={onClear} onClose={() => setEditing(false)} />}
    </div>
  );
}

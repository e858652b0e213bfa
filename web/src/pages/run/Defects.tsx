import { Button, TagsInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useConfiguration } from '#api/configuration';
import { messageOf } from '#api/errors';
import { type RunPlace, useChangeRun } from '#api/runs';
import { linkOf } from '#format/url';
import classes from './RunPage.module.css';

const defectsMax = 100;

/** Issues that tell of the failure of a run. */
export function Defects({ place, defects, mayWrite }: { place: RunPlace; defects: string[]; mayWrite: boolean }) {
  const [isEdited, setEdited] = useState(false);
  const change = useChangeRun(place);
  if (isEdited) {
    return <DefectsInput label="Keys of defects" defects={defects} save={(jiraDefectIDs) => change.mutateAsync({ jiraDefectIDs })} onDone={() => setEdited(false)} />;
  }
  return (
    <span className={classes.defects}>
      <DefectLinks project={place.project} defects={defects} />
      {mayWrite && <Button size="compact-xs" variant="default" onClick={() => setEdited(true)}>{defects.length > 0 ? 'Edit' : 'Add'}</Button>}
    </span>
  );
}

interface InputProps {
  label: string;
  defects: string[];
  save: (defects: string[]) => Promise<unknown>;
  onDone: () => void;
}

export function DefectsInput({ label, defects, save, onDone }: InputProps) {
  const [edited, setEdited] = useState(defects);
  const change = useMutation({ mutationFn: save, onSuccess: onDone });
  return (
    <div className={classes.edit}>
      <TagsInput size="xs" aria-label={label} placeholder="AT-42" value={edited} onChange={setEdited} maxTags={defectsMax} acceptValueOnBlur autoFocus error={change.error ? messageOf(change.error) : undefined} />
      <div className={classes.buttons}>
        <Button size="compact-xs" loading={change.isPending} onClick={() => change.mutate(edited)}>Save</Button>
        <Button size="compact-xs" variant="default" onClick={onDone}>Cancel</Button>
      </div>
    </div>
  );
}

/** With an address of the project's tracker they are links. */
export function DefectLinks({ project, defects }: { project: string; defects: string[] }) {
  const { defectUrl } = useConfiguration(project).links;
  return defects.map((defect) => <Defect key={defect} name={defect} url={linkOf(defectUrl, defect)} />);
}

function Defect({ name, url }: { name: string; url: string | undefined }) {
  if (!url) return <span className="mono">{name}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer" className="link mono">
      {name}
    </a>
  );
}

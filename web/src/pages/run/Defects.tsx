import { Button, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useConfiguration } from '#api/configuration';
import { messageOf } from '#api/errors';
import { type RunPlace, useChangeRun } from '#api/runs';
import { linkOf } from '#format/url';
import classes from './RunPage.module.css';

const defectsMax = 100;

/** Issues that tell of the failure: with an address of the project's tracker they are links. */
export function Defects({ place, defects, mayWrite }: { place: RunPlace; defects: string[]; mayWrite: boolean }) {
  const [edited, setEdited] = useState<string[]>();
  const change = useChangeRun(place);
  const { defectUrl } = useConfiguration(place.project).links;
  if (edited) {
    const save = () => change.mutate({ jiraDefectIDs: edited }, { onSuccess: () => setEdited(undefined) });
    return (
      <div className={classes.edit}>
        <TagsInput size="xs" aria-label="Keys of defects" placeholder="AT-42" value={edited} onChange={setEdited} maxTags={defectsMax} acceptValueOnBlur autoFocus error={change.error ? messageOf(change.error) : undefined} />
        <div className={classes.buttons}>
          <Button size="compact-xs" loading={change.isPending} onClick={save}>Save</Button>
          <Button size="compact-xs" variant="default" onClick={() => setEdited(undefined)}>Cancel</Button>
        </div>
      </div>
    );
  }
  return (
    <span className={classes.defects}>
      {defects.map((defect) => (
        <Defect key={defect} name={defect} url={linkOf(defectUrl, defect)} />
      ))}
      {mayWrite && <Button size="compact-xs" variant="default" onClick={() => setEdited(defects)}>{defects.length > 0 ? 'Edit' : 'Add'}</Button>}
    </span>
  );
}

function Defect({ name, url }: { name: string; url: string | undefined }) {
  if (!url) return <span className="mono">{name}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer" className="link mono">
      {name}
    </a>
  );
}

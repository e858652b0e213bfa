import { Button, Checkbox } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Case, caseQuery, useSaveCase } from '#api/cases';
import { isStatus, messageOf } from '#api/errors';
import { sayDone } from '#parts/notices';
import { CaseFields } from './CaseFields';
import classes from './CasePage.module.css';
import { ConflictNotice } from './ConflictNotice';
import { DataEditor } from './DataEditor';
import { changedParts, changesOf, type Draft, draftOf, rebased } from './draft';
import { StepsEditor } from './StepsEditor';

interface Props {
  project: string;
  testCase: Case;
  onDone: () => void;
}

/** Changes a case. What others changed since it was read is never written over unseen. */
export default function CaseEditor({ project, testCase, onDone }: Props) {
  const [read, setRead] = useState(testCase);
  const [draft, setDraft] = useState(() => draftOf(testCase));
  const [theirs, setTheirs] = useState<Case>();
  const [asNewVersion, setNewVersion] = useState(false);
  const client = useQueryClient();
  const save = useSaveCase(project, testCase.key);
  const base = draftOf(read);
  const isChanged = changedParts(base, draft).length > 0;
  const change = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));

  const refused = async (error: unknown) => {
    if (isStatus(error, 409)) setTheirs(await client.fetchQuery({ ...caseQuery(project, testCase.key), staleTime: 0 }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { changes: changesOf(base, draft), readAt: read.updatedDate, asNewVersion },
      {
        onSuccess: (saved) => {
          sayDone(asNewVersion ? `Version ${saved.version} of ${saved.key} was saved.` : `${saved.key} was saved.`);
          onDone();
        },
        onError: (error) => void refused(error),
      },
    );
  };
  const goOnFrom = (latest: Case, preferred: 'mine' | 'theirs') => {
    setDraft(rebased(base, draft, draftOf(latest), preferred));
    setRead(latest);
    setTheirs(undefined);
    save.reset();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {theirs && <ConflictNotice read={base} mine={draft} theirs={draftOf(theirs)} onChoose={(preferred) => goOnFrom(theirs, preferred)} />}
      <CaseFields project={project} draft={draft} onChange={change} />
      <StepsEditor steps={draft.steps} onChange={(steps) => change({ steps })} />
      <DataEditor data={draft.data} onChange={(data) => change({ data })} />
      <div className={classes.foot}>
        <Button type="submit" loading={save.isPending} disabled={!isChanged || theirs !== undefined || draft.title.trim() === ''}>
          Save
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Checkbox size="xs" label="As a new version" checked={asNewVersion} onChange={(event) => setNewVersion(event.currentTarget.checked)} />
        {save.error && !theirs && (
          <p role="alert" className={classes.error}>
            {messageOf(save.error)}
          </p>
        )}
      </div>
    </form>
  );
}

import { Button } from '@mantine/core';
import { useState } from 'react';
import { type RunPlace, type RunStep, useChangeRunStep } from '#api/runs';
import { ActualResult } from './ActualResult';
import { DefectsInput } from './Defects';
import classes from './Steps.module.css';

/** What those who execute a step write of it: what came of it, and the defects that they found there. */
export function StepWriting({ place, step, number }: { place: RunPlace; step: RunStep; number: number }) {
  const [opened, setOpened] = useState<'actual' | 'defects'>();
  const change = useChangeRunStep(place);
  const close = () => setOpened(undefined);
  if (opened === 'actual') return <ActualResult place={place} step={step} number={number} onDone={close} />;
  if (opened === 'defects') {
    const save = (jiraDefectIDs: string[]) => change.mutateAsync({ step: step.ID, jiraDefectIDs });
    return (
      <div className={classes.writing}>
        <DefectsInput label={`Keys of defects of step ${number}`} defects={step.jiraDefectIDs.map(String)} save={save} onDone={close} />
      </div>
    );
  }
  return (
    <span className={classes.write}>
      <Button size="compact-xs" variant="subtle" color="gray" aria-label={`Actual result of step ${number}`} onClick={() => setOpened('actual')}>
        {step.actualResult === '' ? 'Actual result' : 'Edit'}
      </Button>
      <Button size="compact-xs" variant="subtle" color="gray" aria-label={`Defects of step ${number}`} onClick={() => setOpened('defects')}>
        Defects
      </Button>
    </span>
  );
}

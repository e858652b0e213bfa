import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '#api/errors';
import { type RunPlace, type RunStep, useChangeRunStep } from '#api/runs';
import classes from './Steps.module.css';

/** What came of a step, as those write it who execute it. */
export function ActualResult({ place, step, number, onDone }: { place: RunPlace; step: RunStep; number: number; onDone: () => void }) {
  const [text, setText] = useState(step.actualResult);
  const change = useChangeRunStep(place);
  const save = () => change.mutate({ step: step.ID, actualResult: text }, { onSuccess: onDone });
  return (
    <div className={classes.writing}>
      <Textarea
        aria-label={`Actual result of step ${number}`}
        autosize
        minRows={1}
        maxRows={10}
        autoFocus
        value={text}
        error={change.error ? messageOf(change.error) : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
        }}
      />
      <span className={classes.writingEnd}>
        <Button size="compact-xs" loading={change.isPending} onClick={save}>Save</Button>
        <Button size="compact-xs" variant="default" onClick={onDone}>Cancel</Button>
      </span>
    </div>
  );
}

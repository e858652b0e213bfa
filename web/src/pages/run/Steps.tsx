import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { RunPlace, RunStep } from '#api/runs';
import { Section } from '#parts/Section';
import { StepLine } from './StepLine';
import { StepWriting } from './StepWriting';
import { StepStatusMenu } from './StatusMenu';
import classes from './Steps.module.css';

const anchorOf = (index: number) => `step-${index + 1}`;

/** The steps of a run; #step-3 leads to the third. */
export function Steps({ place, steps, mayWrite }: { place: RunPlace; steps: RunStep[]; mayWrite: boolean }) {
  const hash = useLocation({ select: (location) => location.hash });
  useEffect(() => {
    if (/^step-\d+$/.test(hash)) document.getElementById(hash)?.scrollIntoView({ block: 'center' });
  }, [hash]);
  return (
    <Section title="Steps" count={steps.length}>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <StepLine
            key={step.ID}
            number={index + 1}
            anchor={anchorOf(index)}
            isChosen={hash === anchorOf(index)}
            project={place.project}
            step={step}
            status={<StepStatusMenu place={place} step={step} mayWrite={mayWrite} />}
          >
            {mayWrite && <StepWriting place={place} step={step} number={index + 1} />}
          </StepLine>
        ))}
      </ol>
    </Section>
  );
}

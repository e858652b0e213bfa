import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RunStep } from '#api/runs';
import { ansiPieces } from '#format/ansi';
import { AnsiText } from '#parts/AnsiText';
import { keywordOf } from '#parts/stepKeyword';
import { DefectLinks } from './Defects';
import classes from './Steps.module.css';

interface Props {
  number: number;
  /** What the address may lead to; steps of rows have none. */
  anchor?: string;
  isChosen?: boolean;
  project: string;
  step: RunStep;
  status: ReactNode;
  /** Below what the step says: for writing what came of it. */
  children?: ReactNode;
}

export function StepLine({ number, anchor, isChosen, project, step, status, children }: Props) {
  const keyword = keywordOf(step.testStepType);
  return (
    <li id={anchor} className={classes.step} data-chosen={isChosen || undefined}>
      {anchor ? (
        <Link to="." hash={anchor} search resetScroll={false} replace className={classes.number} aria-label={`Link to step ${number}`}>{number}</Link>
      ) : (
        <span className={classes.number}>{number}</span>
      )}
      <span className={classes.status}>{status}</span>
      <div className={classes.content}>
        <div className={classes.words}>
          {keyword !== '' && <span className={classes.keyword}>{keyword} </span>}
          {step.step}
        </div>
        {step.testData !== '' && <Part name="Data" text={step.testData} mono />}
        {step.expectedResult !== '' && <Part name="Expected" text={step.expectedResult} />}
        {step.actualResult !== '' && <Part name="Actual" text={step.actualResult} mono />}
        {step.jiraDefectIDs.length > 0 && (
          <div className={classes.part}>
            <span className={classes.name}>Defects</span>
            <span className={classes.defects}><DefectLinks project={project} defects={step.jiraDefectIDs.map(String)} /></span>
          </div>
        )}
        {children}
      </div>
    </li>
  );
}

function Part({ name, text, mono = false }: { name: string; text: string; mono?: boolean }) {
  return (
    <div className={classes.part}>
      <span className={classes.name}>{name}</span>
      <span className={mono ? classes.mono : classes.said}>
        <AnsiText pieces={ansiPieces(text)} />
      </span>
    </div>
  );
}

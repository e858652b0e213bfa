import type { Run } from '#api/runs';
import { Duration } from '#parts/Duration';
import { RightIcon } from '#parts/icons';
import { Section } from '#parts/Section';
import { StatusBadge } from '#parts/StatusBadge';
import { Failure } from './Failure';
import { StepLine } from './StepLine';
import classes from './Steps.module.css';
import { useShownStatus } from './useShownStatus';

type Row = Run['dataSetExecutions'][number];

const openedMax = 3;

/** The rows of data that were run; the first ones that failed are opened. What `failures` tell already is not told again. */
export function DataRows({ project, rows, failures }: { project: string; rows: Row[]; failures: string[] }) {
  const failed = rows.filter((row) => row.testRunStatus.name === 'Failed').slice(0, openedMax);
  return (
    <Section title="Rows of data" count={rows.length}>
      {rows.map((row, index) => (
        <DataRow key={index} project={project} row={row} opened={failed.includes(row)} isTold={failures.some((failure) => failure.endsWith(row.comment))} />
      ))}
    </Section>
  );
}

function DataRow({ project, row, opened, isTold }: { project: string; row: Row; opened: boolean; isTold: boolean }) {
  const status = useShownStatus(project, row.testRunStatus);
  const values = Object.entries(row.values).map(([name, value]) => `${name} = ${value}`).join(', ');
  return (
    <details className={classes.row} open={opened}>
      <summary>
        <RightIcon size={13} aria-hidden />
        <StatusBadge status={status} compact />
        <span className="cut">{/^\d+$/.test(row.name) ? `Row ${row.name}` : row.name}</span>
        <span className={`${classes.values} cut`} title={values}>{values}</span>
        <Duration seconds={row.effort} />
      </summary>
      <div className={classes.inRow}>
        {row.comment !== '' && !isTold && <Failure text={row.comment} />}
        <ol className={classes.steps}>
          {row.testRunSteps.map((step, index) => (
            <RowStep key={step.ID} project={project} number={index + 1} step={step} />
          ))}
        </ol>
      </div>
    </details>
  );
}

function RowStep({ project, number, step }: { project: string; number: number; step: Row['testRunSteps'][number] }) {
  const status = useShownStatus(project, step.testRunStepStatus);
  return <StepLine number={number} project={project} step={step} status={<StatusBadge status={status} compact />} />;
}

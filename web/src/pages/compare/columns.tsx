import type { ColumnDef } from '@tanstack/react-table';
import { Link } from '@tanstack/react-router';
import type { ComparedCase } from '#api/comparison';
import type { RunStatus } from '#api/configuration';
import { Duration } from '#parts/Duration';
import { KeyText } from '#parts/KeyText';
import { StatusBadge } from '#parts/StatusBadge';
import { changeNames } from './changes';
import classes from './ComparePage.module.css';

interface Compared {
  project: string;
  cycle: string;
  /** The key of the cycle before. */
  before: string;
  statuses: Map<number, RunStatus>;
}

export function comparedColumns({ project, cycle, before, statuses }: Compared): ColumnDef<ComparedCase>[] {
  const runOf = (of: string, result: ComparedCase['before']) => <Result project={project} cycle={of} result={result} statuses={statuses} />;
  return [
    { id: 'change', header: 'Change', size: 108, cell: ({ row }) => changeNames[row.original.change] },
    { id: 'key', header: 'Key', size: 92, meta: { yields: true }, cell: ({ row }) => <KeyText value={row.original.caseKey} /> },
    { id: 'title', header: 'Case', size: 200, meta: { grow: 1 }, cell: ({ row }) => <Title project={project} compared={row.original} /> },
    { id: 'before', header: before, size: 168, cell: ({ row }) => runOf(before, row.original.before) },
    { id: 'after', header: cycle, size: 168, cell: ({ row }) => runOf(cycle, row.original.after) },
  ];
}

function Title({ project, compared: { caseKey, title } }: { project: string; compared: ComparedCase }) {
  return (
    <Link to="/projects/$project/cases/$case" params={{ project, case: caseKey }} title={title}>
      {title}
    </Link>
  );
}

function Result({ project, cycle, result, statuses }: { project: string; cycle: string; result: ComparedCase['before']; statuses: Map<number, RunStatus> }) {
  if (result === null) return <span className={classes.dim}>Not executed</span>;
  const status = statuses.get(result.statusId);
  return (
    <Link to="/projects/$project/cycles/$cycle/runs/$run" params={{ project, cycle, run: String(result.runId) }} className={classes.run}>
      {status && <StatusBadge status={status} />}
      <span className={classes.dim}><Duration seconds={result.seconds} /></span>
    </Link>
  );
}

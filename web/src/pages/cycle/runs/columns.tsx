import type { ColumnDef } from '@tanstack/react-table';
import type { RunStatus } from '#api/configuration';
import type { CaseResult } from '#api/results';
import { Duration } from '#parts/Duration';
import { HistoryStrip } from '#parts/HistoryStrip';
import { KeyText } from '#parts/KeyText';
import { RowLink } from '#parts/RowLink';
import { looks } from '#parts/status';
import { StatusBadge } from '#parts/StatusBadge';
import { When } from '#parts/When';
import classes from './RunsPage.module.css';

// The ids of columns are what the server sorts by.
export function resultColumns(project: string, cycle: string, statuses: Map<number, RunStatus>): ColumnDef<CaseResult>[] {
  return [
    { id: 'status', header: 'Status', size: 112, cell: ({ row }) => <Status result={row.original} statuses={statuses} /> },
    { id: 'key', header: 'Key', size: 92, cell: ({ row }) => <KeyText value={row.original.caseKey} /> },
    { id: 'title', header: 'Case', size: 220, meta: { grow: 1 }, cell: ({ row }) => <Title project={project} cycle={cycle} result={row.original} /> },
    { id: 'history', header: 'Earlier runs', size: 84, enableSorting: false, meta: { end: true }, cell: ({ row }) => <HistoryStrip runs={row.original.history} /> },
    { id: 'duration', header: 'Duration', size: 84, meta: { end: true }, cell: ({ row }) => <Duration seconds={row.original.seconds} /> },
    { id: 'updated', header: 'Updated', size: 100, meta: { end: true, yields: true }, cell: ({ row }) => <span className={classes.dim}><When time={row.original.updated} /></span> },
  ];
}

function Status({ result, statuses }: { result: CaseResult; statuses: Map<number, RunStatus> }) {
  return <StatusBadge status={statuses.get(result.statusId) ?? { name: looks[result.statusType].name, statusType: result.statusType }} />;
}

function Title({ project, cycle, result }: { project: string; cycle: string; result: CaseResult }) {
  return (
    <span className={classes.title}>
      {result.runId === null ? (
        <span className="cut" title={result.title}>
          {result.title}
        </span>
      ) : (
        <RowLink to="/projects/$project/cycles/$cycle/runs/$run" params={{ project, cycle, run: String(result.runId) }} className={`${classes.link} cut`} title={result.title}>
          {result.title}
        </RowLink>
      )}
      {result.tags.slice(0, 2).map((tag) => (
        <span key={tag} className={classes.tag}>
          {tag}
        </span>
      ))}
      {result.tags.length > 2 && <span className={classes.tag} title={result.tags.slice(2).join(', ')}>+{result.tags.length - 2}</span>}
    </span>
  );
}

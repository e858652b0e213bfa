import { Badge } from '@mantine/core';
import type { ColumnDef } from '@tanstack/react-table';
import { Link } from '@tanstack/react-router';
import type { RunStatus } from '#api/configuration';
import type { Cycle } from '#api/cycles';
import { percentText, pluralText } from '#format/count';
import { periodText } from '#format/when';
import { KeyText } from '#parts/KeyText';
import { passRate } from '#parts/counts';
import { StatusBar } from '#parts/StatusBar';
import { When } from '#parts/When';
import classes from './CyclesPage.module.css';

export function cycleColumns(project: string, statuses: Map<number, RunStatus>): ColumnDef<Cycle>[] {
  return [
    { id: 'title', header: 'Cycle', size: 220, meta: { grow: 1 }, cell: ({ row }) => <Title project={project} cycle={row.original} /> },
    { id: 'counts', header: 'Results', size: 190, cell: ({ row }) => <Results cycle={row.original} statuses={statuses} /> },
    { id: 'passed', header: 'Passed', size: 64, meta: { end: true }, cell: ({ row }) => <Rate cycle={row.original} /> },
    { id: 'activity', header: 'Last activity', size: 104, meta: { end: true, yields: true }, cell: ({ row }) => <When time={row.original.lastActivity ?? null} /> },
  ];
}

function Title({ project, cycle }: { project: string; cycle: Cycle }) {
  return (
    <span className={classes.two}>
      <span className={classes.title}>
        <Link to="/projects/$project/cycles/$cycle/runs" params={{ project, cycle: cycle.key }} className="cut" title={cycle.title}>
          {cycle.title}
        </Link>
        {cycle.isClosed && <Badge size="xs" variant="default">Closed</Badge>}
      </span>
      <span className={classes.under}>
        <KeyText value={cycle.key} />
        <span className="cut">{[cycle.ownedByID, cycle.folder?.name, periodText(cycle.startDate, cycle.endDate)].filter(Boolean).join(' · ')}</span>
      </span>
    </span>
  );
}

function Results({ cycle, statuses }: { cycle: Cycle; statuses: Map<number, RunStatus> }) {
  if (!cycle.counts || cycle.cases === undefined) return null;
  return (
    <span className={classes.cases}>
      <StatusBar counts={cycle.counts} statuses={statuses} />
      {pluralText(cycle.cases, 'case')}
    </span>
  );
}

function Rate({ cycle }: { cycle: Cycle }) {
  const rate = passRate(cycle.counts ?? []);
  return rate === null ? <span aria-label="nothing executed">–</span> : percentText(rate);
}

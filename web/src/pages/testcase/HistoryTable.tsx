import { Link } from '@tanstack/react-router';
import { useRunStatuses } from '#api/configuration';
import type { HistoryRun } from '#api/history';
import { Duration } from '#parts/Duration';
import { looks } from '#parts/status';
import { StatusBadge } from '#parts/StatusBadge';
import { When } from '#parts/When';
import classes from './History.module.css';

/** One run a line; each leads to its page. */
export function HistoryTable({ project, runs }: { project: string; runs: HistoryRun[] }) {
  const statuses = useRunStatuses(project).byId;
  return (
    <ol className={classes.list} aria-label="Runs, newest first">
      {runs.map((run) => (
        <li key={run.runId}>
          <Link to="/projects/$project/cycles/$cycle/runs/$run" params={{ project, cycle: run.cycleKey, run: String(run.runId) }} className={classes.run}>
            <StatusBadge status={statuses.get(run.statusId) ?? { name: looks[run.statusType].name, statusType: run.statusType }} />
            <span className="cut" title={`${run.cycleTitle} (${run.cycleKey})`}>{run.cycleTitle}</span>
            <span className={`${classes.message} cut`} title={run.message ?? undefined}>{run.message}</span>
            <span className={classes.dim}><Duration seconds={run.seconds} /></span>
            <span className={classes.dim}><When time={run.updated} /></span>
          </Link>
        </li>
      ))}
    </ol>
  );
}

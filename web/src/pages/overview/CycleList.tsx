import { Link } from '@tanstack/react-router';
import { useRunStatuses } from '#api/configuration';
import type { ActiveCycle } from '#api/insight';
import { percentText } from '#format/count';
import { KeyText } from '#parts/KeyText';
import { StatusBar } from '#parts/StatusBar';
import { When } from '#parts/When';
import classes from './Overview.module.css';

export function CycleList({ project, cycles }: { project: string; cycles: ActiveCycle[] }) {
  return (
    <ul className={classes.list}>
      {cycles.map((cycle) => (
        <li key={cycle.key}><CycleLink project={project} cycle={cycle} /></li>
      ))}
    </ul>
  );
}

export function CycleLink({ project, cycle }: { project: string; cycle: ActiveCycle }) {
  const statuses = useRunStatuses(project).byId;
  return (
    <Link to="/projects/$project/cycles/$cycle/runs" params={{ project, cycle: cycle.key }} className={`${classes.row} ${classes.cycle}`}>
      <span className={classes.name}>
        <span className="cut">{cycle.title}</span>
        <KeyText value={cycle.key} />
      </span>
      <StatusBar counts={cycle.counts} statuses={statuses} />
      <span className={classes.end}>{cycle.passRate === null ? '–' : percentText(cycle.passRate)}</span>
      <span className={classes.end}><When time={cycle.lastActivity} /></span>
    </Link>
  );
}

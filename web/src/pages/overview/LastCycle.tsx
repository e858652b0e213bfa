import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { comparisonQuery } from '#api/comparison';
import type { ActiveCycle } from '#api/insight';
import { toldChanges } from '../compare/changes';
import { CycleLink } from './CycleList';
import classes from './Overview.module.css';

const everything = { with: '', change: undefined, text: '' };
const lookAgain = 30_000; // ms

/** The cycle with the newest results, and what it brought that the one before did not have. */
export function LastCycle({ project, cycle }: { project: string; cycle: ActiveCycle }) {
  return (
    <div className={classes.last}>
      <div className={classes.list}><CycleLink project={project} cycle={cycle} /></div>
      <Changes project={project} cycle={cycle.key} />
    </div>
  );
}

/** Each leads to the cases that it counts. */
function Changes({ project, cycle }: { project: string; cycle: string }) {
  const { data } = useQuery({ ...comparisonQuery(project, cycle, everything, 0, 1), refetchInterval: lookAgain });
  if (!data) return <p className={classes.changes}>{'\u00a0'}</p>;
  if (!data.with) return null;
  const told = toldChanges(data.summary);
  return (
    <p className={classes.changes}>
      {told.map(({ change, text }) => (
        <Link key={change} to="/projects/$project/cycles/$cycle/compare" params={{ project, cycle }} search={{ change }} className={`link ${change === 'newlyFailing' ? classes.new : ''}`}>
          {text}
        </Link>
      ))}
      <span>
        {told.length === 0 && 'Nothing fails that did not fail before, '}compared with{' '}
        <Link to="/projects/$project/cycles/$cycle/compare" params={{ project, cycle }} className="link">{data.with.title}</Link>
      </span>
    </p>
  );
}

import { Link } from '@tanstack/react-router';
import type { Overview } from '#api/insight';
import { percentText, pluralText } from '#format/count';
import { Duration } from '#parts/Duration';
import { KeyText } from '#parts/KeyText';
import classes from './Overview.module.css';

export function Slowest({ project, cases }: { project: string; cases: Overview['slowest'] }) {
  return (
    <ul className={classes.list}>
      {cases.slice(0, 5).map((slow) => (
        <li key={slow.caseKey}>
          <Link to="/projects/$project/cycles/$cycle/runs/$run" params={{ project, cycle: slow.cycleKey, run: String(slow.runId) }} className={`${classes.row} ${classes.ranked}`}>
            <span className={classes.name}>
              <KeyText value={slow.caseKey} />
              <span className="cut" title={slow.title}>{slow.title}</span>
            </span>
            <span className={classes.end}><Duration seconds={slow.seconds} /></span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function Flakiest({ project, cases }: { project: string; cases: Overview['flakiest'] }) {
  return (
    <ul className={classes.list}>
      {cases.slice(0, 5).map((flaky) => (
        <li key={flaky.caseKey}>
          <Link to="/projects/$project/cases/$case" params={{ project, case: flaky.caseKey }} className={`${classes.row} ${classes.ranked}`}>
            <span className={classes.name}>
              <KeyText value={flaky.caseKey} />
              <span className="cut" title={flaky.title}>{flaky.title}</span>
            </span>
            <span className={classes.end} title={`${percentText(flaky.flakiness)} of the changes that were possible`}>{pluralText(flaky.flips, 'flip')} in {pluralText(flaky.runs, 'run')}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

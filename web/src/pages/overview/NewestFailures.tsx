import { Link } from '@tanstack/react-router';
import type { Overview } from '#api/insight';
import { pluralText } from '#format/count';
import { KeyText } from '#parts/KeyText';
import { When } from '#parts/When';
import classes from './Overview.module.css';

export function NewestFailures({ project, failures }: { project: string; failures: Overview['newestFailures'] }) {
  if (failures.length === 0) return <p className={classes.note}>Nothing fails in the newest cycles.</p>;
  return (
    <ul className={classes.list}>
      {failures.map((failure) => (
        <li key={`${failure.caseKey} ${failure.cycleKey}`}>
          <Link to="/projects/$project/cycles/$cycle/runs/$run" params={{ project, cycle: failure.cycleKey, run: String(failure.runId) }} className={`${classes.row} ${classes.failure}`}>
            <span className={classes.name}>
              <KeyText value={failure.caseKey} />
              <span className="cut" title={failure.title}>{failure.title}</span>
            </span>
            <span className={classes.end}>
              {failure.failingRuns <= 1 ? <><span className={classes.new}>New</span> in <span className="mono">{failure.cycleKey}</span></> : <>{pluralText(failure.failingRuns, 'run')}, since <When time={failure.failedSince} /></>}
            </span>
            {failure.message && <span className={`${classes.message} cut`} title={failure.message}>{failure.message}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}

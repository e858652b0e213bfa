import type { CSSProperties } from 'react';
import type { StatusType } from '#api/configuration';
import { looks } from './status';
import classes from './HistoryStrip.module.css';

interface Run {
  statusType: StatusType;
  cycleKey: string;
}

/** The outcomes of earlier runs, the newest at the right: tall is failed, hollow is not executed. */
export function HistoryStrip({ runs }: { runs: Run[] }) {
  if (runs.length === 0) return null;
  const told = runs.map((run) => looks[run.statusType].name).join(', ');
  return (
    <span className={classes.strip} role="img" aria-label={`Earlier runs, newest first: ${told}`}>
      {runs.map((run, index) => (
        <span key={index} className={classes.run} data-type={run.statusType} title={`${looks[run.statusType].name} in ${run.cycleKey}`} style={{ '--color': looks[run.statusType].color } as CSSProperties} />
      ))}
    </span>
  );
}

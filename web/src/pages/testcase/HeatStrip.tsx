import { Link } from '@tanstack/react-router';
import type { CSSProperties, KeyboardEvent } from 'react';
import type { HistoryRun } from '#api/history';
import { durationText } from '#format/duration';
import { exactText } from '#format/when';
import { looks } from '#parts/status';
import { heightsOf } from './heat';
import classes from './History.module.css';

const shownMax = 50;
const letters: Partial<Record<HistoryRun['statusType'], string>> = { FAILED: 'F', BLOCKED: 'B' };

/** The last runs, the newest at the right, each as high as it took long. Arrows lead from one to the next. */
export function HeatStrip({ project, runs }: { project: string; runs: HistoryRun[] }) {
  const shown = runs.slice(0, shownMax).reverse();
  const heights = heightsOf(shown.map((run) => run.seconds));
  return (
    <ol className={classes.strip} aria-label="The last runs, oldest first" onKeyDown={moveFocus}>
      {shown.map((run, index) => {
        const told = `${looks[run.statusType].name} in ${run.cycleKey}, ${durationText(run.seconds)}, ${exactText(run.updated)}`;
        return (
          <li key={run.runId} className={classes.place}>
            <Link
              to="/projects/$project/cycles/$cycle/runs/$run"
              params={{ project, cycle: run.cycleKey, run: String(run.runId) }}
              preload={false}
              tabIndex={index === shown.length - 1 ? 0 : -1}
              className={classes.cell}
              title={told}
              aria-label={told}
            >
              <span className={classes.bar} data-type={run.statusType} style={{ '--color': looks[run.statusType].color, '--height': heights[index] } as CSSProperties} />
            </Link>
            <span className={classes.letter} aria-hidden>{letters[run.statusType]}</span>
          </li>
        );
      })}
    </ol>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step === undefined) return;
  const cells = [...event.currentTarget.querySelectorAll('a')];
  const next = cells[cells.findIndex((cell) => cell === document.activeElement) + step];
  event.preventDefault();
  next?.focus();
}

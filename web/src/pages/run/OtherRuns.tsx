import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRunStatuses } from '#api/configuration';
import { type HistoryRun, historyQuery } from '#api/history';
import type { RunPlace } from '#api/runs';
import { Duration } from '#parts/Duration';
import { PageState } from '#parts/PageState';
import { Section } from '#parts/Section';
import { looks } from '#parts/status';
import { StatusBadge } from '#parts/StatusBadge';
import { When } from '#parts/When';
import classes from './RunPage.module.css';

const shownMax = 15;

/** The runs of the same case, in this cycle and in others. */
export function OtherRuns({ place, testCase }: { place: RunPlace; testCase: string }) {
  const query = useInfiniteQuery(historyQuery(place.project, testCase));
  return (
    <Section title="Runs of this case" actions={<Link to="/projects/$project/cases/$case" params={{ project: place.project, case: testCase }} className={`link ${classes.dim}`}>The case</Link>}>
      <PageState query={query} isEmpty={({ pages }) => pages[0]?.items.length === 0} empty={<p className={classes.dim}>None was executed.</p>}>
        {({ pages }) => (
          <>
            {pages[0]?.reason && <p className={classes.reason}>{pages[0].reason}</p>}
            <ol className={classes.runs}>
              {pages[0]?.items.slice(0, shownMax).map((run) => <li key={run.runId}><RunLink project={place.project} run={run} isThis={run.runId === place.run} /></li>)}
            </ol>
          </>
        )}
      </PageState>
    </Section>
  );
}

function RunLink({ project, run, isThis }: { project: string; run: HistoryRun; isThis: boolean }) {
  const status = useRunStatuses(project).byId.get(run.statusId) ?? { name: looks[run.statusType].name, statusType: run.statusType };
  return (
    <Link
      to="/projects/$project/cycles/$cycle/runs/$run"
      params={{ project, cycle: run.cycleKey, run: String(run.runId) }}
      className={classes.run}
      aria-current={isThis ? 'page' : undefined}
      title={[run.cycleTitle, run.message].filter(Boolean).join('\n')}
    >
      <StatusBadge status={status} compact />
      <span className="mono cut">{run.cycleKey}</span>
      <span className={classes.dim}><Duration seconds={run.seconds} /></span>
      <span className={classes.dim}><When time={run.updated} /></span>
    </Link>
  );
}

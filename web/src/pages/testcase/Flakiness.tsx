import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type CaseHistory, historyQuery } from '#api/history';
import { countText, percentText } from '#format/count';
import { Fact, Facts } from '#parts/Facts';
import { LoadingLines, PageState } from '#parts/PageState';
import { Section } from '#parts/Section';
import { When } from '#parts/When';
import classes from './History.module.css';

const words: Record<CaseHistory['verdict'], string> = { stable: 'Stable', flaky: 'Flaky', failing: 'Failing', new: 'New', 'not run': 'Not executed yet' };

/** Whether one can rely on a case, by its last runs, and since when it fails. */
export function Flakiness({ project, testCase }: { project: string; testCase: string }) {
  const query = useInfiniteQuery(historyQuery(project, testCase));
  return (
    <Section title="Reliability">
      <PageState query={query} loading={<LoadingLines lines={4} />}>
        {({ pages }) => pages[0] && <Judged project={project} history={pages[0]} />}
      </PageState>
    </Section>
  );
}

function Judged({ project, history: { flakiness, verdict, reason, firstFailed, lastPassed } }: { project: string; history: CaseHistory }) {
  return (
    <div>
      <p className={classes.verdict}>{words[verdict]}</p>
      {reason !== '' && <p className={classes.reason}>{reason}</p>}
      <Facts>
        {flakiness.runs > 0 && <Fact name="Last runs">{countText(flakiness.passed)} passed, {countText(flakiness.failed)} failed</Fact>}
        {flakiness.runs > 1 && <Fact name="Flakiness">{percentText(flakiness.score)}</Fact>}
        {firstFailed && <Fact name="Failing since"><Moment project={project} moment={firstFailed} /></Fact>}
        {lastPassed && <Fact name="Last passed"><Moment project={project} moment={lastPassed} /></Fact>}
      </Facts>
    </div>
  );
}

function Moment({ project, moment }: { project: string; moment: NonNullable<CaseHistory['lastPassed']> }) {
  return (
    <>
      <Link to="/projects/$project/cycles/$cycle/runs/$run" params={{ project, cycle: moment.cycleKey, run: String(moment.runId) }} className="link mono">{moment.cycleKey}</Link>, <When time={moment.updated} />
    </>
  );
}

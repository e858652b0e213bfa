import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRunStatuses } from '#api/configuration';
import { type CycleInsight, cycleInsightQuery } from '#api/insight';
import { countText, percentText, pluralText } from '#format/count';
import { durationText } from '#format/duration';
import { DurationChart } from '#parts/charts/lazy';
import { EmptyState, PageState, PendingPage } from '#parts/PageState';
import { byGravity } from '#parts/status';
import { StatusBadge } from '#parts/StatusBadge';
import { StatusBar } from '#parts/StatusBar';
import { summaryRoute } from '#routes/cycles';
import { CycleFiles } from './CycleFiles';
import { Failures } from './Failures';
import classes from './Summary.module.css';

export default function SummaryPage() {
  const { project, cycle } = summaryRoute.useParams();
  const query = useQuery(cycleInsightQuery(project, cycle));
  return (
    <PageState query={query} loading={<PendingPage />}>
      {(insight) => (
        <div className={classes.page}>
          {insight.cases === 0 ? <EmptyState title="There is nothing to sum up yet." /> : <Results project={project} cycle={cycle} insight={insight} />}
          <CycleFiles project={project} cycle={cycle} />
        </div>
      )}
    </PageState>
  );
}

function Results({ project, cycle, insight }: { project: string; cycle: string; insight: CycleInsight }) {
  return (
    <>
      <div className={classes.columns}>
        <Distribution project={project} cycle={cycle} insight={insight} />
        <Durations insight={insight} />
      </div>
      <Failures project={project} cycle={cycle} insight={insight} />
    </>
  );
}

function Distribution({ project, cycle, insight }: { project: string; cycle: string; insight: CycleInsight }) {
  const statuses = useRunStatuses(project).byId;
  const counts = insight.counts.filter((count) => count.cases > 0).sort(byGravity);
  return (
    <section>
      <h2 className={classes.title}>{pluralText(insight.cases, 'case')}</h2>
      <StatusBar counts={insight.counts} statuses={statuses} height={12} />
      <ul className={classes.counts}>
        {counts.map(({ statusId, statusType, cases }) => {
          const status = statuses.get(statusId) ?? { name: `Status ${statusId}`, statusType };
          return (
            <li key={statusId}>
              <Link to="/projects/$project/cycles/$cycle/runs" params={{ project, cycle }} search={{ status: [statusId] }} className={classes.count}>
                <StatusBadge status={status} />
                <span className={classes.number}>{countText(cases)}</span>
                <span className={classes.share}>{percentText(cases / insight.cases)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Durations({ insight }: { insight: CycleInsight }) {
  const { total, median, p95 } = insight.seconds;
  return (
    <section>
      <h2 className={classes.title}>Durations</h2>
      <p className={classes.note}>
        {durationText(total)} together
        {median !== null && `, half of the cases within ${durationText(median)}`}
        {p95 !== null && `, 95 % within ${durationText(p95)}`}
      </p>
      {insight.durations.length > 0 && <DurationChart buckets={insight.durations} />}
    </section>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Overview, overviewQuery } from '#api/insight';
import { useProject } from '#api/projects';
import { TrendChart } from '#parts/charts/lazy';
import { KeyText } from '#parts/KeyText';
import { PageHeader } from '#parts/PageHeader';
import { EmptyState, PageState, PendingPage } from '#parts/PageState';
import { UploadHint } from '#parts/UploadHint';
import { overviewRoute } from '#routes/projects';
import { Batches } from './Batches';
import { CycleList } from './CycleList';
import { LastCycle } from './LastCycle';
import { NewestFailures } from './NewestFailures';
import { Flakiest, Slowest } from './Ranked';
import { Section } from './Section';
import classes from './Overview.module.css';

export default function OverviewPage() {
  const { project } = overviewRoute.useParams();
  const query = useQuery(overviewQuery(project));
  const name = useProject(project)?.name ?? project;
  return (
    <>
      <PageHeader title={name} beside={<KeyText value={project.toUpperCase()} />} />
      <PageState query={query} loading={<PendingPage />} isEmpty={(overview) => overview.cycles.length === 0 && overview.openBatches.length === 0} empty={<EmptyState title="There are no results yet."><UploadHint project={project} /></EmptyState>}>
        {(overview) => <Sections project={project} overview={overview} />}
      </PageState>
    </>
  );
}

function Sections({ project, overview }: { project: string; overview: Overview }) {
  const points = overview.cycles.flatMap(({ title, passRate }) => (passRate === null ? [] : [{ name: title, rate: passRate }])).reverse();
  return (
    <div className={classes.page}>
      <div className={classes.main}>
        {overview.cycles[0] && (
          <Section title="Last cycle" more={<Link to="/projects/$project/cycles" params={{ project }} className="link">All cycles</Link>}>
            <LastCycle project={project} cycle={overview.cycles[0]} />
          </Section>
        )}
        <Batches project={project} open={overview.openBatches} failed={overview.failedBatches} />
        <Section title="Newest failures">
          <NewestFailures project={project} failures={overview.newestFailures} />
        </Section>
        {overview.cycles.length > 1 && (
          <Section title="Earlier cycles">
            <CycleList project={project} cycles={overview.cycles.slice(1, 8)} />
          </Section>
        )}
      </div>
      <div className={classes.side}>
        {points.length > 1 && (
          <Section title="Passed, cycle by cycle">
            <TrendChart points={points} />
          </Section>
        )}
        {overview.flakiest.length > 0 && (
          <Section title="Flakiest cases">
            <Flakiest project={project} cases={overview.flakiest} />
          </Section>
        )}
        {overview.slowest.length > 0 && (
          <Section title="Slowest cases of the last cycle">
            <Slowest project={project} cases={overview.slowest} />
          </Section>
        )}
      </div>
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { cycleQuery } from '#api/cycles';
import { useMay, useProject } from '#api/projects';
import { KeyText } from '#parts/KeyText';
import { PageHeader } from '#parts/PageHeader';
import { EmptyState, PageState } from '#parts/PageState';
import { importRoute } from '#routes/importing';
import classes from './Importing.module.css';
import { ImportView } from './ImportView';

/** The import dialog as a page of its own. */
export default function ImportPage() {
  const { project, cycle } = importRoute.useParams();
  const query = useQuery(cycleQuery(project, cycle));
  const may = useMay(project, 'report');
  const title = query.data?.title;
  const name = useProject(project)?.name ?? project;
  return (
    <>
      <PageHeader
        title="Import results"
        crumbs={[
          <Link key="project" to="/projects/$project" params={{ project }}>{name}</Link>,
          <Link key="cycles" to="/projects/$project/cycles" params={{ project }}>Cycles</Link>,
          <Link key="cycle" to="/projects/$project/cycles/$cycle/runs" params={{ project, cycle }}>
            {title ?? cycle}
          </Link>,
        ]}
        beside={<KeyText value={query.data?.key ?? cycle} />}
      />
      <PageState query={query}>
        {({ isClosed }) => {
          if (isClosed) return <EmptyState title="The cycle is closed.">It takes no results until it is opened again.</EmptyState>;
          if (!may) return <EmptyState title="You may not import into this project.">Testers and admins of the project can.</EmptyState>;
          return (
            <div className={classes.page}>
              <ImportView project={project} cycle={cycle} />
            </div>
          );
        }}
      </PageState>
    </>
  );
}

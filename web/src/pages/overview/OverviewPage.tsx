import { overviewRoute } from '#routes/projects';
import { useProject } from '#api/projects';
import { PageHeader } from '#parts/PageHeader';

export default function OverviewPage() {
  const { project } = overviewRoute.useParams();
  return <PageHeader title={useProject(project)?.name ?? project} />;
}

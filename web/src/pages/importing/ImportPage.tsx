import { importRoute } from '#routes/importing';
import { PageHeader } from '#parts/PageHeader';

export default function ImportPage() {
  const { cycle } = importRoute.useParams();
  return <PageHeader title={`Import into ${cycle}`} />;
}

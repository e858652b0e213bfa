import { Link, useParams, useRouter } from '@tanstack/react-router';
import { isStatus, isUnfetchedPart } from '#api/errors';
import { PageHeader } from '#parts/PageHeader';
import { ErrorState } from '#parts/PageState';

/** In the place of a page that cannot be shown: why, and where to go from here. */
export function PageError({ error }: { error: unknown }) {
  const router = useRouter();
  const isMissing = isStatus(error, 404);
  // What did not come may be a view below the head of a page, which has its title.
  const title = isUnfetchedPart(error) ? undefined : isMissing ? 'Not found' : 'This page cannot be shown';
  return (
    <>
      {title && <PageHeader title={title} />}
      <ErrorState error={error} retry={() => void router.invalidate()}>
        {isMissing && <WayOn />}
      </ErrorState>
    </>
  );
}

/** To the list in which the thing would be. */
function WayOn() {
  const { project = '', cycle, case: testCase } = useParams({ strict: false });
  if (testCase !== undefined) return <Link to="/projects/$project/cases" params={{ project }} className="link">All cases</Link>;
  if (cycle !== undefined) return <Link to="/projects/$project/cycles" params={{ project }} className="link">All cycles</Link>;
  return <Link to="/" className="link">All projects</Link>;
}

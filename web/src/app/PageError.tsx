import { Group } from '@mantine/core';
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

/** To the lists in which the thing would be, the nearest first, for any of them may be missing too. */
function WayOn() {
  const { project = '', cycle = '', case: testCase, run } = useParams({ strict: false });
  return (
    <Group gap="md" justify="center">
      {run !== undefined && <Link to="/projects/$project/cycles/$cycle/runs" params={{ project, cycle }} className="link">All runs of {cycle}</Link>}
      {testCase !== undefined && <Link to="/projects/$project/cases" params={{ project }} className="link">All cases</Link>}
      {cycle !== '' && <Link to="/projects/$project/cycles" params={{ project }} className="link">All cycles</Link>}
      <Link to="/" className="link">All projects</Link>
    </Group>
  );
}

import { Link } from '@tanstack/react-router';
import { PageHeader } from '#parts/PageHeader';
import { EmptyState } from '#parts/PageState';

export function NotFound() {
  return (
    <>
      <PageHeader title="Not found" />
      <EmptyState title="There is no such page.">
        <Link to="/" className="link">
          All projects
        </Link>
      </EmptyState>
    </>
  );
}

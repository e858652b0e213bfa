import { Link } from '@tanstack/react-router';
import { EmptyState } from '#parts/PageState';

export function NotFound() {
  return (
    <EmptyState title="There is no such page.">
      <Link to="/" className="link">
        All projects
      </Link>
    </EmptyState>
  );
}

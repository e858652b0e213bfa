import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { isStatus } from '#api/errors';
import { meQuery } from '#api/session';
import { useShortcutListener } from '#app/shortcuts';
import { Shell } from '#app/Shell';

export const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({ component: Root });

function Root() {
  useShortcutListener();
  return <Outlet />;
}

/** All pages that only those see who are signed in. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.client.ensureQueryData(meQuery);
    } catch (problem) {
      if (isStatus(problem, 401)) throw redirect({ to: '/login', search: { next: location.href } });
      throw problem;
    }
  },
});

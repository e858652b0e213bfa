import { createRoute } from '@tanstack/react-router';
import { configurationQuery } from '#api/configuration';
import { lazyPage } from '#app/lazyPage';
import { shellRoute } from './root';

export const projectsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  component: lazyPage(() => import('#pages/projects/ProjectsPage')),
});

/** What all pages of a project need: its lists. A project that one may not see ends here. */
export const projectRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/projects/$project',
  loader: ({ context, params }) => context.client.ensureQueryData(configurationQuery(params.project)),
});

export const overviewRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/',
  component: lazyPage(() => import('#pages/overview/OverviewPage')),
});

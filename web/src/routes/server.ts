// What is one's own, and the server itself.
import { createRoute, redirect } from '@tanstack/react-router';
import { lazyPage } from '#app/lazyPage';
import { searchOf, text, whole } from '#app/search';
import { shellRoute } from './root';

export const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/account',
  component: lazyPage(() => import('#pages/account/AccountPage')),
});

export const serverRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/server',
  component: lazyPage(() => import('#pages/server/ServerFrame')),
});

export const serverStartRoute = createRoute({
  getParentRoute: () => serverRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/server/users', replace: true });
  },
});

export const usersRoute = createRoute({
  getParentRoute: () => serverRoute,
  path: 'users',
  component: lazyPage(() => import('#pages/server/UsersPage')),
});

export const auditSearch = searchOf({ text: text(), row: whole(undefined), at: text() });

export const auditRoute = createRoute({
  getParentRoute: () => serverRoute,
  path: 'audit',
  validateSearch: auditSearch.validate,
  component: lazyPage(() => import('#pages/server/AuditPage')),
});

export const healthRoute = createRoute({
  getParentRoute: () => serverRoute,
  path: 'health',
  component: lazyPage(() => import('#pages/server/HealthPage')),
});

export const serverRoutes = serverRoute.addChildren([serverStartRoute, usersRoute, auditRoute, healthRoute]);

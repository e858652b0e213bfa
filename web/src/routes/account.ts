// Pages for those who are not signed in yet.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchOf, text } from '#app/search';
import { rootRoute } from './root';

export const loginSearch = searchOf({ next: text(), problem: text() });

export const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: loginSearch.validate,
  component: lazyRouteComponent(() => import('#pages/account/LoginPage')),
});

export const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  component: lazyRouteComponent(() => import('#pages/account/SetUpPage')),
});

export const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyRouteComponent(() => import('#pages/account/InvitationPage')),
});

export const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('#pages/account/ResetPage')),
});

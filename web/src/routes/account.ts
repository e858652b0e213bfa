// Pages for those who are not signed in yet.
import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '#app/lazyPage';
import { searchOf, text } from '#app/search';
import { rootRoute } from './root';

export const loginSearch = searchOf({ next: text(), problem: text() });

export const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: loginSearch.validate,
  component: lazyPage(() => import('#pages/account/LoginPage')),
});

export const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  component: lazyPage(() => import('#pages/account/SetUpPage')),
});

export const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyPage(() => import('#pages/account/InvitationPage')),
});

export const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  component: lazyPage(() => import('#pages/account/ResetPage')),
});

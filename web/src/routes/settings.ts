import { createRoute, redirect } from '@tanstack/react-router';
import { lazyPage } from '#app/lazyPage';
import { choice, flag, searchOf, text } from '#app/search';
import { projectRoute } from './projects';

export const settingsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'settings',
  component: lazyPage(() => import('#pages/settings/SettingsFrame')),
});

export const settingsStartRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/projects/$project/settings/lists', params, replace: true });
  },
});

export const listsSearch = searchOf({
  list: choice(['status', 'priority', 'type', 'scripttype', 'automationstatus', 'runstatus'], 'runstatus'),
});

export const listsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'lists',
  validateSearch: listsSearch.validate,
  component: lazyPage(() => import('#pages/settings/ListsPage')),
});

export const fieldsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'fields',
  component: lazyPage(() => import('#pages/settings/FieldsPage')),
});

export const tagsSearch = searchOf({ text: text() });

export const tagsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'tags',
  validateSearch: tagsSearch.validate,
  component: lazyPage(() => import('#pages/settings/TagsPage')),
});

export const linksRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'links',
  component: lazyPage(() => import('#pages/settings/LinksPage')),
});

export const membersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'members',
  component: lazyPage(() => import('#pages/settings/MembersPage')),
});

export const tokensSearch = searchOf({ over: flag() });

export const tokensRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'tokens',
  validateSearch: tokensSearch.validate,
  component: lazyPage(() => import('#pages/settings/TokensPage')),
});

export const settingsRoutes = settingsRoute.addChildren([settingsStartRoute, listsRoute, fieldsRoute, tagsRoute, linksRoute, membersRoute, tokensRoute]);

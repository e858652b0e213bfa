import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { PendingPage } from '#parts/PageState';
import { routeTree } from '#routes/tree';
import { basePath } from './basePath';
import { NotFound } from './NotFound';
import { PageError } from './PageError';
import { parseSearch, searchText } from './search';

export function newRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    basepath: basePath,
    context: { client },
    parseSearch,
    stringifySearch: searchText,
    defaultPreload: 'intent',
    // What is preloaded is kept, and judged old or not, by the queries.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 300,
    defaultPendingComponent: PendingPage,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });
}

export type AppRouter = ReturnType<typeof newRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}

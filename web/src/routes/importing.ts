// How results come in: by pipelines, and from a browser.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { reportTypes } from '#api/formats';
import { choice, searchOf, text } from '#app/search';
import { projectRoute } from './projects';

export const uploadSearch = searchOf({
  way: choice(['github', 'gitlab', 'jenkins', 'azure', 'curl'], 'github'),
  type: choice(reportTypes, 'JUnit'),
  cycle: text(),
});

export const uploadRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'upload',
  validateSearch: uploadSearch.validate,
  component: lazyRouteComponent(() => import('#pages/importing/UploadPage')),
});

export const importRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'cycles/$cycle/import',
  component: lazyRouteComponent(() => import('#pages/importing/ImportPage')),
});

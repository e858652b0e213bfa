// How results come in: by pipelines, and from a browser.
import { createRoute } from '@tanstack/react-router';
import { reportTypes } from '#api/formats';
import { lazyPage } from '#app/lazyPage';
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
  component: lazyPage(() => import('#pages/importing/UploadPage')),
});

export const importRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'cycles/$cycle/import',
  component: lazyPage(() => import('#pages/importing/ImportPage')),
});

import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '#app/lazyPage';
import { choice, searchOf, text, whole } from '#app/search';
import { cycleRoute } from './cycles';

export const compareSearch = searchOf({
  with: text(),
  change: choice(['all', 'newlyFailing', 'stillFailing', 'fixed', 'slower', 'missing', 'added', 'faster', 'same'], 'all'),
  text: text(),
  row: whole(undefined),
  at: text(),
});

export const compareRoute = createRoute({
  getParentRoute: () => cycleRoute,
  path: 'compare',
  validateSearch: compareSearch.validate,
  component: lazyPage(() => import('#pages/compare/ComparePage')),
});

import { createRoute, redirect } from '@tanstack/react-router';
import { cycleQuery } from '#api/cycles';
import { lazyPage } from '#app/lazyPage';
import { choice, flag, ids, searchOf, text, whole } from '#app/search';
import { projectRoute } from './projects';

export const cyclesSearch = searchOf({
  text: text(),
  folder: whole(undefined),
  state: choice(['open', 'closed', 'all'], 'all'),
  row: whole(undefined),
  at: text(),
});

export const cyclesRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'cycles',
  validateSearch: cyclesSearch.validate,
  component: lazyPage(() => import('#pages/cycles/CyclesPage')),
});

export const cycleSearch = searchOf({ import: flag() });

/** A cycle: its head, its tabs, and the tab that the address names. */
export const cycleRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'cycles/$cycle',
  validateSearch: cycleSearch.validate,
  loader: ({ context, params }) => context.client.ensureQueryData(cycleQuery(params.project, params.cycle)),
  component: lazyPage(() => import('#pages/cycle/CycleFrame')),
});

export const cycleStartRoute = createRoute({
  getParentRoute: () => cycleRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/projects/$project/cycles/$cycle/runs', params, replace: true });
  },
});

/** The list of a cycle's runs; a run that was opened from it knows by the same words which one that was. */
export const runsSearch = searchOf({
  text: text(),
  status: ids(),
  folder: ids(),
  tag: ids(),
  sort: text('status'),
  row: whole(undefined),
  at: text(),
});

export const runsRoute = createRoute({
  getParentRoute: () => cycleRoute,
  path: 'runs',
  validateSearch: runsSearch.validate,
  component: lazyPage(() => import('#pages/cycle/runs/RunsPage')),
});

export const batchStates = ['Queued', 'Processing', 'Completed', 'Failed', 'Cancelled'] as const;
export const batchesSearch = searchOf({ state: choice(['', ...batchStates], ''), batch: whole(undefined), row: whole(undefined), at: text(), receipt: flag() });

export const batchesRoute = createRoute({
  getParentRoute: () => cycleRoute,
  path: 'batches',
  validateSearch: batchesSearch.validate,
  component: lazyPage(() => import('#pages/cycle/batches/BatchesPage')),
});

export const summaryRoute = createRoute({
  getParentRoute: () => cycleRoute,
  path: 'summary',
  component: lazyPage(() => import('#pages/cycle/summary/SummaryPage')),
});

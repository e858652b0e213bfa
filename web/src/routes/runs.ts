import { createRoute, notFound } from '@tanstack/react-router';
import { runQuery } from '#api/runs';
import { lazyPage } from '#app/lazyPage';
import { runsSearch } from './cycles';
import { projectRoute } from './projects';

export const runRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'cycles/$cycle/runs/$run',
  validateSearch: runsSearch.validate,
  loader: ({ context, params: { project, cycle, run } }) => {
    if (!/^\d+$/.test(run)) throw notFound();
    return context.client.ensureQueryData(runQuery({ project, cycle, run: Number(run) }));
  },
  component: lazyPage(() => import('#pages/run/RunPage')),
});

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { runQuery } from '#api/runs';
import { projectRoute } from './projects';

export const runRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'cycles/$cycle/runs/$run',
  loader: ({ context, params: { project, cycle, run } }) => context.client.ensureQueryData(runQuery({ project, cycle, run: Number(run) })),
  component: lazyRouteComponent(() => import('#pages/run/RunPage')),
});

// Every page: a line here, its route beside this file, its view in pages/.
import { invitationRoute, loginRoute, resetRoute, setUpRoute } from './account';
import { cycleRoute, cyclesRoute, cycleStartRoute, runsRoute } from './cycles';
import { overviewRoute, projectRoute, projectsRoute } from './projects';
import { rootRoute, shellRoute } from './root';
import { runRoute } from './runs';

export const routeTree = rootRoute.addChildren([
  loginRoute,
  setUpRoute,
  invitationRoute,
  resetRoute,
  shellRoute.addChildren([
    projectsRoute,
    projectRoute.addChildren([
      overviewRoute,
      cyclesRoute,
      cycleRoute.addChildren([
        cycleStartRoute,
        runsRoute,
      ]),
      runRoute,
    ]),
  ]),
]);

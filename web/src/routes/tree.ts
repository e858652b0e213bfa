// Every page: a line here, its route beside this file, its view in pages/.
import { invitationRoute, loginRoute, resetRoute, setUpRoute } from './account';
import { caseRoute, casesRoute } from './cases';
import { compareRoute } from './compare';
import { batchesRoute, cycleRoute, cyclesRoute, cycleStartRoute, runsRoute, summaryRoute } from './cycles';
import { importRoute, uploadRoute } from './importing';
import { overviewRoute, projectRoute, projectsRoute } from './projects';
import { rootRoute, shellRoute } from './root';
import { runRoute } from './runs';
import { accountRoute, serverRoutes } from './server';
import { settingsRoutes } from './settings';

export const routeTree = rootRoute.addChildren([
  loginRoute,
  setUpRoute,
  invitationRoute,
  resetRoute,
  shellRoute.addChildren([
    projectsRoute,
    accountRoute,
    serverRoutes,
    projectRoute.addChildren([
      overviewRoute,
      cyclesRoute,
      cycleRoute.addChildren([
        cycleStartRoute,
        runsRoute,
        batchesRoute,
        summaryRoute,
        compareRoute,
      ]),
      runRoute,
      importRoute,
      uploadRoute,
      settingsRoutes,
      casesRoute,
      caseRoute,
    ]),
  ]),
]);

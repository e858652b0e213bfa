import { createRoute } from '@tanstack/react-router';
import { caseStates } from '#api/caseCriteria';
import { caseQuery } from '#api/cases';
import { lazyPage } from '#app/lazyPage';
import { choice, flag, ids, searchOf, text, whole } from '#app/search';
import { projectRoute } from './projects';

export const casesSearch = searchOf({
  text: text(),
  folder: whole(undefined),
  status: ids(),
  automation: ids(),
  tag: ids(),
  state: choice(caseStates, 'active'),
  row: whole(undefined),
  at: text(),
});

export const casesRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'cases',
  validateSearch: casesSearch.validate,
  component: lazyPage(() => import('#pages/cases/CasesPage')),
});

export const caseSearch = searchOf({ version: whole(undefined), edit: flag() });

export const caseRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: 'cases/$case',
  validateSearch: caseSearch.validate,
  loaderDeps: ({ search }) => ({ version: search.version }),
  loader: ({ context, params, deps }) => context.client.ensureQueryData(caseQuery(params.project, params.case, deps.version)),
  component: lazyPage(() => import('#pages/testcase/CasePage')),
});

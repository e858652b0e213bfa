// Every page of the application: its name and its address. Those of a project are shown by what is in project AT.

const api = '/aio-tcms/api/v1/project/AT';

/** Of those who are not signed in. */
export const pagesOfStrangers = [
  ['sign-in', '/login'],
  ['set-up', '/setup'],
  ['reset-password', '/reset-password#tc_000000000000000000000000000000000000'],
  ['invitation', '/invitation#tc_000000000000000000000000000000000000'],
];

/** Of an administrator; `page` is signed in. The cycle is the newest one that has failures. */
export async function pagesOfAdministrators(page, base) {
  const { cycle, caseKey, runId } = await whatThereIs(page, base);
  return [
    ['projects', '/'],
    ['overview', '/projects/AT'],
    ['cycles', '/projects/AT/cycles'],
    ['cycle-runs', `${cycle}/runs`],
    ['cycle-batches', `${cycle}/batches`],
    ['cycle-summary', `${cycle}/summary`],
    ['cycle-compare', `${cycle}/compare`],
    ['run', `${cycle}/runs/${runId}`],
    ['import', `${cycle}/import`],
    ['upload', '/projects/AT/upload'],
    ['cases', '/projects/AT/cases'],
    ['case', `/projects/AT/cases/${caseKey}`],
    ['case-edit', `/projects/AT/cases/${caseKey}?edit=true`],
    ...['lists', 'fields', 'tags', 'links', 'members', 'tokens'].map((part) => [`settings-${part}`, `/projects/AT/settings/${part}`]),
    ['account', '/account'],
    ...['users', 'audit', 'health'].map((part) => [`server-${part}`, `/server/${part}`]),
    ['not-found', '/projects/AT/nowhere'],
  ];
}

/** What opens above a page: its name, the page's address, what opens it if the address does not, and what it is. */
export async function dialogsOfAdministrators(page, base) {
  const { cycle, batchId } = await whatThereIs(page, base);
  const click = (name) => (on) => on.getByRole('button', { name, exact: true }).first().click();
  return [
    ['palette', '/', (on) => on.keyboard.press('Control+k')],
    ['shortcuts', `${cycle}/runs`, (on) => on.keyboard.press('?')],
    ['new-project', '/', click('New project')],
    ['new-cycle', '/projects/AT/cycles', click('New cycle')],
    ['new-case', '/projects/AT/cases', click('New case')],
    ['import-dialog', `${cycle}/runs?import=true`],
    ['batch', `${cycle}/batches?batch=${batchId}`],
    ['new-token', '/projects/AT/upload', click('Make a token')],
    ['new-status', '/projects/AT/settings/lists', click('Add a run status')],
    ['new-field', '/projects/AT/settings/fields', click('Add a custom field')],
    ['new-member', '/projects/AT/settings/members', click('Add a user')],
    ['new-invitation', '/projects/AT/settings/members', click('Invite somebody')],
  ];
}

async function whatThereIs(page, base) {
  const answer = await page.request.get(`${base}${api}/overview`);
  const { newestFailures, failedBatches } = await answer.json();
  const [{ cycleKey, caseKey, runId }] = newestFailures;
  return { cycle: `/projects/AT/cycles/${cycleKey}`, caseKey, runId, batchId: failedBatches[0].batchId };
}

export const themes = ['light', 'dark'];

/** The page is there with what it shows. */
export async function open(page, url) {
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('main [aria-busy="true"]'));
}

// What people do at URL to get results in: make a token, try and import the reports of REPORTS (a JSON list) into CYCLE, and BROKEN,
// which cannot be read, go places by the keyboard. Prints what they saw as JSON.
import { signIn, visit } from './visitor.mjs';

const { URL: base, PASSWORD, CYCLE, REPORTS, BROKEN, SCREENSHOTS } = process.env;
const reports = JSON.parse(REPORTS);
const seen = {};
const { page, checkAccess, leave } = await visit();

async function makeToken() {
  await page.goto(`${base}/projects/AT/upload?cycle=${CYCLE}`);
  seen.snippet = await page.getByLabel('GitHub Actions:').innerText();
  await page.getByRole('button', { name: 'Make a token' }).click();
  const dialog = page.getByRole('dialog');
  await checkAccess('new token');
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  seen.token = await dialog.getByRole('textbox', { name: 'Token' }).inputValue();
  await checkAccess('made token');
  await page.keyboard.press('Escape');
  await page.goto(`${base}/projects/AT/settings/tokens`);
  seen.tokens = await page.getByRole('table', { name: 'API tokens' }).innerText();
  const me = await fetch(`${base}/api/me`, { headers: { Authorization: `Bearer ${seen.token}` } });
  seen.scopes = (await me.json()).token.scopes;
}

/** By Ctrl-K, letters and Enter alone. */
async function goByKeyboard() {
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Find' }).fill(CYCLE.toLowerCase());
  await page.getByRole('button', { name: `Go to ${CYCLE}` }).waitFor();
  await checkAccess('palette');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname.endsWith(`/${CYCLE}/runs`));
  await page.getByRole('button', { name: 'Import' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Drop reports here').waitFor();
}

async function importReports() {
  await page.locator('input[type=file]').setInputFiles(reports);
  const files = page.getByRole('list', { name: 'Chosen files' }).getByRole('listitem');
  await files.nth(reports.length - 1).waitFor();
  seen.formats = await files.getByRole('combobox').evaluateAll((fields) => fields.map((field) => field.value));
  await page.getByRole('button', { name: 'More options' }).click();
  await checkAccess('chosen files');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'Create cases for tests without one' }).first().waitFor();
  await idle();
  await checkAccess('preview');
  await page.getByRole('button', { name: 'Create cases for tests without one' }).first().click();
  await idle();
  const parts = page.getByRole('dialog').locator('section[aria-label]');
  const previews = parts.locator('h3 + p, h3 + [role=alert]');
  await previews.nth((await parts.count()) - 1).waitFor();
  seen.previews = await previews.allInnerTexts();
  await shoot('preview');
  await page.getByRole('button', { name: /^Import \d/ }).click();
  await watch(parts);
  await checkAccess('imported');
  await shoot('imported');
}

/** A batch that fails tells why while one looks on, and another one can be sent at once. */
async function failToImport() {
  await page.getByRole('button', { name: 'Import others' }).click();
  await page.locator('input[type=file]').setInputFiles(BROKEN);
  await page.getByRole('list', { name: 'Chosen files' }).getByText('broken.xml').waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).last().click();
  await page.getByText('Failed: nothing was imported.').waitFor();
  seen.failure = await page.getByRole('dialog').locator('section[aria-label]').first().innerText();
  await checkAccess('failed');
  await shoot('failed');
}

/** The sentence that is told of each import, once all have ended. */
async function watch(parts) {
  for (const part of await parts.all()) await part.getByText(/^(\d+ results? imported|Failed)/).waitFor();
  seen.results = await parts.getByText(/^(\d+ results? imported|Failed)/).allInnerTexts();
}

const idle = () => page.waitForLoadState('networkidle');
const shoot = async (name) => SCREENSHOTS && page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });

await signIn(page, base, PASSWORD);
await makeToken();
await goByKeyboard();
await importReports();
await failToImport();
console.log(JSON.stringify({ ...seen, ...(await leave()) }));

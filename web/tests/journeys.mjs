// What people do with the application, at URL: sign in with CODE, find a failure of CYCLE, watch a batch, undo it. Prints what it saw
// as JSON; a journey that gets stuck ends with an error.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openBrowser } from './browser.mjs';

const { URL: base, CODE, CYCLE, TOKEN, REPORT } = process.env;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const seen = { problems: [], origins: [], violations: [], cycles: [], failure: '', states: [], undone: '' };

const browser = await openBrowser();
const page = await browser.newPage({ reducedMotion: 'reduce' });
page.setDefaultTimeout(45_000);
// That nobody is signed in is told by a 401, which browsers take for an error.
page.on('console', (message) => message.type() === 'error' && !message.text().includes('401') && seen.problems.push(message.text()));
page.on('pageerror', (error) => seen.problems.push(String(error)));
page.on('request', (request) => request.url().startsWith('http') && seen.origins.push(new URL(request.url()).origin));

/** Nothing that WCAG 2.1 AA forbids is on the page. */
async function checkAccess(name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }));
  for (const { id, nodes } of violations) seen.violations.push(`${name}: ${id} at ${nodes[0].target.join(' ')}`);
}

async function signIn() {
  await page.goto(`${base}/reset-password#${CODE}`);
  await page.getByLabel('New password').fill('my dog likes the rain');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await checkAccess('sign in');
  await page.goto(`${base}/projects/AT/cycles`);
  await page.getByLabel('Name').fill('admin');
  await page.getByRole('textbox', { name: 'Password' }).fill('my dog likes the rain');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('grid', { name: 'Cycles' }).waitFor();
}

async function findFailure() {
  await page.getByRole('row').nth(1).waitFor();
  seen.cycles = await page.getByRole('grid').getByRole('link').allInnerTexts();
  await checkAccess('cycles');
  await page.getByRole('link', { name: 'Nightly', exact: true }).first().click();
  await page.getByRole('grid', { name: 'Runs' }).waitFor();
  await page.getByText('is refunded').waitFor();
  await checkAccess('runs');
  await page.keyboard.press('f');
  const chosen = page.locator('[role=row][aria-selected=true]');
  await chosen.waitFor();
  seen.failure = await chosen.innerText();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/runs\/\d+$/);
}

async function watchBatch() {
  await page.goto(`${base}/projects/AT/cycles/${CYCLE}/batches`);
  await page.getByRole('grid', { name: 'Batches' }).waitFor();
  const form = new FormData();
  form.append('file', new Blob([readFileSync(REPORT)]), 'large.xml');
  form.append('createCase', 'true');
  const batch = `${base}/aio-tcms/api/v1/project/AT/testcycle/${CYCLE}/import/results/batch?type=JUnit`;
  const answer = await fetch(batch, { method: 'POST', headers: { Authorization: `Bearer ${TOKEN}` }, body: form });
  if (!answer.ok) throw new Error(await answer.text());
  const row = page.getByRole('row').filter({ hasText: 'large.xml' });
  await row.waitFor();
  for (let state = ''; state !== 'Completed'; await page.waitForTimeout(50)) {
    state = (await row.getByRole('gridcell').nth(2).innerText()).split('\n')[0];
    if (seen.states.at(-1) !== state) seen.states.push(state);
    if (state === 'Failed') throw new Error(await row.innerText());
  }
  await checkAccess('batches');
  await row.click();
}

async function undoBatch() {
  const drawer = page.getByRole('dialog', { name: /^Batch / });
  await drawer.getByRole('button', { name: 'Undo the batch' }).click();
  await page.getByRole('dialog', { name: 'Undo this batch?' }).getByRole('button', { name: 'Undo the batch' }).click();
  const undone = drawer.getByText('Completed, undone');
  await undone.waitFor();
  seen.undone = await undone.innerText();
}

await signIn();
await findFailure();
await watchBatch();
await undoBatch();
for (const path of ['/', '/projects/AT', `/projects/AT/cycles/${CYCLE}/summary`]) {
  await page.goto(base + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  await checkAccess(path);
}
await browser.close();
console.log(JSON.stringify({ ...seen, origins: [...new Set(seen.origins)] }));

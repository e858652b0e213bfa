// What people do with the application, at URL: sign in with CODE, find a failure of CYCLE, watch a batch, undo it. Prints what it saw
// as JSON; a journey that gets stuck ends with an error.
import { readFileSync } from 'node:fs';
import { setPassword, signIn, visit } from './visitor.mjs';

const { URL: base, CODE, CYCLE, TOKEN, REPORT } = process.env;
const password = 'my dog likes the rain';
const seen = { cycles: [], failure: '', states: [], undone: '' };
const { page, checkAccess, leave } = await visit();

async function findFailure() {
  await page.getByRole('grid', { name: 'Cycles' }).waitFor();
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
  await page.waitForURL(/\/runs\/\d+\?/);
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
  await page.goto(`${base}/projects/AT/cycles/${CYCLE}/batches?state=Cancelled`);
  await page.getByText('No batch is cancelled.').waitFor();
  await page.getByRole('combobox', { name: 'State' }).or(page.getByRole('textbox', { name: 'State' })).first().click();
  await page.getByRole('option', { name: 'Completed' }).click();
  await page.waitForURL(/state=Completed/);
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

await setPassword(page, base, CODE, password);
await signIn(page, base, password, { at: '/projects/AT/cycles' });
await findFailure();
await watchBatch();
await undoBatch();
console.log(JSON.stringify({ ...seen, ...(await leave()) }));

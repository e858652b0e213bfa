// What people do with results at URL: write one by hand, copy and link it, go from failure to failure, compare CYCLE with BEFORE, change
// the cycle, attach files to a clone of it, import a report again whose results were refused (BATCH), rename a status, make a token. Prints what they saw as JSON.
import { signIn, visit } from './visitor.mjs';

const { URL: base, PASSWORD, CYCLE, BEFORE, RUN, BATCH, SCREENSHOTS } = process.env;
const cycle = `${base}/projects/AT/cycles/${CYCLE}`;
const seen = {};
const { page, checkAccess, leave } = await visit({ permissions: ['clipboard-read', 'clipboard-write'] });

const shoot = async (name) => SCREENSHOTS && page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
const notice = (text) => page.getByRole('alert').filter({ hasText: text });

async function writeResult() {
  await page.goto(`${cycle}/runs/${RUN}`);
  await page.getByRole('button', { name: 'Status of the step: Not Run. Change it' }).first().click();
  await page.getByRole('menuitem', { name: 'Passed' }).click();
  await page.getByRole('button', { name: 'Status of the step: Passed. Change it' }).waitFor();
  await page.getByRole('button', { name: 'Actual result of step 2' }).click();
  await page.getByRole('textbox', { name: 'Actual result of step 2' }).fill('The page is blank');
  await page.keyboard.press('Control+Enter');
  await page.getByText('The page is blank').waitFor();
  await page.getByRole('button', { name: 'Defects of step 2' }).click();
  await page.getByRole('combobox', { name: 'Keys of defects of step 2' }).fill('AT-78');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Defects of step 2' }).waitFor();
  await page.locator('#page li').getByText('AT-78').waitFor();
  await page.getByRole('button', { name: /^Status: .* Change it$/ }).click();
  await page.getByRole('menuitem', { name: 'Failed' }).click();
  await page.getByRole('button', { name: 'Status: Failed. Change it' }).waitFor();
  await page.getByRole('textbox', { name: 'Comment' }).fill('It waits for the new build');
  await page.getByRole('button', { name: 'Comment' }).click();
  await page.getByRole('paragraph').filter({ hasText: 'It waits for the new build' }).waitFor();
  await changeComments();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('combobox', { name: 'Keys of defects' }).fill('AT-77');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('dd').getByText('AT-77').waitFor();
  await page.locator('input[type=file]').setInputFiles({ name: 'trace.txt', mimeType: 'text/plain', buffer: Buffer.from('trace') });
  await page.getByRole('link', { name: /trace\.txt/ }).waitFor();
  await checkAccess('run');
  await shoot('run');
}

/** Of two comments one becomes another, and the other one goes. */
async function changeComments() {
  await page.getByRole('textbox', { name: 'Comment' }).fill('Is anybody here?');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Delete the comment: Is anybody here?' }).click();
  await page.getByRole('dialog', { name: 'Delete this comment?' }).getByRole('button', { name: 'Delete the comment' }).click();
  await page.locator('#page').getByText('Is anybody here?').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Edit the comment: It waits for the new build' }).click();
  await page.getByRole('textbox', { name: 'Comment as it shall be' }).fill('It waits for build 2.4');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('paragraph').filter({ hasText: 'It waits for build 2.4' }).waitFor();
}

async function copyAndLink() {
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  seen.markdown = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto(`${cycle}/runs/${RUN}#step-2`);
  const step = page.locator('#step-2');
  await step.and(page.locator('[data-chosen]')).waitFor();
  seen.step = await step.innerText();
}

async function goToFailures() {
  await page.goto(`${cycle}/runs`);
  await page.getByRole('grid', { name: 'Runs' }).getByRole('link').first().waitFor();
  const chosen = page.locator('[role=row][aria-selected=true]');
  seen.failures = [];
  for (const _ of ['first', 'second']) {
    const before = seen.failures.at(-1);
    await page.keyboard.press('f');
    await page.waitForFunction((text) => (document.querySelector('[role=row][aria-selected=true]')?.textContent ?? text) !== text, before ?? '');
    seen.failures.push(await chosen.evaluate((row) => row.textContent));
  }
}

async function compare() {
  await page.goto(`${cycle}/compare?with=${BEFORE}`);
  await page.getByRole('grid', { name: 'Changes' }).getByRole('link').first().waitFor();
  seen.changes = await page.getByRole('grid', { name: 'Changes' }).getByRole('row').allInnerTexts();
}

async function changeCycle() {
  await page.goto(`${cycle}/runs`);
  await page.getByRole('button', { name: 'More about this cycle' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByLabel('Objective').fill('Release 2.4');
  await page.getByLabel('From').fill('2026-03-01');
  await checkAccess('cycle dialog');
  await shoot('cycle');
  await page.getByRole('button', { name: 'Save' }).click();
  await notice(`${CYCLE} was saved.`).waitFor();
  await page.getByRole('button', { name: 'More about this cycle' }).click();
  await page.getByRole('menuitem', { name: 'Clone' }).click();
  await page.getByRole('button', { name: 'Clone the cycle' }).click();
  await notice('was created with the same cases.').waitFor();
  seen.clone = await page.getByRole('heading', { level: 1 }).innerText();
}

/** To the cycle that was cloned, whose page is open, two files, of which one is removed. */
async function attachToCycle() {
  await page.getByRole('navigation', { name: 'Views of the cycle' }).getByRole('link', { name: 'Summary' }).click();
  for (const name of ['plan.txt', 'draft.txt']) {
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from('a plan') });
    await page.getByRole('link', { name }).waitFor();
  }
  await page.getByRole('button', { name: 'Remove draft.txt' }).click();
  await page.getByRole('dialog', { name: 'Remove the attachment?' }).getByRole('button', { name: 'Remove it' }).click();
  await page.getByRole('link', { name: 'draft.txt' }).waitFor({ state: 'detached' });
  await checkAccess('files of a cycle');
  await shoot('cycle-files');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'plan.txt' }).click();
  seen.plan = (await download).suggestedFilename();
}

async function processAgain() {
  await page.goto(`${cycle}/batches?batch=${BATCH}`);
  await page.getByRole('button', { name: 'Process again' }).click();
  const dialog = page.getByRole('dialog', { name: `Process batch ${BATCH} again` });
  await dialog.getByRole('switch', { name: 'Create cases' }).click();
  await checkAccess('process again');
  await shoot('again');
  await dialog.getByRole('button', { name: 'Process it again' }).click();
  const drawer = page.getByRole('dialog', { name: /^Batch / });
  await drawer.getByText(`batch ${BATCH}`, { exact: true }).waitFor();
  await drawer.getByText('Completed').waitFor();
  seen.again = await drawer.innerText();
}

async function renameStatus() {
  await page.goto(`${base}/projects/AT/settings/lists`);
  await page.getByRole('button', { name: 'Actions of Blocked' }).click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Waiting');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Actions of Waiting' }).waitFor();
  await page.goto(`${cycle}/runs/${RUN}`);
  await page.getByRole('button', { name: 'Status: Failed. Change it' }).click();
  seen.statuses = await page.getByRole('menuitem').allInnerTexts();
}

async function makeToken() {
  await page.goto(`${base}/projects/AT/settings/tokens`);
  await page.getByRole('button', { name: 'Make a token' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('nightly pipeline');
  await page.getByRole('button', { name: 'Make the token' }).click();
  const token = await page.getByRole('textbox', { name: 'Token' }).inputValue();
  const me = await fetch(`${base}/api/me`, { headers: { Authorization: `Bearer ${token}` } });
  seen.token = (await me.json()).token.label;
}

await signIn(page, base, PASSWORD);
await writeResult();
await copyAndLink();
await goToFailures();
await compare();
await changeCycle();
await attachToCycle();
await processAgain();
await renameStatus();
await makeToken();
console.log(JSON.stringify({ ...seen, ...(await leave()) }));

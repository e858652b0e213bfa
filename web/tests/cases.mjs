// What people do with cases at URL: choose several and change them, delete and undo, edit one while somebody else does, clone it, attach
// files, order folders; and what VIEWER sees, who may only read. Prints what they saw as JSON.
import { readFileSync } from 'node:fs';
import { signIn, visit } from './visitor.mjs';

const { URL: base, PASSWORD, TOKEN, VIEWER, SCREENSHOTS } = process.env;
const api = `${base}/aio-tcms/api/v1/project/AT`;
const seen = {};
const { page, checkAccess, leave } = await visit({ acceptDownloads: true });

const shoot = async (name) => SCREENSHOTS && page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
const box = (key) => page.getByRole('checkbox', { name: `Select ${key}`, exact: true });
const bar = page.getByRole('region', { name: 'Selected cases' });
const notice = (text) => page.getByRole('alert').filter({ hasText: text });

async function openCases(search = '') {
  await page.goto(`${base}/projects/AT/cases${search}`);
  await page.getByRole('grid', { name: 'Cases' }).waitFor();
}

/** By the keyboard: rows are chosen one by one, and up to another one. */
async function changeTogether() {
  await openCases();
  await box('AT-TC-1').waitFor();
  for (const key of ['j', 'x', 'j', 'j', 'X']) await page.keyboard.press(key);
  await bar.getByText('3 cases selected').waitFor();
  await checkAccess('selected cases');
  await bar.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Priority' }).click();
  await page.getByRole('option', { name: 'Critical' }).click();
  await dialog.getByRole('combobox', { name: 'Tags' }).fill('together');
  await page.keyboard.press('Enter');
  await dialog.getByText('Edit 3 cases').click();
  await dialog.getByRole('combobox', { name: 'Environment' }).click();
  await page.getByRole('option', { name: 'Live' }).click();
  await checkAccess('many at once');
  await shoot('together');
  await dialog.getByRole('button', { name: 'Change 3 cases' }).click();
  await notice('3 cases were changed.').waitFor();
  await bar.waitFor({ state: 'detached' });
}

async function exportChosen() {
  await box('AT-TC-1').click();
  await box('AT-TC-3').click({ modifiers: ['Shift'] });
  await bar.getByText('3 cases selected').waitFor();
  const started = page.waitForEvent('download');
  await bar.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'As CSV' }).click();
  seen.csv = readFileSync(await (await started).path(), 'utf8').trim().split('\n').length;
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });
}

async function deleteAndUndo() {
  await box('AT-TC-4').click();
  await bar.getByRole('button', { name: 'Delete' }).click();
  await notice('AT-TC-4 was deleted.').getByRole('button', { name: 'Undo' }).click();
  await notice('AT-TC-4 was restored.').waitFor();
  await box('AT-TC-5').click();
  await bar.getByRole('button', { name: 'Delete' }).click();
  await notice('AT-TC-5 was deleted.').waitFor();
  await openCases('?state=deleted');
  await box('AT-TC-5').waitFor();
  seen.deleted = await page.getByRole('row').nth(1).innerText();
  await checkAccess('deleted cases');
  await shoot('deleted');
  await page.getByRole('row').nth(1).click();
  await bar.getByRole('button', { name: 'Restore' }).click();
  await notice('AT-TC-5 was restored.').waitFor();
}

/** Somebody else saves between one's reading and one's saving. */
async function editAgainst(change) {
  await page.goto(`${base}/projects/AT/cases/AT-TC-1?edit=true`);
  await page.getByLabel('Description', { exact: true }).fill('What I wrote');
  const answer = await fetch(`${api}/testcase/AT-TC-1/detail`, { method: 'PATCH', headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' }, body: JSON.stringify(change) });
  if (!answer.ok) throw new Error(await answer.text());
  await page.getByRole('button', { name: 'Save' }).click();
  const conflict = page.getByRole('alert').filter({ hasText: 'Somebody changed this case' });
  await conflict.waitFor();
  return conflict;
}

async function editTogether() {
  const conflict = await editAgainst({ description: 'What they wrote', precondition: 'Theirs alone' });
  seen.conflict = await conflict.innerText();
  await checkAccess('conflict');
  await shoot('conflict');
  await conflict.getByRole('button', { name: 'Keep mine there' }).click();
  await page.getByRole('button', { name: 'Add a parameter' }).click();
  await page.getByLabel('Name of parameter 1').fill('card');
  await page.getByLabel('card of row 1').fill('4111');
  await page.getByRole('combobox', { name: 'Environment' }).click();
  await page.getByRole('option', { name: 'UAT' }).click();
  await checkAccess('case editor');
  await page.getByRole('button', { name: 'Save' }).click();
  await notice('AT-TC-1 was saved.').waitFor();
}

async function attachAndClone() {
  await page.getByText('Drop files here').waitFor();
  const picture = await page.screenshot();
  await page.locator('input[type=file]').setInputFiles([
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') },
    { name: 'shot.png', mimeType: 'image/png', buffer: picture },
  ]);
  await page.getByRole('button', { name: 'Show shot.png' }).waitFor();
  seen.attachments = await page.getByRole('list', { name: 'Attachments' }).getByRole('listitem').allInnerTexts();
  await checkAccess('case');
  await shoot('case');
  await page.getByRole('button', { name: 'Remove notes.txt' }).click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByRole('link', { name: /notes\.txt/ }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'More about this case' }).click();
  await page.getByRole('menuitem', { name: 'Clone' }).click();
  await page.waitForURL(/edit=true/);
  seen.clone = await page.getByLabel('Title', { exact: true }).inputValue();
}

async function orderFolders() {
  await openCases();
  await page.getByRole('button', { name: 'New folder' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Checkout');
  await page.getByRole('button', { name: 'Make the folder' }).click();
  await page.getByRole('button', { name: 'More about the folder Checkout' }).click();
  await page.getByRole('menuitem', { name: 'Rename or move' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Payment');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('tree', { name: 'Folders of cases' }).getByText('Payment').waitFor();
  await checkAccess('folders');
  await page.getByRole('button', { name: 'More about the folder Payment' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete the folder' }).click();
  await notice('The folder Payment was deleted.').waitFor();
}

/** The names of all buttons that somebody sees who may only read. */
async function lookAsViewer() {
  const other = await visit();
  await signIn(other.page, base, PASSWORD, { name: VIEWER });
  const buttons = [];
  for (const path of ['/projects/AT/cases', '/projects/AT/cases/AT-TC-1', '/projects/AT/cycles']) {
    await other.page.goto(base + path);
    await other.page.getByRole('heading', { level: 1 }).waitFor();
    await other.page.waitForLoadState('networkidle');
    if (path.endsWith('/cases')) await other.page.getByRole('button', { name: 'Export' }).waitFor();
    buttons.push(...(await other.page.getByRole('main').getByRole('button').evaluateAll((all) => all.map((button) => button.getAttribute('aria-label') ?? button.textContent))));
  }
  seen.viewer = buttons;
  await other.leave();
}

await signIn(page, base, PASSWORD);
await changeTogether();
await exportChosen();
await deleteAndUndo();
await editTogether();
await attachAndClone();
await orderFolders();
await lookAsViewer();
console.log(JSON.stringify({ ...seen, ...(await leave()) }));

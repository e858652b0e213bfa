// Finds the failures of CYCLE at URL without a mouse: signs in, goes there by the palette, walks the rows, opens a run, comes back, goes
// from failure to failure. CODE gives the administrator's password. Prints what it saw as JSON.
import { setPassword, visit } from './visitor.mjs';

const { URL: base, CODE, CYCLE } = process.env;
const password = 'my dog likes the rain';
const seen = { rows: [], hidden: [] };
const { page, leave } = await visit();
const { keyboard } = page;
const focused = page.locator(':focus');

/** Goes on from element to element, each of which shows that it has the focus. */
async function tabTo(wanted) {
  for (let step = 0; step < 60; step += 1) {
    await keyboard.press('Tab');
    if (!(await focused.evaluate(showsFocus))) seen.hidden.push(await focused.evaluate((element) => element.outerHTML.slice(0, 120)));
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${wanted} cannot be reached with the Tab key`);
}

/** By an outline, or as fields do by the colour of their border. */
function showsFocus(element) {
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return element.matches('input, textarea') || (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0);
}

const chosen = page.locator('[role=row][aria-selected=true]');
async function press(key) {
  await keyboard.press(key);
  await chosen.waitFor();
  await page.waitForTimeout(150);
  seen.rows.push((await chosen.innerText()).split('\n').map((part) => part.trim()).filter(Boolean).slice(0, 3).join(' '));
}

async function openRow() {
  await keyboard.press('Enter');
  await page.waitForURL(/\/runs\/\d+\?/);
  return failureShown();
}

async function failureShown() {
  await page.getByRole('heading', { name: 'Failure' }).waitFor();
  return page.getByRole('heading', { level: 1 }).innerText();
}

await setPassword(page, base, CODE, password);
await page.goto(base);
await page.getByRole('heading', { name: 'Sign in' }).waitFor();
await keyboard.type('admin');
await keyboard.press('Tab');
await keyboard.type(password);
await keyboard.press('Enter');
await page.getByRole('heading', { name: 'Projects' }).waitFor();

await keyboard.press('Control+k');
await page.getByRole('textbox', { name: 'Find' }).waitFor();
await keyboard.type(CYCLE.toLowerCase());
await page.getByRole('button', { name: `Go to ${CYCLE}` }).waitFor();
await keyboard.press('Enter');
await page.waitForURL(/\/runs$/);
await page.getByRole('grid', { name: 'Runs' }).getByRole('row').nth(1).waitFor();

for (const key of ['j', 'j', 'k', 'f', 'k']) await press(key);
seen.first = await openRow();
await page.goBack();
await chosen.waitFor();
seen.second = await openRow();
await keyboard.press('f');
await page.waitForURL(/[?&]row=1&at=AT-TC-\d+$/);
seen.next = await failureShown();
await keyboard.press('f');
await page.getByText('There is no further failure in this list.').waitFor();
await tabTo(page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link').last());
await keyboard.press('Enter');
await page.waitForURL(/\/runs\?row=1&at=AT-TC-\d+$/);
seen.back = await chosen.innerText();
await tabTo(page.getByRole('link', { name: 'Summary' }));
await keyboard.press('Enter');
await page.waitForURL(/\/summary$/);

await keyboard.press('?');
seen.help = await page.getByRole('dialog').innerText();
await keyboard.press('Escape');
await page.getByRole('dialog').waitFor({ state: 'detached' });
console.log(JSON.stringify({ ...seen, ...(await leave()) }));

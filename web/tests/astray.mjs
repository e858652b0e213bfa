// Addresses that are not quite right, at URL for who has CODE: whose row is another case's by now, of what is not there, and of a server that is
// away. Prints what each showed, as JSON.
import { setPassword, signIn, visit } from './visitor.mjs';

const { URL: base, CODE, CYCLE, CASE } = process.env;
const password = 'my dog likes the rain';
const { page, checkAccess, leave } = await visit();
const chosen = page.locator('[role=row][aria-selected=true]');
const runs = `/projects/AT/cycles/${CYCLE}/runs`;
const seen = { rows: [], missing: [] };

await setPassword(page, base, CODE, password);
await signIn(page, base, password);
for (const where of [`row=0&at=${CASE}`, `row=9000&at=${CASE}`, `at=${CASE}`]) {
  await page.goto(`${base}${runs}?${where}`);
  await chosen.waitFor();
  await page.waitForURL((url) => url.searchParams.get('row') === '2');
  seen.rows.push(await chosen.getByRole('gridcell').nth(1).innerText());
}
await page.goto(`${base}${runs}?row=1&at=AT-TC-99999`);
await page.getByRole('grid').getByRole('row').nth(1).waitFor();
await page.waitForLoadState('networkidle');
seen.chosenOfNone = await chosen.count();
await page.getByRole('columnheader', { name: 'Case' }).getByRole('button').click();
await page.keyboard.press('j');
await chosen.waitFor();
await page.keyboard.press('Enter');
await page.waitForURL(/\/runs\/\d+\?/);

await page.goto(`${base}${runs}`);
await page.getByRole('grid').waitFor();
await page.context().setOffline(true);
await page.getByRole('link', { name: 'Summary' }).click();
await page.getByText('The server cannot be reached. What stands here may be old').waitFor();
await page.getByText('This page could not be fetched.').waitFor();
await checkAccess('away');
await page.context().setOffline(false);
await page.getByText('What stands here may be old').waitFor({ state: 'detached' });
await page.getByRole('button', { name: 'Load it again' }).click();
await page.getByRole('heading', { name: 'Durations' }).waitFor();
const { problems: _, ...told } = await leave(); // what is missing on purpose

const strangers = await visit();
await signIn(strangers.page, base, password);
for (const address of ['/projects/ZZ', '/projects/AT/cycles/AT-CY-99/runs', '/projects/AT/cases/AT-TC-99999', `${runs}/99999999`]) {
  await strangers.page.goto(base + address);
  await strangers.page.getByRole('heading', { level: 1, name: 'Not found' }).waitFor();
  await strangers.checkAccess(address);
  seen.missing.push((await strangers.page.locator('main').innerText()).split(/\n+/).slice(1));
}
told.violations.push(...(await strangers.leave()).violations);
console.log(JSON.stringify({ ...seen, ...told }));

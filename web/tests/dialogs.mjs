// Opens dialogs by keyboard in a project where nothing is yet, walks around in each, and leaves it by Escape: prints, for each, whether
// the focus went into it, stayed there, and came back to the button; and what the pages show as JSON.
import { setPassword, signIn, visit } from './visitor.mjs';

const { URL: base, CODE } = process.env;
const password = 'my dog likes the rain';
const { page, checkAccess, leave } = await visit({ timezoneId: 'Pacific/Auckland', reducedMotion: 'no-preference' });
const isInside = () => page.evaluate(() => document.querySelector('[role=dialog]')?.contains(document.activeElement) ?? false);
const adhoc = '/projects/AT/cycles/AT-CY-Adhoc/runs';
const seen = { focus: {}, times: [] };

await setPassword(page, base, CODE, password);
await signIn(page, base, password);
for (const [at, ...names] of [
  ['/projects/AT/cycles', 'New cycle'], ['/projects/AT/cycles', 'New folder'], ['/projects/AT/cases', 'New case'], [adhoc, 'Import'],
  [adhoc, 'More about this cycle', 'Clone'], ['/account', 'Make a token'], ['/projects/AT/settings/members', 'Add a user'], ['/projects/AT/settings/members', 'Invite somebody'],
]) {
  await page.goto(base + at);
  const opener = page.getByRole('main').getByRole('button', { name: names[0], exact: true }).first();
  await opener.focus();
  await page.keyboard.press('Enter');
  if (names[1]) {
    const entry = page.getByRole('menuitem', { name: names[1] });
    await entry.focus();
    await page.keyboard.press('Enter');
  }
  const dialog = page.getByRole('dialog').first();
  await dialog.waitFor();
  await page.waitForFunction(() => document.querySelector('[role=dialog]')?.contains(document.activeElement));
  await checkAccess(names.join(', '));
  for (let press = 0; press < 30; ++press) await page.keyboard.press('Tab');
  const stays = await isInside();
  await page.keyboard.press('Escape'); // a list that the focus has opened goes first
  if (!(await dialog.waitFor({ state: 'detached', timeout: 1500 }).then(() => true, () => false))) await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached', timeout: 5000 });
  const button = await opener.elementHandle();
  const comesBack = await page.waitForFunction((element) => element === document.activeElement, button, { timeout: 5000 }).then(() => true, () => false);
  seen.focus[names.join(', ')] = { stays, comesBack };
}
await page.goto(`${base}/projects/AT/cycles`);
await page.locator('time').first().waitFor();
seen.times = await page.locator('time').evaluateAll((all) => all.map(({ title }) => title));
console.log(JSON.stringify({ ...seen, ...(await leave()) }));

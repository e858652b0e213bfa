// Looks at every page of URL in both themes, on a desk and on a tablet: whether anything does not fit, breaks a rule of WCAG 2.1 AA,
// fails, or asks another host. CODE gives the administrator's password. Prints what it saw as JSON.
import { findMisfits } from './layout.mjs';
import { dialogsOfAdministrators, open, pagesOfAdministrators, pagesOfStrangers, themes } from './pages.mjs';
import { setPassword, signIn, visit } from './visitor.mjs';

const { URL: base, CODE, SCREENSHOTS, ONLY } = process.env;
const password = 'my dog likes the rain';
const screens = [
  { width: 1440, height: 900 },
  { width: 834, height: 1112 },
];
const misfits = [];
const visited = [];
const { page, checkAccess, leave } = await visit({ viewport: screens[0] });

const every = screens.flatMap((screen) => themes.map((colorScheme) => ({ screen, colorScheme })));
// What opens above a page is the same on all of them: each screen and each theme once.
const each = every.filter(({ screen, colorScheme }) => (screen === screens[0]) === (colorScheme === themes[0]));

async function lookAt(name, path, views, show) {
  if (ONLY && !name.match(ONLY)) return;
  await page.setViewportSize(screens[0]);
  await open(page, base + path);
  await show?.(page);
  visited.push(name);
  for (const { screen, colorScheme } of views) {
    await page.setViewportSize(screen);
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(100);
    const view = `${name} ${colorScheme} ${screen.width}`;
    if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/${view.replaceAll(' ', '-')}.png` });
    for (const misfit of await findMisfits(page)) misfits.push(`${view}: ${misfit}`);
    await checkAccess(view);
  }
}

for (const [name, path] of pagesOfStrangers) await lookAt(name, path, every);
await setPassword(page, base, CODE, password);
await signIn(page, base, password);
for (const [name, path] of await pagesOfAdministrators(page, base)) await lookAt(name, path, every);
for (const [name, path, show] of await dialogsOfAdministrators(page, base)) {
  await lookAt(name, path, each, async () => {
    await show?.(page);
    await page.getByRole('dialog').first().waitFor();
    await page.waitForLoadState('networkidle');
  });
}
console.log(JSON.stringify({ visited, misfits, ...(await leave()) }));

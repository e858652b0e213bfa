// Writes a picture of every page of URL in both themes into FOLDER: PAGE-light.png and PAGE-dark.png. CODE gives the administrator's password.
import { open, pagesOfAdministrators, pagesOfStrangers, themes } from './pages.mjs';
import { setPassword, signIn, visit } from './visitor.mjs';

const { URL: base, CODE, FOLDER } = process.env;
const password = 'my dog likes the rain';
const { page, leave } = await visit({ viewport: { width: 1280, height: 800 } });

async function shoot([name, path]) {
  await open(page, base + path);
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(200);
    await page.screenshot({ path: `${FOLDER}/${name}-${colorScheme}.png` });
  }
}

for (const each of pagesOfStrangers) await shoot(each);
await setPassword(page, base, CODE, password);
await signIn(page, base, password);
for (const each of await pagesOfAdministrators(page, base)) await shoot(each);
const { problems } = await leave();
if (problems.length > 0) throw new Error(problems.join('\n'));

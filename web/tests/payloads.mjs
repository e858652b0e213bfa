// Looks at every view of the application at URL whose data are payloads, and at what else the server answers; PLAN is a file that names
// them. With POLICY=ignored the browser passes over the pages' Content-Security-Policy. Prints what was seen as JSON.
import { readFileSync } from 'node:fs';
import { openBrowser } from './browser.mjs';
import { carelessPage, tryEverything } from './careless.mjs';
import { shownOn } from './shown.mjs';
import { signIn } from './visitor.mjs';
import { watched } from './watched.mjs';

const { URL: base, PASSWORD, PLAN, POLICY } = process.env;
const { payloads, views, documents, framed, files } = JSON.parse(readFileSync(PLAN, 'utf8'));
const bypassCSP = POLICY === 'ignored';
const browser = await openBrowser();
const seen = { control: [], views: {}, documents: {}, suspicious: [] };

/** Pages that make mistakes: all payloads run in them, and are noted. To know that once is enough. */
async function lookAtCarelessPages() {
  const origin = 'http://careless.invalid';
  const { context, page, ran } = await watched(browser, origin);
  await context.route(`${origin}/**`, (route) => {
    const payload = payloads[Number(new URL(route.request().url()).pathname.slice(1)) - 1];
    const frames = payloads.map(({ number }) => `<iframe src="/${number}"></iframe>`).join('');
    return route.fulfill({ contentType: 'text/html;charset=utf-8', body: payload ? carelessPage(payload) : frames });
  });
  await page.goto(origin);
  for (const frame of page.frames()) await frame.evaluate(tryEverything).catch(() => undefined); // it may have gone elsewhere meanwhile
  for (let waited = 0; waited < 100 && ran.size < payloads.length; waited += 1) await page.waitForTimeout(100);
  seen.control = [...ran];
  await context.close();
}

const { page, ran, told, settled } = await watched(browser, base, { bypassCSP });

/** To another view as by a link, and of what was there before nothing is left. */
const go = (path) => page.evaluate((to) => ['/nothing', to].forEach((each) => history.pushState({}, '', each)), path);

/** Keeps looking until as many payloads as are known to be there were seen as texts. */
async function look(name, least = 0) {
  const before = new Set(seen.views[name]);
  for (let again = 0; again === 0 || (before.size < least && again < 40); again += 1) {
    await settled();
    const { numbers, suspicious } = await page.evaluate(shownOn, payloads);
    for (const number of numbers) before.add(number);
    for (const each of suspicious) seen.suspicious.push(`${name}: ${each}`);
  }
  seen.views[name] = [...before];
}

/** Whatever on the view opens to show more, one after another. */
async function openAll(name) {
  const openers = page.locator('main [aria-haspopup]:visible, main button[aria-expanded=false]:visible');
  for (let at = 0; at < Math.min(await openers.count(), 4); at += 1) {
    await openers.nth(at).click({ timeout: 5_000 }).catch(() => undefined); // another one may have covered it
    await look(name);
    await page.keyboard.press('Escape');
  }
}

async function lookAtViews() {
  for (const { name, path, atOnce, opens } of views) {
    await go(path);
    await look(name, atOnce);
    if (opens) await openAll(name);
  }
}

async function lookAtPalette() {
  await go('/projects/AT');
  for (const word of ['script', 'onerror', 'javascript', 'iframe']) {
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Find' }).fill(word);
    await look('palette', 20);
    await page.keyboard.press('Escape');
  }
}

async function importFiles() {
  await go('/projects/AT/cycles/AT-CY-1/import');
  const buffers = files.map(({ name, content }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) }));
  await page.locator('input[type=file]').setInputFiles(buffers);
  await page.getByRole('list', { name: 'Chosen files' }).getByRole('listitem').nth(files.length - 1).waitFor();
  await look('chosen files', files.length);
  await page.getByRole('button', { name: 'Preview' }).click();
  await look('import preview', 40);
  await page.getByRole('button', { name: /^Import \d|^Import$/ }).last().click();
  await look('imported', 5);
}

/** What the server answers without being an application: a browser shows it as text, or keeps it as a file. */
async function lookAtDocuments() {
  for (const { name, path } of documents) {
    const shown = seen.documents[name] ??= { downloads: 0, numbers: [] };
    try {
      await page.goto(base + path);
    } catch (problem) {
      if (!/Download is starting/.test(String(problem))) throw problem;
      shown.downloads += 1;
      continue;
    }
    const { numbers, suspicious } = await page.evaluate(shownOn, payloads);
    shown.numbers = [...new Set([...shown.numbers, ...numbers])];
    for (const each of suspicious) seen.suspicious.push(`${name}: ${each}`);
  }
}

/** Files that came from outside, put into a page of the application: what its policy forbids, the server refuses besides. */
async function frameFiles() {
  await page.goto(`${base}/projects`);
  await page.evaluate((paths) => {
    for (const path of paths) for (const [kind, source] of [['iframe', 'src'], ['embed', 'src'], ['object', 'data'], ['script', 'src']]) {
      document.body.append(Object.assign(document.createElement(kind), { [source]: path }));
    }
  }, framed);
  await page.waitForTimeout(1500);
}

if (!bypassCSP) await lookAtCarelessPages();
await signIn(page, base, PASSWORD, { at: `/login?next=${encodeURIComponent('javascript:__ran(35)')}` });
await lookAtViews();
await lookAtPalette();
await importFiles();
await lookAtDocuments();
if (bypassCSP) await frameFiles();
await browser.close();
console.log(JSON.stringify({ ...seen, ran: [...ran], told }));

// Somebody with a browser: what they see of problems, of requests to other places, and of what WCAG 2.1 AA forbids.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openBrowser } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const patience = 90_000;

export async function visit(options = {}) {
  const browser = await openBrowser();
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const problems = [];
  const origins = new Set();
  const violations = [];
  await watchPolicy(page, problems);
  // That nobody is signed in is told by a 401, that somebody else was quicker by a 409: browsers take both for errors.
  page.on('console', (message) => message.type() === 'error' && !/status of (401|409)/.test(message.text()) && problems.push(`${page.url()}: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error}`));
  page.on('request', (request) => request.url().startsWith('http') && origins.add(new URL(request.url()).origin));
  // What is on its way when the page is left is given up by the browser itself.
  page.on('requestfailed', (request) => request.failure().errorText !== 'net::ERR_ABORTED' && problems.push(`${request.url()}: ${request.failure().errorText}`));

  /** Nothing that WCAG 2.1 AA forbids is on the page. */
  const checkAccess = async (name) => {
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }));
    for (const { id, nodes } of found.violations) violations.push(`${name}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  };
  const leave = async () => {
    await browser.close();
    return { problems, violations, origins: [...origins] };
  };
  return { page, checkAccess, leave };
}

/** Whatever the page's policy kept from happening. */
async function watchPolicy(page, problems) {
  await page.exposeBinding('refusedByPolicy', (_, what) => problems.push(what));
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) => window.refusedByPolicy(`${event.documentURI}: ${event.violatedDirective} kept away ${event.blockedURI}`)),
  );
}

/** Takes a one-time code for a password, and comes to the page where it is asked for. */
export async function setPassword(page, base, code, password) {
  await page.goto(`${base}/reset-password#${code}`);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

/** Signs in on the way to the page `at`. */
export async function signIn(page, base, password, { name = 'admin', at = '/' } = {}) {
  await page.goto(base + at);
  await page.getByLabel('Name').fill(name);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/login'));
  await page.getByRole('heading', { level: 1 }).waitFor();
}

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
  // That nobody is signed in is told by a 401, which browsers take for an error.
  page.on('console', (message) => message.type() === 'error' && !message.text().includes('401') && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => request.url().startsWith('http') && origins.add(new URL(request.url()).origin));

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

/** Signs in, and comes to a page of the application. */
export async function signIn(page, base, password) {
  await page.goto(`${base}/login`);
  await page.getByLabel('Name').fill('admin');
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Projects' }).waitFor();
}

// Opens the page of the API at PAGE, counts what it shows, and shows the cycle CYCLE by it with TOKEN. Prints what it saw as JSON.
import { openBrowser } from './browser.mjs';

const { PAGE, TOKEN, CYCLE, SCREENSHOT } = process.env;
const browser = await openBrowser();
const page = await browser.newPage();
const problems = [];
const origins = new Set();
page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
page.on('pageerror', (error) => problems.push(String(error)));
page.on('request', (request) => !request.url().startsWith('data:') && origins.add(new URL(request.url()).origin));

await page.goto(PAGE);
await page.waitForSelector('.opblock-tag');
let operations = 0;
for (const tag of await page.locator('.opblock-tag').all()) {
  await tag.click();
  await page.waitForSelector('.opblock');
  operations += await page.locator('.opblock').count();
  await tag.click();
  await page.waitForSelector('.opblock', { state: 'detached' });
}
await page.getByRole('button', { name: 'Authorize' }).first().click();
const bearer = page.locator('.auth-container').filter({ hasText: 'Bearer' }).first();
await bearer.locator('input').first().fill(TOKEN);
await bearer.locator('button.authorize').click();
await page.locator('.modal-ux .close-modal').click();

await page.locator('.opblock-tag[data-tag=Cycles]').click();
const block = page.locator('#operations-Cycles-getCycle');
await block.locator('.opblock-summary-control').first().click();
await block.getByRole('button', { name: 'Try it out' }).click();
await block.locator('tr[data-param-name=project] input').fill('AT');
await block.locator('tr[data-param-name=cycle] input').fill(CYCLE);
await block.getByRole('button', { name: 'Execute' }).click();
const live = block.locator('.live-responses-table');
await live.waitFor();
const status = (await live.locator('.response .response-col_status').first().innerText()).trim();
const answer = await live.locator('.response .highlight-code, .response .microlight').first().innerText();
if (SCREENSHOT) await page.screenshot({ path: SCREENSHOT });
await browser.close();
console.log(JSON.stringify({ operations, problems, status, answer, origins: [...origins] }));

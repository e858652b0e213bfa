// Asks SERVER for PAGE without being signed in, signs in at the provider of logins by the login page, and waits for what the selector
// WAIT finds. Prints what is seen then as JSON.
import { openBrowser } from './browser.mjs';

const { SERVER, PAGE, WAIT } = process.env;
const browser = await openBrowser();
const page = await browser.newPage();
const problems = [];
page.on('pageerror', (error) => problems.push(String(error)));
await page.goto(SERVER + PAGE);
await page.getByRole('link', { name: 'Sign in with Acme' }).click();
const found = page.locator(WAIT);
await found.waitFor();
const seen = { path: new URL(page.url()).pathname, text: (await found.innerText()).trim(), problems };
await browser.close();
console.log(JSON.stringify(seen));

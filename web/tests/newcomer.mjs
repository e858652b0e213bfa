// Somebody who was told an address of a new server, whose certificate is signed by itself: opens ADDRESS, fills in FIELDS (JSON: text by
// label), presses ACTION, and comes to another page of the server. Prints as JSON which, what it says, and who is known there.
import { visit } from './visitor.mjs';

const { ADDRESS, FIELDS, ACTION } = process.env;
const { page, leave } = await visit({ ignoreHTTPSErrors: true });
await page.goto(ADDRESS);
for (const [label, text] of Object.entries(JSON.parse(FIELDS))) await page.getByLabel(label, { exact: true }).fill(text);
const first = new URL(page.url());
await page.getByRole('button', { name: ACTION, exact: true }).or(page.getByRole('link', { name: ACTION, exact: true })).click();
await page.waitForURL((url) => url.origin === first.origin && url.pathname !== first.pathname && !url.pathname.startsWith('/api/'));
await page.getByRole('heading', { level: 1 }).waitFor();
const known = await page.evaluate(async () => (await fetch('/api/me')).json().catch(() => null));
const at = new URL(page.url()).pathname;
const { problems } = await leave();
console.log(JSON.stringify({ at, user: known?.user?.name ?? null, problems }));

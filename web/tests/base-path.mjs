// Uses the application below the path BASE_PATH of URL, once asked directly and once through a proxy that takes the path off: signs in,
// opens a cycle and a run of it, and comes back to each of them by its address. CODE gives the administrator's password. Prints what it saw as JSON.
import { createServer, request } from 'node:http';
import { setPassword, signIn, visit } from './visitor.mjs';

const { URL: base, BASE_PATH, CODE } = process.env;
const password = 'my dog likes the rain';

/** Hands requests below the path on to the server, which sees them without it. */
function newProxy() {
  const { hostname, port } = new URL(base);
  const proxy = createServer((asked, answer) => {
    if (!asked.url.startsWith(`${BASE_PATH}/`)) return answer.writeHead(404).end();
    const passed = request({ hostname, port, method: asked.method, path: asked.url.slice(BASE_PATH.length), headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode, got.rawHeaders);
      got.pipe(answer);
    });
    asked.pipe(passed);
  });
  return new Promise((ready) => proxy.listen(0, '127.0.0.1', () => ready(proxy)));
}

async function use(start) {
  const { page, leave } = await visit();
  const outside = [];
  page.on('request', (asked) => asked.url().startsWith('http') && !asked.url().startsWith(`${start}/`) && outside.push(asked.url()));
  if (start === base + BASE_PATH) await setPassword(page, start, CODE, password);
  await signIn(page, start, password);
  await page.getByRole('link', { name: 'Acme Tests' }).click();
  await page.getByRole('link', { name: 'All cycles' }).click();
  await page.getByRole('link', { name: 'Nightly', exact: true }).first().click();
  await page.getByRole('link', { name: 'is refunded' }).click();
  const titles = [];
  await page.getByRole('heading', { level: 1, name: 'is refunded' }).waitFor();
  const run = page.url();
  const cycle = run.slice(0, run.lastIndexOf('/runs/'));
  for (const address of [run, `${cycle}/runs?status=4`, `${cycle}/summary`]) {
    await page.goto(address);
    await page.reload();
    titles.push(await page.getByRole('heading', { level: 1 }).innerText());
  }
  const at = page.url();
  return { at, titles, outside, ...(await leave()) };
}

const direct = await use(base + BASE_PATH);
const proxy = await newProxy();
const proxied = await use(`http://127.0.0.1:${proxy.address().port}${BASE_PATH}`);
proxy.closeAllConnections();
proxy.close();
console.log(JSON.stringify({ direct, proxied }));

// A browser in which nothing runs, loads or goes anywhere without being noted.

/** A context of a browser, and what was noted in it: which payloads ran, and what else should not have been. */
export async function watched(browser, base, options = {}) {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1440, height: 2600 }, ...options });
  const ran = new Set();
  const told = [];
  await context.exposeBinding('__ran', (_, number) => ran.add(number));
  await context.exposeBinding('__forbidden', (_, what) => told.push(`forbidden by the policy: ${what}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => window.__forbidden(`${event.violatedDirective} ${event.blockedURI} on ${event.documentURI}`));
  });
  // A payload's host does not exist; who asks for it has run.
  await context.route('**/*', (route) => {
    const { hostname, origin, protocol } = new URL(route.request().url());
    const number = /^ran-(\d+)\.invalid$/.exec(hostname)?.[1];
    if (number) ran.add(Number(number));
    else if (protocol.startsWith('http') && origin !== base) told.push(`asked ${origin}`);
    else return route.fallback();
    return route.abort();
  });
  context.on('dialog', (dialog) => (told.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  const asked = new Set();
  page.on('request', (request) => asked.add(request));
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => asked.delete(request));
  page.on('framenavigated', (frame) => frame === page.mainFrame() && asked.clear());
  /** Until nothing was asked of the server for a moment. */
  const settled = async () => {
    for (let quiet = 0, waited = 0; quiet < 3 && waited < 400; waited += 1) {
      await page.waitForTimeout(30);
      quiet = asked.size === 0 ? quiet + 1 : 0;
    }
  };
  context.on('page', (other) => told.push(`a window was opened: ${other.url()}`));
  return { context, page, ran, told, settled };
}

// Goes through the runs of CYCLE at URL as people do, by wheel, by keys and by leaps, and prints as JSON how long frames took, how soon
// rows were there and what the page holds in memory. Standing still on the same page, before all else, tells what frames cost by themselves.
import { openBrowser } from '../web/tests/browser.mjs';
import { signIn } from '../web/tests/visitor.mjs';

const { URL: base, PASSWORD, CYCLE } = process.env;
const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.setDefaultTimeout(90_000);
const devtools = await page.context().newCDPSession(page);
const runs = `${base}/projects/AT/cycles/${CYCLE}/runs`;
const rows = page.locator('[role=grid] [role=row][aria-rowindex]');

await page.addInitScript(() => {
  const noted = (window.noted = { frames: [], at: undefined });
  const frame = (now) => {
    if (noted.at !== undefined) noted.frames.push(now - noted.at);
    noted.at = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  /** Milliseconds from now until the grid has that many rows and those in sight are filled. */
  window.untilRows = (isThere) => {
    const start = performance.now();
    return new Promise((resolve) => {
      const look = () => {
        const grid = document.querySelector('[role=grid]');
        const first = grid?.querySelector('[aria-rowindex="2"] a');
        if (first && isThere(Number(grid.getAttribute('aria-rowcount')) - 1)) resolve(performance.now() - start);
        else requestAnimationFrame(look);
      };
      look();
    });
  };
});

const longFrom = 50; // ms

/** The tasks of pages' main threads, each in milliseconds of the processor: what else the machine does is not in them. */
function tasksOf(trace) {
  const events = JSON.parse(trace.toString()).traceEvents;
  const threads = new Set(events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
  return events.filter(({ name, tdur, pid, tid }) => name === 'RunTask' && tdur !== undefined && threads.has(`${pid} ${tid}`)).map(({ tdur }) => tdur / 1000);
}

/** The frames while something is done, and the work of the page meanwhile. */
async function during(work) {
  await page.evaluate(() => Object.assign(window.noted, { frames: [], at: undefined }));
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  await work();
  await page.waitForTimeout(200);
  const { frames } = await page.evaluate(() => window.noted);
  const tasks = tasksOf(await browser.stopTracing());
  if (tasks.length === 0) throw new Error('the trace tells no time of the processor');
  frames.sort((a, b) => a - b);
  return { task: Math.max(...tasks), long: tasks.filter((task) => task > longFrom).length, frames: frames.length, p95: frames[Math.floor(frames.length * 0.95)], longest: frames.at(-1) };
}

async function heap() {
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'JSHeapUsedSize').value / 1024 / 1024;
}

const wheel = async (times, by) => {
  for (let turn = 0; turn < times; turn += 1) {
    await page.mouse.wheel(0, by);
    await page.waitForTimeout(16);
  }
};
const press = async (key, times) => {
  for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
};
const leap = () =>
  page.evaluate(async () => {
    const grid = document.querySelector('[role=grid]');
    for (let time = 1; time <= 60; time += 1) {
      grid.scrollTop = ((time * 7919) % 100) * (grid.scrollHeight / 100);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });

/** Milliseconds from narrowing the list until its rows are there, the middle one of several times. */
async function narrowed(times, narrow, back) {
  const took = [];
  for (let time = 0; time < times; time += 1) {
    const total = Number(await page.locator('[role=grid]').getAttribute('aria-rowcount')) - 1;
    const others = page.evaluate((before) => window.untilRows((now) => now !== before && now > 0), total);
    await narrow();
    took.push(await others);
    const all = page.evaluate((before) => window.untilRows((now) => now === before), total);
    await back();
    await all;
  }
  return took.sort((a, b) => a - b)[Math.floor(times / 2)];
}

await devtools.send('Performance.enable');
await signIn(page, base, PASSWORD);
const seen = { first: [] };
for (let time = 0; time < 5; time += 1) {
  const start = Date.now();
  await page.goto(runs, { waitUntil: 'commit' });
  await page.evaluate(() => window.untilRows((now) => now > 0));
  seen.first.push(Date.now() - start);
}
seen.first.sort((a, b) => a - b);
await page.waitForTimeout(500);
seen.heapBefore = await heap();
const box = await page.locator('[role=grid]').boundingBox();
await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
seen.still = await during(() => page.waitForTimeout(3000));
seen.wheel = await during(() => wheel(200, 120));
seen.fast = await during(() => wheel(200, 3000));
seen.leaps = await during(leap);
await page.evaluate(() => (document.querySelector('[role=grid]').scrollTop = 0));
seen.down = await during(() => press('j', 200));
seen.up = await during(() => press('k', 200));
seen.heapAfter = await heap();
await page.goto(runs);
await page.evaluate(() => window.untilRows((now) => now > 0));
const search = page.getByLabel('Search key or title');
seen.search = await narrowed(5, () => search.fill('order_77'), () => search.fill(''));
const failed = page.getByRole('button', { name: /failed$/ });
seen.filter = await narrowed(5, () => failed.click(), () => failed.click());
seen.rows = await rows.count();
await browser.close();
console.log(JSON.stringify(seen));

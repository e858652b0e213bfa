// Somebody who has never seen the application answers, from the first page of URL and by clicking alone, what one comes for: what is newly
// failing in the last cycle, why an upload failed, whether a test is flaky, how to upload from GitHub Actions. CODE gives the
// administrator's password. Prints the answers and how many clicks each took as JSON.
import { setPassword, signIn, visit } from './visitor.mjs';

const { URL: base, CODE } = process.env;
const password = 'my dog likes the rain';
const seen = {};
let clicks = 0;
const { page, checkAccess, leave } = await visit();
const main = page.getByRole('main');

async function click(element) {
  await element.click();
  clicks += 1;
}

const section = (title) => main.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

/** From the first page on: what `look` read at the end of its way, and how many clicks that took. */
async function answer(name, look) {
  await page.goto(base);
  clicks = 0;
  await click(main.getByRole('link', { name: /Acme Tests/ }));
  await section('Last cycle').waitFor();
  const told = await look();
  await checkAccess(name);
  seen[name] = { told, clicks };
}

async function newlyFailing() {
  await click(section('Last cycle').getByRole('link', { name: /newly failing/ }));
  const changes = page.getByRole('grid', { name: 'Changes' });
  await changes.getByRole('link').first().waitFor();
  return changes.getByRole('row').allInnerTexts();
}

async function whyItFailed() {
  await click(section('Failed batches').getByRole('link').first());
  const drawer = page.getByRole('dialog', { name: /^Batch / });
  await drawer.getByText('Options used').waitFor();
  return drawer.innerText();
}

async function whetherItIsFlaky() {
  await click(section('Flakiest cases').getByRole('link').first());
  await section('Reliability').getByText('Flakiness').waitFor();
  return section('Reliability').innerText();
}

/** On the way of those who look at a failure first. */
async function whetherThisIsFlaky() {
  await click(section('Newest failures').getByRole('link').last());
  await click(page.locator('header').getByRole('link', { name: /^AT-TC-\d+$/ }));
  await section('Reliability').getByText('Flakiness').waitFor();
  return section('Reliability').innerText();
}

async function howToUpload() {
  await click(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Upload' }));
  await main.getByText('jobs:').waitFor();
  return main.innerText();
}

await setPassword(page, base, CODE, password);
await signIn(page, base, password);
await answer('newlyFailing', newlyFailing);
await answer('whyItFailed', whyItFailed);
await answer('whetherItIsFlaky', whetherItIsFlaky);
await answer('whetherThisIsFlaky', whetherThisIsFlaky);
await answer('howToUpload', howToUpload);
console.log(JSON.stringify({ ...seen, ...(await leave()) }));

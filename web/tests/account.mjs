// NAME signs in at SERVER with PASSWORD, links a login at the provider on the account page, ends the other session and unlinks the login, for
// both of which the server asks for the password once more. Prints what is seen then as JSON.
import { visit } from './visitor.mjs';

const { SERVER, NAME, PASSWORD } = process.env;
const { page, checkAccess, leave } = await visit();

const signIn = async () => {
  await page.getByLabel('Name').fill(NAME);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};
await page.goto(`${SERVER}/login?next=/account`);
await signIn();
await page.getByRole('button', { name: 'Link to Acme' }).click();
const status = page.getByText('Linked:');
await status.waitFor();
const linked = (await status.innerText()).trim();
await checkAccess('account');

/** As if the login were long ago. */
const forget = (address) => page.route(address, (route) => route.fulfill({ status: 403, contentType: 'text/plain', body: 'Log in again first.' }), { times: 1 });
await forget('**/api/sessions/*');
const rows = page.getByRole('table', { name: 'Sessions' }).getByRole('row');
await rows.nth(2).waitFor();
await page.getByRole('button', { name: 'End', exact: true }).click();
const dialog = page.getByRole('dialog');
const answer = async (password, action) => {
  await dialog.getByRole('textbox', { name: 'Password' }).fill(password);
  await dialog.getByRole('button', { name: action }).click();
};
await answer('wrong', 'End the session');
await dialog.getByText('The password is wrong.').waitFor();
await checkAccess('password');
await answer(PASSWORD, 'End the session');
await dialog.waitFor({ state: 'hidden' });
await rows.nth(2).waitFor({ state: 'detached' });
const sessions = await rows.count();

await forget('**/api/oidc/link');
await page.getByRole('button', { name: 'Unlink from Acme' }).click();
await answer(PASSWORD, 'Unlink from Acme');
await page.getByRole('button', { name: 'Link to Acme' }).waitFor();
await dialog.waitFor({ state: 'hidden' });
const seen = await leave();
console.log(JSON.stringify({ problems: seen.problems.filter((text) => !/40[13]/.test(text)), violations: seen.violations, linked, sessions }));

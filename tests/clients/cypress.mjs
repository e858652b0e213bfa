// Plays what Cypress would tell the published reporter: registers the reporter's plugin, unmodified, with the configuration on standard
// input, or by the cypress.config.js named as argument, and hands it the recorded results of one specification after another. What the
// reporter prints goes to standard output.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { registerAIOTestsPlugin } = require('cypress-aiotests-reporter');

const read = async (stream) => {
  let text = '';
  for await (const piece of stream) text += piece;
  return JSON.parse(text);
};

const { aioTests, specs } = await read(process.stdin);
const config = process.argv[2] ? require(process.argv[2]) : { e2e: { setupNodeEvents: registerAIOTestsPlugin }, env: { aioTests } };
const tasks = {};
await config.e2e.setupNodeEvents((event, task) => (tasks[event] = task), config);

await tasks['before:run']({});
for (const results of specs) await tasks['after:spec'](results.spec, results);
await tasks['after:run']({});

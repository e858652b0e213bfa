// Plays what Cypress would tell the published reporter: registers the reporter's plugin, unmodified, with the configuration on standard
// input and hands it the recorded results of one specification after another. What the reporter prints goes to standard output.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { registerAIOTestsPlugin } = require('cypress-aiotests-reporter');

const read = async (stream) => {
  let text = '';
  for await (const piece of stream) text += piece;
  return JSON.parse(text);
};

const { aioTests, specs } = await read(process.stdin);
const config = { env: { aioTests } };
const tasks = {};
await registerAIOTestsPlugin((event, task) => (tasks[event] = task), config);

await tasks['before:run']({});
for (const results of specs) await tasks['after:spec'](results.spec, results);
await tasks['after:run']({});

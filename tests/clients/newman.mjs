// Runs the collection on standard input with the published newman, whose JSON report goes to the file REPORT.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const newman = require('newman');

let text = '';
for await (const piece of process.stdin) text += piece;
newman.run({ collection: JSON.parse(text), reporters: ['json'], reporter: { json: { export: process.env.REPORT } }, iterationCount: 2 }, (problem) => {
  if (problem) throw problem;
});

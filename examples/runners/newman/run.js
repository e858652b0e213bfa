// run.js FOLDER-OF-NEWMAN COLLECTION OUT SUMMARY URL [DATA]
// Writes the JSON reporter's file to OUT and the run summary, as a reporter that uploads
// it gets it in its "beforeDone" event, to SUMMARY: the same object without the response bodies.
'use strict';
const fs = require('fs');
const path = require('path');
const [newmanPath, collection, out, summaryFile, shop, data] = process.argv.slice(2);
const newman = require(path.resolve(newmanPath));
newman.run({
  collection: JSON.parse(fs.readFileSync(collection, 'utf8')),
  environment: { name: 'ci', values: [{ key: 'shop', value: shop, enabled: true }] },
  iterationData: data || undefined,
  reporters: ['json'],
  reporter: { json: { export: out } },
}, (error) => {
  if (error) { console.error(error); process.exit(1); }
}).on('beforeDone', (error, { summary }) => {
  if (summaryFile === '-') return;
  summary.run.executions.forEach((execution) => { if (execution.response) execution.response.stream = {}; });
  fs.writeFileSync(summaryFile, JSON.stringify(summary));
});

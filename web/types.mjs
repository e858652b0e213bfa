// Writes the types of the API's requests and answers, by its description: made/schema.d.ts.
import { mkdirSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const made = new URL('made/', import.meta.url);
mkdirSync(made, { recursive: true });
try {
  writeFileSync(new URL('schema.d.ts', made), astToString(await openapiTS(new URL('../docs/api.yaml', import.meta.url), { defaultNonNullable: false })));
} catch (problem) {
  console.error(`docs/api.yaml cannot be read: ${problem.message.slice(0, 2000)}`);
  process.exit(1);
}

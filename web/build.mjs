// Puts everything that browsers may ask for into the folder that is named, and nothing else.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { checkFirstLoad } from './first_load.mjs';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const made = process.argv[2];
rmSync(made, { recursive: true, force: true });
mkdirSync(made, { recursive: true });

const swagger = join(here, 'node_modules', 'swagger-ui-dist');
for (const file of ['swagger-ui-bundle.js', 'swagger-ui.css', 'favicon-32x32.png']) cpSync(join(swagger, file), join(made, file));
cpSync(join(swagger, 'LICENSE'), join(made, 'swagger-ui.LICENSE.txt'));
cpSync(join(swagger, 'swagger-ui-bundle.js.LICENSE.txt'), join(made, 'swagger-ui-bundle.js.LICENSE.txt'));
for (const file of ['api-docs.html', 'api-docs.js', 'api-docs.css']) cpSync(join(here, 'api-docs', file), join(made, file));

const built = await build({ root: here, logLevel: 'warn', build: { outDir: made } });
console.log(`first loads in KiB of gzip: ${checkFirstLoad(built.output)}`);

// How much JavaScript a browser has to fetch before a page is there, and whether that is too much.
import { gzipSync } from 'node:zlib';

const loadMax = 250 * 1024; // bytes of gzip, of each page with what all pages need

/** All chunks that a chunk needs before it runs. */
function needs(name, chunks, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const other of chunks.get(name)?.imports ?? []) needs(other, chunks, found);
  return found;
}

/** Throws for a page whose first load is above the limit; tells the largest. */
export function checkFirstLoad(output) {
  const chunks = new Map(output.filter((file) => file.type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
  const sizes = new Map([...chunks].map(([name, chunk]) => [name, gzipSync(chunk.code, { level: 9 }).length]));
  const entry = [...chunks.values()].find((chunk) => chunk.isEntry);
  const load = (page) => [...needs(page, chunks, needs(entry.fileName, chunks))].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
  const pages = [...chunks.values()].filter((chunk) => chunk.isDynamicEntry && chunk.facadeModuleId?.match(/\/src\/pages\/.*(Page|Frame)\.tsx/));
  const loads = pages.map((page) => [page.name, load(page.fileName)]).sort((a, b) => b[1] - a[1]);
  const told = loads.map(([name, size]) => `${name} ${(size / 1024).toFixed(0)}`).join(', ');
  if (loads.some(([, size]) => size > loadMax)) throw new Error(`The first load of a page is above ${loadMax / 1024} KiB of gzip: ${told}`);
  return told;
}

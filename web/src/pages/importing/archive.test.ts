import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { formatWithin } from './archive';

const report = `<testsuite name="shop">${'<testcase name="pay"/>'.repeat(3000)}</testsuite>`;
const text = (value: string) => new TextEncoder().encode(value);

function zipEntry(name: string, content: Uint8Array, method: 0 | 8): Uint8Array {
  const data = method === 8 ? new Uint8Array(deflateRawSync(content)) : content;
  const head = new DataView(new ArrayBuffer(30));
  head.setUint32(0, 0x04034b50, true);
  head.setUint16(8, method, true);
  head.setUint32(18, data.length, true);
  head.setUint16(26, name.length, true);
  return new Uint8Array([...new Uint8Array(head.buffer), ...text(name), ...data]);
}

function tarEntry(content: Uint8Array): Uint8Array {
  const entry = new Uint8Array(512 + Math.ceil(content.length / 512) * 512);
  entry.set(text(`${content.length.toString(8).padStart(11, '0')} `), 124);
  entry.set(text('ustar'), 257);
  entry.set(content, 512);
  return entry;
}

const both = (a: Uint8Array, b: Uint8Array) => new Uint8Array([...a, ...b]);

it.each([
  ['a stored zip', 'zip', zipEntry('r.xml', text(report), 0)],
  ['a deflated zip, behind a file that is no report', 'zip', both(zipEntry('a.txt', text('hello'), 8), zipEntry('r.xml', text(report), 8))],
  ['a tar', 'tar', both(tarEntry(text('hello')), tarEntry(text(report)))],
  ['a tar.gz', 'gzip', new Uint8Array(gzipSync(both(tarEntry(text('hello')), tarEntry(text(report)))))],
  ['a report.gz', 'gzip', new Uint8Array(gzipSync(report))],
  ['a report.gz that is cut', 'gzip', new Uint8Array(gzipSync(report)).subarray(0, 150)],
] as const)('%s shows its format', async (_, packing, bytes) => {
  expect(await formatWithin(packing, bytes)).toBe('JUnit');
});

it.each([
  ['a zip without reports', 'zip', zipEntry('a.txt', text('hello'), 8)],
  ['a damaged gz', 'gzip', text('\u001f\u008bnothing')],
  ['a broken tar', 'tar', new Uint8Array(2000)],
] as const)('%s shows none', async (_, packing, bytes) => {
  expect(await formatWithin(packing, bytes)).toBeUndefined();
});

// A look at the first files of an archive, to guess the format of the reports in it. The server unpacks it; nothing is here.
import type { ReportType } from '#api/formats';
import { detectFormat, headSize, type Packing, packingOf } from './detect';

const filesLookedAt = 20;
const restful = 120; // ms without another byte: all that these bytes hold was unpacked

/** The format of the first report that is found in the first bytes of an archive. */
export async function formatWithin(packing: Packing, bytes: Uint8Array): Promise<ReportType | undefined> {
  if (packing === 'zip') return formatInZip(bytes);
  if (packing === 'tar') return formatInTar(bytes);
  const unpacked = await unpackedHead(bytes, 'gzip');
  return packingOf(unpacked) === 'tar' ? formatInTar(unpacked) : detectFormat(unpacked);
}

async function formatInZip(bytes: Uint8Array): Promise<ReportType | undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0, looked = 0; looked < filesLookedAt && at + 30 <= bytes.length && view.getUint32(at, true) === 0x04034b50; looked += 1) {
    const method = view.getUint16(at + 8, true);
    const packedSize = view.getUint32(at + 18, true);
    const begin = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    // Without a size before the data, it reaches to nobody knows where: the reader of the data stops by itself.
    const data = bytes.subarray(begin, packedSize > 0 ? begin + packedSize : undefined);
    const found = detectFormat(method === 8 ? await unpackedHead(data, 'deflate-raw') : data);
    if (found || packedSize === 0) return found;
    at = begin + packedSize;
  }
  return undefined;
}

function formatInTar(bytes: Uint8Array): ReportType | undefined {
  const block = 512;
  for (let at = 0, looked = 0; looked < filesLookedAt && at + block < bytes.length; looked += 1) {
    const size = Number.parseInt(new TextDecoder().decode(bytes.subarray(at + 124, at + 136)), 8);
    if (!Number.isFinite(size)) return undefined;
    const found = detectFormat(bytes.subarray(at + block, at + block + size));
    if (found) return found;
    at += block + Math.ceil(size / block) * block;
  }
  return undefined;
}

/** What comes out of bytes that are nearly always cut; what was unpacked before the break counts. */
async function unpackedHead(bytes: Uint8Array, format: 'gzip' | 'deflate-raw'): Promise<Uint8Array> {
  const stream = new DecompressionStream(format);
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  writer.write(bytes.slice()).catch(() => undefined);
  const pause = () => new Promise<undefined>((resolve) => setTimeout(resolve, restful));
  try {
    while (size < headSize) {
      const read = await Promise.race([reader.read(), pause()]);
      if (!read?.value) break;
      chunks.push(read.value);
      size += read.value.length;
    }
  } catch {
    // Damaged behind what was read: the server will say where.
  }
  writer.abort().catch(() => undefined);
  return joined(chunks, size);
}

function joined(chunks: Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

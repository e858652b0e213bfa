// Which format a file has, by its first bytes and the rules of the server (src/formats).
import type { ReportType } from '#api/formats';
import { headOf, type ReportHead } from './reportHead';

/** How much of a file is looked at. */
export const headSize = 64 * 1024;

type Rule = (head: ReportHead) => boolean;

const isXml = (head: ReportHead, ...roots: string[]) => head.syntax === 'xml' && roots.includes(head.root);
const hasAny = (keys: Set<string>, ...wanted: string[]) => wanted.some((key) => keys.has(key));

const rules: readonly [ReportType, Rule][] = [
  ['TestNG', (head) => isXml(head, 'testng-results') || (isXml(head, 'suite', 'test') && head.rootKeys.has('started-at') && head.rootKeys.has('duration-ms'))],
  ['JUnit', isJunit],
  ['NUnit', (head) => isXml(head, 'test-run', 'test-results')],
  ['Cucumber', isCucumber],
  ['Robot', isRobot],
  ['Newman', isNewman],
];

function isJunit(head: ReportHead): boolean {
  if (!isXml(head, 'testsuites', 'testsuite', 'testrun') || head.innerKeys.has('node_order')) return false;
  return !hasAny(head.innerKeys, 'suite', 'datetime') || hasAny(head.innerKeys, 'testsuite', 'testcase');
}

function isCucumber(head: ReportHead): boolean {
  if (head.root === '[') return head.innerKeys.size === 0 || hasAny(head.innerKeys, 'elements', 'uri', 'keyword');
  return head.root === '{' && hasAny(head.rootKeys, 'elements', 'features');
}

function isRobot(head: ReportHead): boolean {
  if (head.syntax === 'json') return head.root === '{' && head.rootKeys.has('suite') && hasAny(head.rootKeys, 'generator', 'rpa');
  return head.root === 'robot' || (head.root === 'suite' && hasAny(head.rootKeys, 'source', 'id'));
}

function isNewman(head: ReportHead): boolean {
  if (head.root !== '{' || head.rootKeys.has('info')) return false;
  return head.rootKeys.has('collection') || (head.rootKeys.has('run') && hasAny(head.innerKeys, 'executions', 'stats'));
}

/** The format of a report; undefined when it looks like none of them. */
export function detectFormat(bytes: Uint8Array): ReportType | undefined {
  const head = headOf(bytes);
  return head && rules.find(([, applies]) => applies(head))?.[0];
}

export type Packing = 'zip' | 'gzip' | 'tar';

const signatures: readonly [string, string][] = [
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['1f8b', 'gzip'],
  ['425a68', 'bzip2'],
  ['fd377a585a00', 'xz'],
  ['28b52ffd', 'zstd'],
  ['377abcaf271c', '7z'],
  ['526172211a07', 'RAR'],
];
const read: readonly string[] = ['zip', 'gzip', 'tar'] satisfies Packing[];
const tarMark = 257; // where "ustar" stands in a header

/** What a file is packed as, told by its first bytes; undefined when it is no archive. */
export function packingOf(bytes: Uint8Array): string | undefined {
  const begin = Array.from(bytes.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const found = signatures.find(([signature]) => begin.startsWith(signature))?.[1];
  return found ?? (new TextDecoder().decode(bytes.subarray(tarMark, tarMark + 5)) === 'ustar' ? 'tar' : undefined);
}

export const isReadPacking = (packing: string): packing is Packing => read.includes(packing);

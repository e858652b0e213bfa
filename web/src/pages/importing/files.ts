// Files that somebody chose, and how they are sent: what belongs together in one import.
import type { ReportType } from '#api/formats';
import { pluralText } from '#format/count';
import { formatWithin } from './archive';
import { detectFormat, headSize, isReadPacking, packingOf } from './detect';

export interface ChosenFile {
  id: number;
  file: File;
  isArchive: boolean;
  /** As it was told by its content, or chosen; undefined until somebody chooses. */
  type: ReportType | undefined;
  /** Why the server would not take it, whatever is chosen. */
  problem?: string;
}

let lastId = 0;

/** Looks into a file. */
export async function lookInto(file: File): Promise<ChosenFile> {
  const bytes = new Uint8Array(await file.slice(0, headSize).arrayBuffer());
  const packing = packingOf(bytes);
  lastId += 1;
  const seen = { id: lastId, file, isArchive: packing !== undefined };
  if (file.size === 0) return { ...seen, type: undefined, problem: 'The file is empty.' };
  if (packing === undefined) return { ...seen, type: detectFormat(bytes) };
  if (!isReadPacking(packing)) return { ...seen, type: undefined, problem: `${packing} archives are not read. Pack it as .zip, .tar.gz, .tar or .gz.` };
  return { ...seen, type: await formatWithin(packing, bytes) };
}

/** What is sent in one request and becomes one import. */
export interface Shipment {
  id: string;
  type: ReportType;
  files: readonly ChosenFile[];
  size: number;
}

const filesMax = 40; // of one request: beside them go its options, and all of them may be 64 parts (parts_max)

/** The files of one format go together; an archive goes alone, since the server opens no archive beside others. */
export function shipmentsOf(files: readonly ChosenFile[]): Shipment[] {
  const groups: { type: ReportType; files: ChosenFile[]; isOpen: boolean }[] = [];
  for (const file of files) {
    if (file.type === undefined || file.problem !== undefined) continue;
    const group = groups.find(({ type, isOpen, files: others }) => type === file.type && isOpen && !file.isArchive && others.length < filesMax);
    if (group) group.files.push(file);
    else groups.push({ type: file.type, files: [file], isOpen: !file.isArchive });
  }
  return groups.map(({ type, files: members }) => ({ id: members.map(({ id }) => id).join(','), type, files: members, size: members.reduce((sum, { file }) => sum + file.size, 0) }));
}

/** "report.xml", "12 JUnit files". */
export function shipmentName({ files, type }: Pick<Shipment, 'files' | 'type'>): string {
  return files.length === 1 ? (files[0]?.file.name ?? type) : `${files.length} ${type} files`;
}

/** What people would not expect: files that are left out, and that formats are imported one by one. */
export function plannedText(files: readonly ChosenFile[], shipments: readonly Shipment[]): string {
  const unknown = files.filter(({ type, problem }) => type === undefined && problem === undefined).length;
  const told = [unknown > 0 && `${pluralText(unknown, 'file')} without a format ${unknown === 1 ? 'is' : 'are'} left out`, shipments.length > 1 && `${shipments.length} imports: one for each format and each archive`];
  return told.filter((part) => part !== false).join('; ');
}

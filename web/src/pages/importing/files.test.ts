import { expect, it } from 'vitest';
import type { ReportType } from '#api/formats';
import { type ChosenFile, lookInto, plannedText, shipmentName, shipmentsOf } from './files';

const chosen = (id: number, type: ReportType | undefined, isArchive = false): ChosenFile => ({ id, type, isArchive, file: new File(['12345'], `r${id}.xml`) });

it('sends the files of one format together, archives alone, and none without a format', () => {
  const shipments = shipmentsOf([chosen(1, 'JUnit'), chosen(2, 'Robot'), chosen(3, 'JUnit'), chosen(4, 'JUnit', true), chosen(5, undefined), chosen(6, 'JUnit')]);
  expect(shipments.map(({ type, id, size }) => [type, id, size])).toEqual([['JUnit', '1,3,6', 15], ['Robot', '2', 5], ['JUnit', '4', 5]]);
});

it('sends no more files in one request than the server takes', () => {
  const shipments = shipmentsOf(Array.from({ length: 100 }, (_, id) => chosen(id, 'NUnit')));
  expect(shipments.map(({ files }) => files.length)).toEqual([40, 40, 20]);
});

it('leaves out what the server would refuse', () => {
  expect(shipmentsOf([{ ...chosen(1, 'JUnit'), problem: 'The file is empty.' }])).toEqual([]);
});

it.each([
  [[chosen(1, 'JUnit')], ''],
  [[chosen(1, 'JUnit'), chosen(2, undefined)], '1 file without a format is left out'],
  [[chosen(1, 'JUnit'), chosen(2, 'Robot')], '2 imports: one for each format and each archive'],
])('tells what is not expected: %#', (files, expected) => {
  expect(plannedText(files, shipmentsOf(files))).toBe(expected);
});

it('names what is sent', () => {
  expect(shipmentName({ type: 'JUnit', files: [chosen(1, 'JUnit')] })).toBe('r1.xml');
  expect(shipmentName({ type: 'JUnit', files: [chosen(1, 'JUnit'), chosen(2, 'JUnit')] })).toBe('2 JUnit files');
});

it.each([
  [new File(['<robot generator="x">'], 'a.txt'), { type: 'Robot', isArchive: false, problem: undefined }],
  [new File([], 'empty.xml'), { type: undefined, isArchive: false, problem: 'The file is empty.' }],
  [new File(['BZh91'], 'r.tar.bz2'), { type: undefined, isArchive: true, problem: 'bzip2 archives are not read. Pack it as .zip, .tar.gz, .tar or .gz.' }],
  [new File(['hello'], 'r.xml'), { type: undefined, isArchive: false, problem: undefined }],
])('looks into a file and not at its name: %#', async (file, expected) => {
  const { type, isArchive, problem } = await lookInto(file);
  expect({ type, isArchive, problem }).toEqual(expected);
});

// Custom fields as people fill them in: each a text, or several. The server reads these forms of every type (docs/configuration.md).
import { valueText } from '#format/field';

export type Entry = string | string[];

export interface FieldEntry {
  name: string;
  entry: Entry;
  /** As the server told it: sent back as it came while nobody changes it. */
  read?: unknown;
}

/** What a value looks like in its field. */
export function entryOf(value: unknown): Entry {
  return Array.isArray(value) ? value.map(valueText) : valueText(value);
}

export const fieldEntriesOf = (values: { name?: unknown; ID?: unknown; value?: unknown }[]): FieldEntry[] =>
  values.map(({ name, ID, value }) => ({ name: String(name ?? ID), entry: entryOf(value), read: value }));

const isSame = (one: Entry, other: Entry) => JSON.stringify(one) === JSON.stringify(other);
const isNamed = (name: string) => (field: FieldEntry) => field.name.toLowerCase() === name.toLowerCase();

/** With another value; a field that was not there joins the others. */
export function withEntry(fields: FieldEntry[], name: string, entry: Entry): FieldEntry[] {
  const isOne = isNamed(name);
  return fields.some(isOne) ? fields.map((field) => (isOne(field) ? { ...field, entry } : field)) : [...fields, { name, entry }];
}

export const entryIn = (fields: FieldEntry[], name: string): Entry => fields.find(isNamed(name))?.entry ?? '';

/** All values there are to be; what is empty is none. */
export const sentFields = (fields: FieldEntry[]) =>
  fields.filter(({ entry }) => entry.length > 0).map(({ name, entry, read }) => ({ name, value: read !== undefined && isSame(entryOf(read), entry) ? read : entry }));

export const fieldsText = (fields: FieldEntry[]) =>
  fields.filter(({ entry }) => entry.length > 0).map(({ name, entry }) => `${name}: ${typeof entry === 'string' ? entry : entry.join(', ')}`).join('\n');

// What is told of cases that were to be changed together.
import type { Case, CaseChanges } from '#api/cases';
import type { CasesChanged } from '#api/casesTogether';
import { pluralText } from '#format/count';
import { type FieldEntry, fieldEntriesOf, sentFields, withEntry } from '#parts/fields/entries';

const toldMax = 5;

/** The refusals, case by case; the first of many. */
export function refusalText({ errors }: Pick<CasesChanged, 'errors'>): string {
  const told = Object.entries(errors);
  const lines = told.slice(0, toldMax).map(([key, { message }]) => (message.includes(key) ? message : `${key}: ${message}`));
  return [...lines, ...(told.length > toldMax ? [`And ${pluralText(told.length - toldMax, 'other')}.`] : [])].join('\n');
}

export type TagDeed = 'add' | 'remove' | 'replace';

const sameTag = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

export function tagsAfter(before: string[], deed: TagDeed, names: string[]): string[] {
  if (deed === 'replace') return names;
  const others = before.filter((name) => !names.some((named) => sameTag(name, named)));
  return deed === 'remove' ? others : [...before, ...names.filter((named) => !before.some((name) => sameTag(name, named)))];
}

export interface Part {
  keys: string[];
  changes: CaseChanges;
}

/** What joins or takes the place of something that each case has already. */
export interface Additions {
  tagging?: { deed: TagDeed; tags: string[] };
  /** Those that are filled in; the server takes all fields of a case at once. */
  fields: FieldEntry[];
}

type Had = Pick<Case, 'key' | 'tags' | 'customFields'>;

/** The changes to send: cases that become alike go together, and those that are so already get the other changes alone. */
export function partsOf(cases: Had[], changes: CaseChanges, additions: Additions): Part[] {
  const parts = new Map<string, Part>();
  for (const had of cases) {
    const own = { ...tagsOf(had, additions), ...fieldsOf(had, additions) };
    const id = JSON.stringify(own);
    const part = parts.get(id) ?? { keys: [] as string[], changes: { ...changes, ...own } };
    part.keys.push(had.key);
    parts.set(id, part);
  }
  return [...parts.values()].filter((part) => Object.keys(part.changes).length > 0);
}

function tagsOf({ tags }: Had, { tagging }: Additions): CaseChanges {
  if (!tagging) return {};
  const before = tags.map(({ tag }) => tag.name);
  const after = tagsAfter(before, tagging.deed, tagging.tags);
  const stays = after.length === before.length && after.every((name) => before.includes(name));
  return stays ? {} : { tags: after.map((name) => ({ tag: { name } })) };
}

function fieldsOf({ customFields }: Had, { fields }: Additions): CaseChanges {
  const before = fieldEntriesOf(customFields);
  const after = fields.reduce((sum, { name, entry }) => withEntry(sum, name, entry), before);
  return JSON.stringify(after) === JSON.stringify(before) ? {} : { customFields: sentFields(after) };
}

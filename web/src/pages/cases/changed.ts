// What is told of cases that were to be changed together.
import type { Case, CaseChanges } from '#api/cases';
import type { CasesChanged } from '#api/casesTogether';
import { pluralText } from '#format/count';

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

/** The changes to send: cases that get the same tags go together, and those whose tags stay as they are get the other changes alone. */
export function partsOf(cases: Pick<Case, 'key' | 'tags'>[], changes: CaseChanges, deed: TagDeed, names: string[]): Part[] {
  const parts = new Map<string, Part>();
  for (const { key, tags } of cases) {
    const before = tags.map(({ tag }) => tag.name);
    const after = tagsAfter(before, deed, names);
    const stays = after.length === before.length && after.every((name) => before.includes(name));
    const id = stays ? '' : JSON.stringify(after);
    const part = parts.get(id) ?? { keys: [] as string[], changes: stays ? changes : { ...changes, tags: after.map((name) => ({ tag: { name } })) } };
    part.keys.push(key);
    parts.set(id, part);
  }
  return [...parts.values()].filter((part) => Object.keys(part.changes).length > 0);
}

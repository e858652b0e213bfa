// What is told of cases that were to be changed together.
import type { CaseChanges } from '#api/cases';
import type { CasesChanged, ChangesTogether } from '#api/casesTogether';
import { pluralText } from '#format/count';
import { type FieldEntry, sentFields } from '#parts/fields/entries';

const toldMax = 5;

/** The refusals, case by case; the first of many. */
export function refusalText({ errors }: Pick<CasesChanged, 'errors'>): string {
  const told = Object.entries(errors);
  const lines = told.slice(0, toldMax).map(([key, { message }]) => (message.includes(key) ? message : `${key}: ${message}`));
  return [...lines, ...(told.length > toldMax ? [`And ${pluralText(told.length - toldMax, 'other')}.`] : [])].join('\n');
}

export type TagDeed = 'add' | 'remove' | 'replace';

export interface Wishes {
  changes: CaseChanges;
  deed: TagDeed;
  /** None replace all there are, undefined leave them alone. */
  tags: string[] | undefined;
  fields: FieldEntry[];
  emptied: string[];
}

/** What to ask of the server; undefined when nothing is to be changed. */
export function togetherOf({ changes, deed, tags, fields, emptied }: Wishes): ChangesTogether | undefined {
  const all = { ...changes, ...(tags && deed === 'replace' && { tags: tags.map((name) => ({ tag: { name } })) }) };
  const setCustomFields = [...sentFields(fields), ...emptied.map((name) => ({ name, value: null }))];
  const wanted: ChangesTogether = {
    ...(Object.keys(all).length > 0 && { changes: all }),
    ...(tags && deed === 'add' && { addTags: tags }),
    ...(tags && deed === 'remove' && { removeTags: tags }),
    ...(setCustomFields.length > 0 && { setCustomFields }),
  };
  return Object.keys(wanted).length > 0 ? wanted : undefined;
}

// What is asked of the server's search of cases.
import type { Schema } from './client';

export const caseStates = ['active', 'archived', 'deleted'] as const;
export type CaseState = (typeof caseStates)[number];

export interface CaseFilter {
  text: string;
  status: number[];
  automation: number[];
  tag: number[];
  /** With those within. */
  folders: number[];
  state: CaseState;
}

/** What is searched: a key where the text is one, else a part of the title. */
export function caseCriteria({ text, status, automation, tag, folders, state }: CaseFilter): Schema<'CaseSearch'> {
  const isOneOf = <T>(list: T[]) => ({ comparisonType: 'IN' as const, list });
  const words = text.trim();
  return {
    ...(words !== '' && (/^\w+-TC-\d+$/i.test(words) ? { key: isOneOf([words]) } : { title: { comparisonType: 'CONTAINS' as const, value: words } })),
    ...(status.length > 0 && { statusID: isOneOf(status) }),
    ...(automation.length > 0 && { automationStatusID: isOneOf(automation) }),
    ...(tag.length > 0 && { tag: isOneOf(tag) }),
    ...(folders.length > 0 && { folderID: isOneOf(folders) }),
    ...(state === 'archived' && { isArchived: { value: true } }),
    ...(state === 'deleted' && { isDeleted: { value: true } }),
  };
}

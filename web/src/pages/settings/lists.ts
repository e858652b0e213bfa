// The lists of a project, as the settings show them.
import type { Entry, List } from '#api/lists';

export type ShownList = Exclude<List, 'customfield'>;

export interface ListLook {
  list: ShownList;
  title: string;
  /** One of it, in a sentence: "Add a priority". */
  one: string;
  about: string;
}

export const lists: readonly ListLook[] = [
  { list: 'runstatus', title: 'Run statuses', one: 'run status', about: 'What a run can end as. Importing takes the first one of each type, so the order counts.' },
  { list: 'status', title: 'Case statuses', one: 'case status', about: 'How far a case is. Only cases of some statuses can be added to a cycle.' },
  { list: 'priority', title: 'Priorities', one: 'priority', about: 'How much a case matters.' },
  { list: 'type', title: 'Types', one: 'type', about: 'What kind of test a case is.' },
  { list: 'scripttype', title: 'Script types', one: 'script type', about: 'How the steps of a case are written.' },
  { list: 'automationstatus', title: 'Automation statuses', one: 'automation status', about: 'Whether a machine runs a case. Imported cases get “Automated”, whatever it is called here.' },
];

/** The place, from 1, that an entry gets when it is moved among those that are shown; null where it cannot go further. */
export function movedPosition(entries: readonly Pick<Entry, 'ID'>[], id: number, direction: 'up' | 'down'): number | null {
  const index = entries.findIndex((entry) => entry.ID === id);
  const next = direction === 'up' ? index - 1 : index + 1;
  return index < 0 || next < 0 || next >= entries.length ? null : next + 1;
}

export const isColor = (text: string) => /^#[0-9a-fA-F]{6}$/.test(text);

// What people say of a cycle: a form, and what of it is sent.
import type { Cycle, CycleChange } from '#api/cycles';
import { type FieldEntry, fieldEntriesOf, sentFields } from '#parts/fields/entries';

export interface CycleForm {
  title: string;
  objective: string;
  folder: string | null;
  owner: string;
  /** Days such as "2026-03-01"; empty where there is none. */
  start: string;
  end: string;
  tasks: string[];
  tags: string[];
  fields: FieldEntry[];
}

export const emptyForm: CycleForm = { title: '', objective: '', folder: null, owner: '', start: '', end: '', tasks: [], tags: [], fields: [] };

const dayOf = (time: number | null) => (time === null ? '' : new Date(time).toISOString().slice(0, 10));

export function formOf(cycle: Cycle): CycleForm {
  return {
    title: cycle.title,
    objective: cycle.objective,
    folder: cycle.folder ? String(cycle.folder.ID) : null,
    owner: cycle.ownedByID ?? '',
    start: dayOf(cycle.startDate),
    end: dayOf(cycle.endDate),
    tasks: cycle.jiraTaskIDs,
    tags: cycle.tags.map(({ tag }) => tag.name),
    fields: fieldEntriesOf(cycle.customFields),
  };
}

/** The members to send: those that differ. */
export function changeOf(before: CycleForm, form: CycleForm): CycleChange {
  const sent: { [P in keyof CycleForm]: () => CycleChange } = {
    title: () => ({ title: form.title.trim() }),
    objective: () => ({ objective: form.objective.trim() }),
    folder: () => ({ folder: form.folder === null ? null : { ID: Number(form.folder) } }),
    owner: () => ({ ownedByID: form.owner || null }),
    start: () => ({ startDate: form.start || null }),
    end: () => ({ endDate: form.end || null }),
    tasks: () => ({ jiraTaskIDs: form.tasks }),
    tags: () => ({ tags: form.tags.map((name) => ({ tag: { name } })) }),
    fields: () => ({ customFields: sentFields(form.fields) }),
  };
  const differing = (Object.keys(sent) as (keyof CycleForm)[]).filter((part) => JSON.stringify(before[part]) !== JSON.stringify(form[part]));
  return Object.assign({}, ...differing.map((part) => sent[part]()));
}

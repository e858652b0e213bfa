import { Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type Cycle, useChangeCycle, useCloneCycle, useCreateCycle } from '#api/cycles';
import { cycleFoldersQuery } from '#api/folders';
import { membersQuery } from '#api/members';
import { useMe } from '#api/session';
import { tagsQuery } from '#api/tags';
import { FieldInputs } from '#parts/fields/FieldInputs';
import { folderOptions } from '#parts/folders';
import { FieldPairs, FormDialog } from '#parts/FormDialog';
import { sayDone } from '#parts/notices';
import { changeOf, type CycleForm, emptyForm, formOf } from './cycleForm';

interface Props {
  project: string;
  /** Where a new one shall be. */
  folder?: number;
  /** The cycle that is changed, or cloned; without one a cycle is made. */
  cycle?: Cycle;
  isClone?: boolean;
  onClose: () => void;
}

/** What a cycle shall say: a new one, which is then shown, a copy of one, or one that is there. */
export default function CycleDialog({ project, folder, cycle, isClone = false, onClose }: Props) {
  const { user } = useMe();
  const before = cycle ? formOf(cycle) : emptyForm;
  const [form, setForm] = useState<CycleForm>(() => {
    if (cycle) return isClone ? { ...before, title: `${cycle.title} (copy)` } : before;
    return { ...before, owner: user.name, folder: folder === undefined ? null : String(folder) };
  });
  const change = (changes: Partial<CycleForm>) => setForm({ ...form, ...changes });
  const navigate = useNavigate();
  const create = useCreateCycle(project);
  const edit = useChangeCycle(project, cycle?.key ?? '');
  const clone = useCloneCycle(project, cycle?.key ?? '');
  const sending = !cycle ? create : isClone ? clone : edit;
  const sent = changeOf(before, form);
  const show = (made: Cycle, told: string) => {
    sayDone(told);
    onClose();
    void navigate({ to: '/projects/$project/cycles/$cycle/runs', params: { project, cycle: made.key } });
  };
  const submit = () => {
    if (!cycle) create.mutate({ ...sent, title: form.title.trim() }, { onSuccess: (made) => show(made, `${made.key} was created.`) });
    else if (isClone) clone.mutate(sent, { onSuccess: (made) => show(made, `${made.key} was created with the same cases.`) });
    else edit.mutate(sent, { onSuccess: () => (sayDone(`${cycle.key} was saved.`), onClose()) });
  };
  const title = !cycle ? 'New cycle' : isClone ? `Clone ${cycle.key}` : `Edit ${cycle.key}`;
  const action = !cycle ? 'Create the cycle' : isClone ? 'Clone the cycle' : 'Save';
  return (
    <FormDialog opened title={title} action={action} pending={sending.isPending} error={sending.error} isIncomplete={form.title.trim() === '' || (cycle !== undefined && !isClone && Object.keys(sent).length === 0)} onSubmit={submit} onClose={onClose}>
      <TextInput label="Title" required withAsterisk={false} maxLength={255} data-autofocus placeholder="Nightly 8127" value={form.title} onChange={(event) => change({ title: event.currentTarget.value })} />
      <Textarea label="Objective" size="sm" autosize minRows={2} maxRows={6} value={form.objective} onChange={(event) => change({ objective: event.currentTarget.value })} />
      <CycleFields project={project} form={form} onChange={change} />
    </FormDialog>
  );
}

function CycleFields({ project, form, onChange }: { project: string; form: CycleForm; onChange: (changes: Partial<CycleForm>) => void }) {
  const folders = folderOptions(useQuery(cycleFoldersQuery(project)).data ?? []);
  const members = useQuery(membersQuery(project)).data?.items ?? [];
  const tags = useQuery(tagsQuery(project)).data ?? [];
  const people = [...new Set([...members.filter(({ active }) => active).map(({ name }) => name), form.owner].filter(Boolean))];
  return (
    <FieldPairs>
      <Select label="Folder" placeholder="None" data={folders} value={form.folder} onChange={(folder) => onChange({ folder })} clearable searchable nothingFoundMessage="No folder" />
      <Select label="Owner" placeholder="Nobody" data={people} value={form.owner || null} onChange={(owner) => onChange({ owner: owner ?? '' })} clearable searchable nothingFoundMessage="No member of that name" />
      <TextInput label="From" type="date" max={form.end || undefined} value={form.start} onChange={(event) => onChange({ start: event.currentTarget.value })} />
      <TextInput label="To" type="date" min={form.start || undefined} value={form.end} onChange={(event) => onChange({ end: event.currentTarget.value })} />
      <TagsInput size="sm" label="Tags" data={tags.map(({ name }) => name)} value={form.tags} onChange={(names) => onChange({ tags: names })} acceptValueOnBlur />
      <TagsInput size="sm" label="Tasks" placeholder={form.tasks.length > 0 ? undefined : 'AT-42'} value={form.tasks} onChange={(tasks) => onChange({ tasks })} acceptValueOnBlur />
      <FieldInputs project={project} of="cycle" fields={form.fields} onChange={(fields) => onChange({ fields })} />
    </FieldPairs>
  );
}

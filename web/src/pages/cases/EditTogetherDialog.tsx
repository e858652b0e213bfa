import { Checkbox, SegmentedControl, Select, TagsInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseChanges } from '#api/cases';
import { casesOf, type CasesChanged, changeCases, type ChosenCases } from '#api/casesTogether';
import { useConfiguration } from '#api/configuration';
import { caseFoldersQuery } from '#api/folders';
import { membersQuery } from '#api/members';
import { tagsQuery } from '#api/tags';
import { pluralText } from '#format/count';
import type { FieldEntry } from '#parts/fields/entries';
import { FieldInputs } from '#parts/fields/FieldInputs';
import { folderOptions } from '#parts/folders';
import { FieldPairs, FormDialog } from '#parts/FormDialog';
import { sayDone, sayRefused } from '#parts/notices';
import { type Additions, partsOf, refusalText, type TagDeed } from './changed';

interface Props {
  project: string;
  cases: ChosenCases;
  onDone: () => void;
  onClose: () => void;
}

const none = '-';
const deeds: { value: TagDeed; label: string }[] = [
  { value: 'add', label: 'Add tags' },
  { value: 'remove', label: 'Remove tags' },
  { value: 'replace', label: 'Replace tags' },
];
const lists = [
  { part: 'status', label: 'Status', list: 'caseStatuses' },
  { part: 'priority', label: 'Priority', list: 'casePriorities' },
  { part: 'type', label: 'Type', list: 'caseTypes' },
  { part: 'automationStatus', label: 'Automation status', list: 'caseAutomationStatuses' },
] as const;

/** Changes many cases alike; what is left alone stays as each of them has it. */
export function EditTogetherDialog({ project, cases, onDone, onClose }: Props) {
  const configuration = useConfiguration(project);
  const client = useQueryClient();
  const folders = useQuery(caseFoldersQuery(project)).data ?? [];
  const members = useQuery(membersQuery(project)).data?.items ?? [];
  const known = useQuery(tagsQuery(project)).data ?? [];
  const [changes, setChanges] = useState<CaseChanges>({});
  const [deed, setDeed] = useState<TagDeed>('add');
  const [tags, setTags] = useState<string[]>([]);
  const [fields, setFields] = useState<FieldEntry[]>([]);
  const [isEmptied, setEmptied] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const change = (part: keyof CaseChanges, value: unknown) => {
    const { [part]: _, ...others } = changes;
    setChanges(value === undefined ? others : { ...others, [part]: value });
  };
  const isTagging = tags.length > 0 || (deed === 'replace' && isEmptied);
  const filled = fields.filter(({ entry }) => entry.length > 0);
  const isEmpty = Object.keys(changes).length === 0 && !isTagging && filled.length === 0;

  const submit = async () => {
    setPending(true);
    setError(undefined);
    try {
      const told = await changeTogether(project, cases, changes, { tagging: isTagging ? { deed, tags } : undefined, fields: filled });
      await client.invalidateQueries({ queryKey: ['project', project] });
      const changed = told.reduce((sum, { successCount }) => sum + successCount, 0);
      const errors = Object.assign({}, ...told.map((each) => each.errors)) as CasesChanged['errors'];
      const refused = Object.keys(errors).length;
      if (refused > 0) sayRefused(`${pluralText(refused, 'case')} could not be changed`, refusalText({ errors }));
      if (changed > 0) sayDone(`${pluralText(changed, 'case')} ${changed === 1 ? 'was' : 'were'} changed.`);
      else if (refused === 0) sayDone('The cases are like that already.');
      onClose();
      if (refused === 0) onDone();
    } catch (problem) {
      setError(problem);
      setPending(false);
    }
  };
  return (
    <FormDialog opened title={`Edit ${pluralText(cases.keys.length, 'case')}`} action={`Change ${pluralText(cases.keys.length, 'case')}`} pending={pending} error={error} isIncomplete={isEmpty} onSubmit={() => void submit()} onClose={onClose}>
      <FieldPairs>
        {lists.map(({ part, label, list }) => (
          <Choice key={part} label={label} data={configuration[list].filter((entry) => entry.isEnabled).map(({ name }) => ({ value: name, label: name }))} onChange={(name) => change(part, name === undefined ? undefined : { name })} />
        ))}
        <Choice label="Owner" data={[{ value: none, label: 'Nobody' }, ...members.filter(({ active }) => active).map(({ name }) => ({ value: name, label: name }))]} onChange={(name) => change('ownedByID', name === none ? null : name)} />
        <Choice label="Folder" data={[{ value: none, label: 'None' }, ...folderOptions(folders)]} onChange={(id) => change('folder', id === undefined ? undefined : id === none ? null : { ID: Number(id) })} />
      </FieldPairs>
      <SegmentedControl size="xs" aria-label="What is done with the tags" data={deeds} value={deed} onChange={setDeed} />
      <TagsInput size="sm" label="Tags" data={known.map(({ name }) => name)} value={tags} onChange={setTags} placeholder={tags.length > 0 ? undefined : 'As they are'} disabled={deed === 'replace' && isEmptied} acceptValueOnBlur />
      {deed === 'replace' && tags.length === 0 && <Checkbox size="xs" label="By none" checked={isEmptied} onChange={(event) => setEmptied(event.currentTarget.checked)} />}
      <FieldInputs project={project} of="case" fields={fields} onChange={setFields} unset="As it is" />
    </FormDialog>
  );
}

async function changeTogether(project: string, cases: ChosenCases, changes: CaseChanges, additions: Additions): Promise<CasesChanged[]> {
  const { tagging, fields } = additions;
  if (!tagging && fields.length === 0) return [await changeCases(project, cases.keys, changes)];
  if (tagging?.deed === 'replace' && fields.length === 0) return [await changeCases(project, cases.keys, { ...changes, tags: tagging.tags.map((name) => ({ tag: { name } })) })];
  const told: CasesChanged[] = [];
  for (const part of partsOf(await casesOf(project, cases), changes, additions)) told.push(await changeCases(project, part.keys, part.changes));
  return told;
}

function Choice({ label, data, onChange }: { label: string; data: { value: string; label: string }[]; onChange: (value: string | undefined) => void }) {
  return <Select label={label} placeholder="As it is" data={data} onChange={(value) => onChange(value ?? undefined)} clearable searchable={data.length > 8} clearButtonProps={{ 'aria-label': `${label}: as it is` }} nothingFoundMessage="None of that name" />;
}

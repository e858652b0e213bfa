import { Checkbox, MultiSelect, SegmentedControl, Select, TagsInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseChanges } from '#api/cases';
import { changeCases, type ChosenCases } from '#api/casesTogether';
import { useConfiguration } from '#api/configuration';
import { caseFoldersQuery } from '#api/folders';
import { membersQuery } from '#api/members';
import { tagsQuery } from '#api/tags';
import { pluralText } from '#format/count';
import type { FieldEntry } from '#parts/fields/entries';
import { FieldInputs, useFieldsOf } from '#parts/fields/FieldInputs';
import { folderOptions } from '#parts/folders';
import { FieldPairs, FormDialog } from '#parts/FormDialog';
import { sayDone, sayRefused } from '#parts/notices';
import { refusalText, type TagDeed, togetherOf } from './changed';

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
  const [isUntagged, setUntagged] = useState(false);
  const [emptied, setEmptied] = useState<string[]>([]);
  const definitions = useFieldsOf(project, 'case');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const change = (part: keyof CaseChanges, value: unknown) => {
    const { [part]: _, ...others } = changes;
    setChanges(value === undefined ? others : { ...others, [part]: value });
  };
  const filled = fields.filter(({ entry }) => entry.length > 0);
  const canBeEmptied = definitions.filter(({ name, caseAssociation }) => !caseAssociation.isRequired && !filled.some((field) => field.name === name)).map(({ name }) => name);
  const wanted = togetherOf({
    changes,
    deed,
    tags: tags.length > 0 || (deed === 'replace' && isUntagged) ? tags : undefined,
    fields: filled,
    emptied: emptied.filter((name) => canBeEmptied.includes(name)),
  });

  const submit = async () => {
    if (!wanted) return;
    setPending(true);
    setError(undefined);
    try {
      const { successCount: changed, errors } = await changeCases(project, cases.keys, wanted);
      await client.invalidateQueries({ queryKey: ['project', project] });
      const refused = Object.keys(errors).length;
      if (refused > 0) sayRefused(`${pluralText(refused, 'case')} could not be changed`, refusalText({ errors }));
      if (changed > 0) sayDone(`${pluralText(changed, 'case')} ${changed === 1 ? 'was' : 'were'} changed.`);
      onClose();
      if (refused === 0) onDone();
    } catch (problem) {
      setError(problem);
      setPending(false);
    }
  };
  return (
    <FormDialog opened title={`Edit ${pluralText(cases.keys.length, 'case')}`} action={`Change ${pluralText(cases.keys.length, 'case')}`} pending={pending} error={error} isIncomplete={!wanted} onSubmit={() => void submit()} onClose={onClose}>
      <FieldPairs>
        {lists.map(({ part, label, list }) => (
          <Choice key={part} label={label} data={configuration[list].filter((entry) => entry.isEnabled).map(({ name }) => ({ value: name, label: name }))} onChange={(name) => change(part, name === undefined ? undefined : { name })} />
        ))}
        <Choice label="Owner" data={[{ value: none, label: 'Nobody' }, ...members.filter(({ active }) => active).map(({ name }) => ({ value: name, label: name }))]} onChange={(name) => change('ownedByID', name === none ? null : name)} />
        <Choice label="Folder" data={[{ value: none, label: 'None' }, ...folderOptions(folders)]} onChange={(id) => change('folder', id === undefined ? undefined : id === none ? null : { ID: Number(id) })} />
      </FieldPairs>
      <SegmentedControl size="xs" aria-label="What is done with the tags" data={deeds} value={deed} onChange={setDeed} />
      <TagsInput size="sm" label="Tags" data={known.map(({ name }) => name)} value={tags} onChange={setTags} placeholder={tags.length > 0 ? undefined : 'As they are'} disabled={deed === 'replace' && isUntagged} acceptValueOnBlur />
      {deed === 'replace' && tags.length === 0 && <Checkbox size="xs" label="By none" checked={isUntagged} onChange={(event) => setUntagged(event.currentTarget.checked)} />}
      <FieldInputs project={project} of="case" fields={fields} onChange={setFields} unset="As it is" />
      {canBeEmptied.length > 0 && <MultiSelect size="sm" label="Fields to empty" data={canBeEmptied} value={emptied.filter((name) => canBeEmptied.includes(name))} onChange={setEmptied} placeholder={emptied.length > 0 ? undefined : 'None'} clearable />}
    </FormDialog>
  );
}

function Choice({ label, data, onChange }: { label: string; data: { value: string; label: string }[]; onChange: (value: string | undefined) => void }) {
  return <Select label={label} placeholder="As it is" data={data} onChange={(value) => onChange(value ?? undefined)} clearable searchable={data.length > 8} clearButtonProps={{ 'aria-label': `${label}: as it is` }} nothingFoundMessage="None of that name" />;
}

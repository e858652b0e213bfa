import { Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useConfiguration } from '#api/configuration';
import { caseFoldersQuery } from '#api/folders';
import { membersQuery } from '#api/members';
import { tagsQuery } from '#api/tags';
import { FieldInputs } from '#parts/fields/FieldInputs';
import { flat, folderOptions } from '#parts/folders';
import classes from './CasePage.module.css';
import type { Draft } from './draft';

interface Props {
  project: string;
  draft: Draft;
  onChange: (changes: Partial<Draft>) => void;
}

interface Entry {
  name: string;
  isEnabled: boolean;
}

/** What a case says of itself, without its steps. */
export function CaseFields({ project, draft, onChange }: Props) {
  const lists = useConfiguration(project);
  const folders = useQuery(caseFoldersQuery(project)).data ?? [];
  const tags = useQuery(tagsQuery(project)).data ?? [];
  const members = useQuery(membersQuery(project)).data?.items ?? [];
  const choose = (part: 'status' | 'priority' | 'type' | 'scriptType' | 'automationStatus', label: string, entries: Entry[]) => (
    <Select label={label} data={choices(entries, draft[part])} value={draft[part]} allowDeselect={false} onChange={(name) => name !== null && onChange({ [part]: name })} />
  );
  const chooseFolder = (id: string | null) => onChange({ folder: flat(folders).map(({ folder }) => folder).find(({ ID }) => String(ID) === id) ?? null });
  return (
    <>
      <TextInput label="Title" required withAsterisk={false} maxLength={255} data-autofocus autoFocus value={draft.title} onChange={(event) => onChange({ title: event.currentTarget.value })} />
      <Textarea label="Description" autosize minRows={2} maxRows={16} value={draft.description} onChange={(event) => onChange({ description: event.currentTarget.value })} />
      <Textarea label="Precondition" autosize minRows={1} maxRows={16} value={draft.precondition} onChange={(event) => onChange({ precondition: event.currentTarget.value })} />
      <div className={classes.grid}>
        {choose('status', 'Status', lists.caseStatuses)}
        {choose('priority', 'Priority', lists.casePriorities)}
        {choose('type', 'Type', lists.caseTypes)}
        {choose('scriptType', 'Script type', lists.caseScriptTypes)}
        {choose('automationStatus', 'Automation status', lists.caseAutomationStatuses)}
        <Select label="Folder" placeholder="None" data={folderOptions(folders)} value={draft.folder ? String(draft.folder.ID) : null} onChange={chooseFolder} searchable clearable />
        <Select label="Owner" placeholder="Nobody" data={[...new Set([...members.map((member) => member.name), draft.owner].filter(Boolean))]} value={draft.owner || null} onChange={(name) => onChange({ owner: name ?? '' })} searchable clearable />
      </div>
      <TextInput label="Automation key" description="By which imports find the case" value={draft.automationKey} onChange={(event) => onChange({ automationKey: event.currentTarget.value })} />
      <div className={classes.grid}>
        <TagsInput label="Tags" data={tags.map(({ name }) => name)} value={draft.tags} onChange={(names) => onChange({ tags: names })} acceptValueOnBlur />
        <TagsInput label="Requirements" placeholder="AT-42" value={draft.requirements} onChange={(requirements) => onChange({ requirements })} acceptValueOnBlur />
        <FieldInputs project={project} of="case" fields={draft.fields} onChange={(fields) => onChange({ fields })} />
      </div>
    </>
  );
}

/** Those that can be chosen, and the one that is. */
const choices = (entries: Entry[], chosen: string) => entries.filter((entry) => entry.isEnabled || entry.name === chosen).map((entry) => entry.name);

import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useConfiguration } from '#api/configuration';
import type { CustomField } from '#api/lists';
import { membersQuery } from '#api/members';
import { type Entry, entryIn, type FieldEntry, withEntry } from './entries';

interface Props {
  project: string;
  /** Of what the fields are. */
  of: 'case' | 'cycle' | 'run';
  fields: FieldEntry[];
  onChange: (fields: FieldEntry[]) => void;
  /** What an empty field means, where that is not that there is no value; no field has to be filled in then. */
  unset?: string;
}

/** The project's own fields, each in the form of its type; nothing where the project has none. */
export function FieldInputs({ project, of, fields, onChange, unset }: Props) {
  const definitions = useFieldsOf(project, of);
  const members = useQuery({ ...membersQuery(project), enabled: definitions.some(asksForPeople) }).data?.items ?? [];
  const people = members.map(({ name }) => name);
  return definitions.map((field) => (
    <FieldInput
      key={field.ID}
      field={field}
      isRequired={unset === undefined && field[`${of}Association`].isRequired}
      placeholder={unset}
      people={people}
      entry={entryIn(fields, field.name)}
      onChange={(entry) => onChange(withEntry(fields, field.name, entry))}
    />
  ));
}

export const useFieldsOf = (project: string, of: Props['of']): CustomField[] =>
  useConfiguration(project).customFields.filter((field) => field.isEnabled && field[`${of}Association`].isAssociated);

const asksForPeople = ({ type }: CustomField) => type === 'SINGLE_USER_SELECTOR' || type === 'MULTI_USER_SELECTOR';

function offeredBy(field: CustomField, people: string[]): string[] {
  if (asksForPeople(field)) return people;
  if (field.type === 'YES_NO') return ['Yes', 'No'];
  return field.allowedListValues.filter(({ isEnabled }) => isEnabled).map(({ value }) => value);
}

const inputWrapperOrder: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

interface InputProps {
  field: CustomField;
  isRequired: boolean;
  placeholder: string | undefined;
  people: string[];
  entry: Entry;
  onChange: (entry: Entry) => void;
}

function FieldInput({ field, isRequired, placeholder, people, entry, onChange }: InputProps) {
  const common = { label: field.name, description: field.description || undefined, required: isRequired, placeholder, inputWrapperOrder };
  const one = typeof entry === 'string' ? entry : (entry[0] ?? '');
  const several = typeof entry === 'string' ? [entry].filter(Boolean) : entry;
  const choices = [...new Set([...offeredBy(field, people), ...several])];
  switch (field.type) {
    case 'MULTI_LINE_TEXT':
      return <Textarea {...common} autosize minRows={2} maxRows={12} value={one} onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'MULTI_SELECT_LIST':
    case 'MULTI_USER_SELECTOR':
      return <MultiSelect {...common} size="sm" data={choices} value={several} placeholder={several.length > 0 ? undefined : placeholder} onChange={onChange} searchable clearable nothingFoundMessage="None of that name" />;
    case 'YES_NO':
    case 'SINGLE_SELECT_LIST':
    case 'SINGLE_USER_SELECTOR':
      return <Select {...common} data={choices} value={one || null} onChange={(value) => onChange(value ?? '')} clearable searchable={choices.length > 8} placeholder={placeholder ?? 'None'} />;
    case 'DATE':
      return <TextInput {...common} type="date" value={one.slice(0, 10)} onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'NUMBER':
      return <TextInput {...common} inputMode="decimal" value={one} onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'SINGLE_LINE_TEXT':
      return <TextInput {...common} maxLength={255} value={one} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}

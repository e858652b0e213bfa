// Custom fields, as the settings show and change them.
import type { CustomField, FieldChange } from '#api/lists';

export type FieldType = CustomField['type'];

export const fieldTypes: Record<FieldType, string> = {
  SINGLE_LINE_TEXT: 'Text, one line',
  MULTI_LINE_TEXT: 'Text, several lines',
  NUMBER: 'Number',
  YES_NO: 'Yes or no',
  DATE: 'Date',
  SINGLE_SELECT_LIST: 'One of a list',
  MULTI_SELECT_LIST: 'Several of a list',
  SINGLE_USER_SELECTOR: 'A person',
  MULTI_USER_SELECTOR: 'People',
};

export const hasValues = (type: FieldType) => type === 'SINGLE_SELECT_LIST' || type === 'MULTI_SELECT_LIST';

export const uses = [
  { key: 'caseAssociation', label: 'Cases' },
  { key: 'cycleAssociation', label: 'Cycles' },
  { key: 'runAssociation', label: 'Runs' },
] as const;

export type Uses = Pick<CustomField, (typeof uses)[number]['key']>;

/** "Cases, Runs (required)". */
export function usesText(field: Uses): string {
  const used = uses.filter(({ key }) => field[key].isAssociated);
  return used.map(({ key, label }) => (field[key].isRequired ? `${label} (required)` : label)).join(', ');
}

/** A value that can be chosen: a new one has no ID yet. */
export interface ShownValue {
  ID?: number;
  value: string;
}

export const shownValues = (field?: CustomField): ShownValue[] => (field?.allowedListValues ?? []).filter(({ isEnabled }) => isEnabled).map(({ ID, value }) => ({ ID, value }));

/** What is sent of them: those without text are none. */
export const sentValues = (values: ShownValue[]): NonNullable<FieldChange['allowedListValues']> =>
  values.map(({ ID, value }) => ({ ...(ID !== undefined && { ID }), value: value.trim() })).filter(({ value }) => value !== '');

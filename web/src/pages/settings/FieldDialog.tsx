import { Checkbox, Select } from '@mantine/core';
import { Fragment, useState } from 'react';
import { type CustomField, useAddField, useChangeEntry } from '#api/lists';
import { type FieldType, fieldTypes, hasValues, sentValues, shownValues, type Uses, uses } from './fields';
import { type Named, NamedDialog } from './NamedDialog';
import classes from './Settings.module.css';
import { ValueList } from './ValueList';

const unused = { isAssociated: false, isRequired: false };
const typeChoices = Object.entries(fieldTypes).map(([value, label]) => ({ value, label }));

/** Adds a custom field, or changes one. */
export function FieldDialog({ project, field, onClose }: { project: string; field?: CustomField; onClose: () => void }) {
  const add = useAddField(project);
  const change = useChangeEntry(project, 'customfield');
  const [type, setType] = useState<FieldType>(field?.type ?? 'SINGLE_LINE_TEXT');
  const [use, setUse] = useState<Uses>({ caseAssociation: field?.caseAssociation ?? { ...unused, isAssociated: true }, cycleAssociation: field?.cycleAssociation ?? unused, runAssociation: field?.runAssociation ?? unused });
  const [values, setValues] = useState(shownValues(field));
  const wish = { ...use, ...(hasValues(type) && { allowedListValues: sentValues(values) }) };
  const done = { onSuccess: onClose };
  const submit = (named: Named) => (field ? change.mutate({ entry: field.ID, change: { ...named, ...wish } }, done) : add.mutate({ ...named, ...wish, type }, done));
  return (
    <NamedDialog one="custom field" entry={field} sending={[add, change]} onSubmit={submit} onClose={onClose}>
      {!field && <Select label="Type" description="Fixed once it is added" data={typeChoices} value={type} onChange={(value) => setType((value ?? 'SINGLE_LINE_TEXT') as FieldType)} allowDeselect={false} />}
      {hasValues(type) && <ValueList values={values} onChange={setValues} />}
      <UseTable use={use} onChange={setUse} />
    </NamedDialog>
  );
}

function UseTable({ use, onChange }: { use: Uses; onChange: (use: Uses) => void }) {
  return (
    <div className={classes.uses} role="group" aria-label="What has the field">
      {uses.map(({ key, label }) => (
        <Fragment key={key}>
          <span>{label}</span>
          <Checkbox size="xs" label="have it" aria-label={`${label} have it`} checked={use[key].isAssociated} onChange={(event) => onChange({ ...use, [key]: { isAssociated: event.currentTarget.checked, isRequired: false } })} />
          <Checkbox
            size="xs"
            label="must have it"
            aria-label={`${label} must have it`}
            disabled={!use[key].isAssociated}
            checked={use[key].isRequired}
            onChange={(event) => onChange({ ...use, [key]: { isAssociated: true, isRequired: event.currentTarget.checked } })}
          />
        </Fragment>
      ))}
    </div>
  );
}

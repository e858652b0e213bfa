import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { useConfiguration } from '#api/configuration';
import { type CustomField, type FieldChange, useChangeEntry, useRemoveEntry } from '#api/lists';
import { useMay } from '#api/projects';
import { countText } from '#format/count';
import { ConfirmDialog } from '#parts/ConfirmDialog';
import { sayRefused } from '#parts/notices';
import { EmptyState } from '#parts/PageState';
import { Section, Sections } from '#parts/Section';
import { SimpleTable } from '#parts/SimpleTable';
import { fieldsRoute } from '#routes/settings';
import { EntryActions } from './EntryActions';
import { FieldDialog } from './FieldDialog';
import { fieldTypes, hasValues, shownValues, usesText } from './fields';
import { movedPosition } from './lists';
import classes from './Settings.module.css';

export default function FieldsPage() {
  const { project } = fieldsRoute.useParams();
  const may = useMay(project, 'administer');
  const fields = useConfiguration(project).customFields;
  const [isAdding, setAdding] = useState(false);
  return (
    <Sections>
      <Section
        title="Custom fields"
        about="What cases, cycles and runs of this project have beside the rest. Importing makes cases without them, also without the required ones."
        actions={may && <Button onClick={() => setAdding(true)}>Add a custom field</Button>}
      >
        {fields.length === 0 ? (
          <EmptyState title="There are no custom fields.">{may ? 'Add one for what your team wants to note, such as the environment.' : 'Admins of the project can add some.'}</EmptyState>
        ) : (
          <FieldTable project={project} fields={fields} may={may} />
        )}
        {isAdding && <FieldDialog project={project} onClose={() => setAdding(false)} />}
      </Section>
    </Sections>
  );
}

function FieldTable({ project, fields, may }: { project: string; fields: CustomField[]; may: boolean }) {
  const [edited, setEdited] = useState<CustomField>();
  const [removed, setRemoved] = useState<CustomField>();
  const change = useChangeEntry(project, 'customfield');
  const remove = useRemoveEntry(project, 'customfield');
  const apply = (field: CustomField, wish: FieldChange) => change.mutate({ entry: field.ID, change: wish }, { onError: (error) => sayRefused(`${field.name} is as it was`, error) });
  const mover = (field: CustomField, direction: 'up' | 'down') => {
    const position = movedPosition(fields, field.ID, direction);
    return position === null ? undefined : () => apply(field, { position });
  };
  const close = () => {
    setRemoved(undefined);
    remove.reset();
  };
  return (
    <>
      <SimpleTable label="Custom fields" head={['Name', 'Type', 'Used for', 'Description', ...(may ? [''] : [])]}>
        {fields.map((field) => (
          <Table.Tr key={field.ID} className={field.isEnabled ? undefined : classes.off}>
            <Table.Td>
              {field.name}
              {!field.isEnabled && ' (deactivated)'}
            </Table.Td>
            <Table.Td>
              {fieldTypes[field.type]}
              {hasValues(field.type) && ` (${countText(shownValues(field).length)})`}
            </Table.Td>
            <Table.Td>{usesText(field) || '–'}</Table.Td>
            <Table.Td className={classes.note}>{field.description}</Table.Td>
            {may && (
              <Table.Td ta="right">
                <EntryActions
                  name={field.name}
                  isEnabled={field.isEnabled}
                  onEdit={() => setEdited(field)}
                  onUp={mover(field, 'up')}
                  onDown={mover(field, 'down')}
                  onEnable={(isEnabled) => apply(field, { isEnabled })}
                  onRemove={() => setRemoved(field)}
                />
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </SimpleTable>
      {edited && <FieldDialog project={project} field={edited} onClose={() => setEdited(undefined)} />}
      <ConfirmDialog
        opened={removed !== undefined}
        title={`Remove ${removed?.name ?? ''}?`}
        action="Remove the field"
        destructive
        pending={remove.isPending}
        error={remove.error}
        onClose={close}
        onConfirm={() => removed && remove.mutate(removed.ID, { onSuccess: close })}
      >
        The values that cases, cycles and runs have stay where they are, but no field is for them any more.
      </ConfirmDialog>
    </>
  );
}

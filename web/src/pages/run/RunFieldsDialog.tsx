import { useState } from 'react';
import { type Run, type RunPlace, useChangeRun } from '#api/runs';
import { type FieldEntry, fieldEntriesOf, sentFields } from '#parts/fields/entries';
import { FieldInputs } from '#parts/fields/FieldInputs';
import { FormDialog } from '#parts/FormDialog';

/** Changes the values of a run's custom fields. */
export default function RunFieldsDialog({ place, run, onClose }: { place: RunPlace; run: Run; onClose: () => void }) {
  const [fields, setFields] = useState<FieldEntry[]>(() => fieldEntriesOf(run.customFields));
  const change = useChangeRun(place);
  const submit = () => {
    // Of a run one value is changed at a time: what was emptied is taken away by null.
    const emptied = fields.filter(({ entry }) => entry.length === 0).map(({ name }) => ({ name, value: null }));
    change.mutate({ customFields: [...sentFields(fields), ...emptied] }, { onSuccess: onClose });
  };
  return (
    <FormDialog opened title="Custom fields of the run" action="Save" pending={change.isPending} error={change.error} onSubmit={submit} onClose={onClose}>
      <FieldInputs project={place.project} of="run" fields={fields} onChange={setFields} />
    </FormDialog>
  );
}

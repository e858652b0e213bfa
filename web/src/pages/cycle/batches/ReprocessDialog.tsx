import { Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { type BatchDetail, useReprocessBatch } from '#api/batches';
import { reportTypes } from '#api/formats';
import { FolderChoice } from '#pages/importing/OptionFields';
import { changedOptions, optionsOf, switchesFor } from '#pages/importing/options';
import { FormDialog } from '#parts/FormDialog';
import { sayDone } from '#parts/notices';

interface Props {
  project: string;
  cycle: string;
  batch: BatchDetail;
  onQueued: (batch: number) => void;
  onClose: () => void;
}

/** Asks with which options a report is imported again. */
export default function ReprocessDialog({ project, cycle, batch, onQueued, onClose }: Props) {
  const before = optionsOf(batch.options);
  const [options, setOptions] = useState(before);
  const reprocess = useReprocessBatch(project, cycle, batch.batchId);
  const type = reportTypes.find((known) => known.toLowerCase() === batch.format.toLowerCase());
  const submit = () =>
    reprocess.mutate(changedOptions(before, options), {
      onSuccess: ({ batchId }) => {
        sayDone(`Batch ${batchId} is queued. It replaces batch ${batch.batchId}.`);
        onQueued(batchId);
        onClose();
      },
    });
  return (
    <FormDialog opened title={`Process batch ${batch.batchId} again`} action="Process it again" pending={reprocess.isPending} error={reprocess.error} onSubmit={submit} onClose={onClose}>
      <Text size="sm" lh={1.5}>
        The report is imported again as a new batch. When that runs, what this batch did is undone first, except for what others have used or changed since: its effect is replaced, not added to.
      </Text>
      {switchesFor(type ? [type] : []).map(({ name, label, about }) => (
        <Switch key={name} size="xs" label={label} description={about} checked={options[name]} onChange={(event) => setOptions({ ...options, [name]: event.currentTarget.checked })} />
      ))}
      {options.createCase && <FolderChoice project={project} value={options.defaultFolder} onChange={(defaultFolder) => setOptions({ ...options, defaultFolder })} />}
    </FormDialog>
  );
}

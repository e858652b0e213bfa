import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { purgeCase } from '#api/cases';
import { pluralText } from '#format/count';
import { ConfirmDialog } from '#parts/ConfirmDialog';
import { sayDone } from '#parts/notices';

interface Props {
  project: string;
  keys: string[];
  onDone: () => void;
  onClose: () => void;
}

/** Asks before deleted cases are removed for good. */
export function PurgeDialog({ project, keys, onDone, onClose }: Props) {
  const client = useQueryClient();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const told = pluralText(keys.length, 'case');
  const purge = async () => {
    setPending(true);
    try {
      for (const key of keys) await purgeCase(project, key);
      sayDone(`${told} removed for good.`);
      onDone();
      onClose();
    } catch (problem) {
      setError(problem);
      setPending(false);
    }
    await client.invalidateQueries({ queryKey: ['project', project] });
  };
  return (
    <ConfirmDialog opened title={`Remove ${told} for good?`} action="Remove for good" destructive pending={pending} error={error} onConfirm={() => void purge()} onClose={onClose}>
      Nobody can restore them then. Of cases that cycles have, number and title stay with their runs; attachments go.
    </ConfirmDialog>
  );
}

import { ActionIcon, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { type Run, type RunPlace, useRemoveRun } from '#api/runs';
import { ConfirmDialog } from '#parts/ConfirmDialog';
import { useFieldsOf } from '#parts/fields/FieldInputs';
import { MoreIcon } from '#parts/icons';
import { sayDone } from '#parts/notices';

const RunFieldsDialog = lazy(() => import('./RunFieldsDialog'));

/** What one can do with a run as a whole. */
export function RunMenu({ place, run }: { place: RunPlace; run: Run }) {
  const [dialog, setDialog] = useState<'fields' | 'remove'>();
  const hasFields = useFieldsOf(place.project, 'run').length > 0;
  const close = () => setDialog(undefined);
  return (
    <>
      <Menu position="bottom-end" width={190}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label="More about this run"><MoreIcon size={16} /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {hasFields && <Menu.Item onClick={() => setDialog('fields')}>Edit custom fields</Menu.Item>}
          <Menu.Item color="var(--mantine-color-error)" onClick={() => setDialog('remove')}>Delete the run…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>{dialog === 'fields' && <RunFieldsDialog place={place} run={run} onClose={close} />}</Suspense>
      {dialog === 'remove' && <RemoveDialog place={place} run={run} onClose={close} />}
    </>
  );
}

function RemoveDialog({ place, run, onClose }: { place: RunPlace; run: Run; onClose: () => void }) {
  const { project, cycle } = place;
  const remove = useRemoveRun(place);
  const navigate = useNavigate();
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        sayDone(`Run ${run.ID} of ${run.testCase.key} was deleted.`);
        void navigate({ to: '/projects/$project/cycles/$cycle/runs', params: { project, cycle }, replace: true });
      },
    });
  return (
    <ConfirmDialog opened title={`Delete run ${run.ID}?`} action="Delete the run" destructive pending={remove.isPending} error={remove.error} onConfirm={confirm} onClose={onClose}>
      It goes with its comments and files and cannot be brought back. The next newest run of {run.testCase.key} becomes the latest one.
    </ConfirmDialog>
  );
}

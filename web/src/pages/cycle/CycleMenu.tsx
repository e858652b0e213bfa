import { ActionIcon, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { apiBase } from '#api/client';
import { type Cycle, useChangeCycle, useCyclesChanged, useRemoveCycle } from '#api/cycles';
import { useMay } from '#api/projects';
import { ConfirmDialog } from '#parts/ConfirmDialog';
import { MoreIcon } from '#parts/icons';
import { sayDone, sayRefused } from '#parts/notices';

const CycleDialog = lazy(() => import('#pages/cycles/CycleDialog'));

/** What one can do with a cycle as a whole. */
export function CycleMenu({ project, cycle }: { project: string; cycle: Cycle }) {
  const mayReport = useMay(project, 'report');
  const mayAdminister = useMay(project, 'administer');
  const [removing, setRemoving] = useState(false);
  const [dialog, setDialog] = useState<'edit' | 'clone'>();
  const change = useChangeCycle(project, cycle.key);
  const isAdhoc = cycle.key.toLowerCase().endsWith('-cy-adhoc');
  const setClosed = (isClosed: boolean) =>
    change.mutate({ isClosed }, { onSuccess: () => sayDone(isClosed ? 'The cycle is closed. It takes no results.' : 'The cycle is open.'), onError: (error) => sayRefused('The cycle stays as it is', error) });
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label="More about this cycle">
            <MoreIcon size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayReport && !isAdhoc && <Menu.Item onClick={() => setDialog('edit')}>Edit</Menu.Item>}
          {mayReport && <Menu.Item onClick={() => setDialog('clone')}>Clone</Menu.Item>}
          {mayReport && !isAdhoc && <Menu.Item onClick={() => setClosed(!cycle.isClosed)}>{cycle.isClosed ? 'Open again' : 'Close'}</Menu.Item>}
          {mayReport && <Menu.Divider />}
          <Exports project={project} cycle={cycle.key} />
          {mayAdminister && !isAdhoc && (
            <>
              <Menu.Divider />
              <Menu.Item color="var(--mantine-color-error)" onClick={() => setRemoving(true)}>
                Delete…
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>{dialog && <CycleDialog project={project} cycle={cycle} isClone={dialog === 'clone'} onClose={() => setDialog(undefined)} />}</Suspense>
      {removing && <RemoveDialog project={project} cycle={cycle} onClose={() => setRemoving(false)} />}
    </>
  );
}

const forms = [
  { form: 'csv', label: 'Export as CSV' },
  { form: 'junit', label: 'Export as JUnit XML' },
  { form: 'ctrf', label: 'Export as CTRF' },
];

function Exports({ project, cycle }: { project: string; cycle: string }) {
  return forms.map(({ form, label }) => (
    <Menu.Item key={form} component="a" download href={`${apiBase}/project/${encodeURIComponent(project)}/testcycle/${encodeURIComponent(cycle)}/export/${form}`}>
      {label}
    </Menu.Item>
  ));
}

function RemoveDialog({ project, cycle, onClose }: { project: string; cycle: Cycle; onClose: () => void }) {
  const remove = useRemoveCycle(project, cycle.key);
  const changed = useCyclesChanged(project);
  const navigate = useNavigate();
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: async () => {
        sayDone(`${cycle.key} was deleted.`);
        await navigate({ to: '/projects/$project/cycles', params: { project }, replace: true });
        await changed();
      },
    });
  return (
    <ConfirmDialog opened title={`Delete ${cycle.key}?`} action="Delete the cycle" destructive pending={remove.isPending} error={remove.error} onConfirm={confirm} onClose={onClose}>
      “{cycle.title}” goes with all its runs, imports and batches. This cannot be undone. Cases stay.
    </ConfirmDialog>
  );
}

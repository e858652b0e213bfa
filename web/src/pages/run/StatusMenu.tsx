import { Menu } from '@mantine/core';
import type { ReactElement } from 'react';
import { type RunStatus, useRunStatuses } from '#api/configuration';
import { type RunPlace, type RunStep, useChangeRun, useChangeRunStep } from '#api/runs';
import { DownIcon } from '#parts/icons';
import { sayRefused } from '#parts/notices';
import { StatusBadge } from '#parts/StatusBadge';
import { useShownStatus } from './useShownStatus';
import classes from './StatusMenu.module.css';

interface Named {
  ID: number;
  name: string;
}

/** The run's status, which those who may report can change. */
export function StatusMenu({ place, status, mayWrite }: { place: RunPlace; status: Named; mayWrite: boolean }) {
  const shown = useShownStatus(place.project, status);
  const change = useChangeRun(place);
  const choose = (next: RunStatus) => change.mutate({ testRunStatus: { ID: next.ID } }, { onError: (error) => sayRefused('The status was not changed', error) });
  const badge = <StatusBadge status={shown} />;
  if (!mayWrite) return badge;
  return (
    <StatusChoice project={place.project} chosen={status.ID} onChoose={choose}>
      <button type="button" className={classes.button} aria-label={`Status: ${shown.name}. Change it`} disabled={change.isPending}>
        {badge}
        <DownIcon size={12} aria-hidden />
      </button>
    </StatusChoice>
  );
}

export function StepStatusMenu({ place, step, mayWrite }: { place: RunPlace; step: RunStep; mayWrite: boolean }) {
  const shown = useShownStatus(place.project, step.testRunStepStatus);
  const change = useChangeRunStep(place);
  const choose = (next: RunStatus) => change.mutate({ step: step.ID, testRunStepStatus: { ID: next.ID } }, { onError: (error) => sayRefused('The step was not changed', error) });
  if (!mayWrite) return <StatusBadge status={shown} compact />;
  return (
    <StatusChoice project={place.project} chosen={step.testRunStepStatus.ID} onChoose={choose}>
      <button type="button" className={classes.small} aria-label={`Status of the step: ${shown.name}. Change it`} disabled={change.isPending}>
        <StatusBadge status={shown} compact />
      </button>
    </StatusChoice>
  );
}

function StatusChoice({ project, chosen, onChoose, children }: { project: string; chosen: number; onChoose: (status: RunStatus) => void; children: ReactElement }) {
  const statuses = useRunStatuses(project).all.filter((status) => status.isEnabled);
  return (
    <Menu position="bottom-start" width={180}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {statuses.map((status) => (
          <Menu.Item key={status.ID} aria-current={status.ID === chosen || undefined} onClick={() => status.ID !== chosen && onChoose(status)}>
            <StatusBadge status={status} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

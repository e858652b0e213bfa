import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { DownIcon, MoreIcon, UpIcon } from '#parts/icons';
import classes from './Settings.module.css';

interface Props {
  name: string;
  isEnabled: boolean;
  onEdit: () => void;
  onUp?: () => void;
  onDown?: () => void;
  onEnable: (isEnabled: boolean) => void;
  onRemove: () => void;
}

/** What can be done with an entry of a list: moved, changed, deactivated, removed. */
export function EntryActions({ name, isEnabled, onEdit, onUp, onDown, onEnable, onRemove }: Props) {
  return (
    <span className={classes.actions}>
      <Step label={`Move ${name} up`} Icon={UpIcon} onClick={onUp} />
      <Step label={`Move ${name} down`} Icon={DownIcon} onClick={onDown} />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="sm" aria-label={`Actions of ${name}`}>
            <MoreIcon size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onEdit}>Edit…</Menu.Item>
          <Menu.Item onClick={() => onEnable(!isEnabled)}>{isEnabled ? 'Deactivate' : 'Activate'}</Menu.Item>
          <Menu.Item onClick={onRemove}>Remove…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}

function Step({ label, Icon, onClick }: { label: string; Icon: typeof UpIcon; onClick?: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" aria-label={label} disabled={!onClick} onClick={onClick}>
        <Icon size={15} />
      </ActionIcon>
    </Tooltip>
  );
}

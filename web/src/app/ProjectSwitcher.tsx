import { Menu } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMe } from '#api/session';
import { SwitchIcon } from '#parts/icons';
import classes from './Navigation.module.css';

/** Which project this is, and the way to the others. */
export function ProjectSwitcher({ project, slim }: { project: string | undefined; slim: boolean }) {
  const { projects } = useMe();
  const navigate = useNavigate();
  const current = projects.find((other) => other.key.toLowerCase() === project?.toLowerCase());
  const name = current?.name ?? project ?? 'Testledger';
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <button type="button" className={classes.switch} aria-label={slim ? `Project: ${name}` : undefined}>
          <span className={classes.mark} data-letters={(current?.key ?? project ?? 'TL').slice(0, 2)} aria-hidden />
          {!slim && <span className={`${classes.name} cut`}>{name}</span>}
          {!slim && <SwitchIcon size={15} aria-hidden />}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {projects.map((other) => (
          <Menu.Item key={other.key} rightSection={<span className={classes.key}>{other.key}</span>} onClick={() => void navigate({ to: '/projects/$project', params: { project: other.key } })}>
            {other.name}
          </Menu.Item>
        ))}
        {projects.length > 0 && <Menu.Divider />}
        <Menu.Item component={Link} to="/">
          All projects
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

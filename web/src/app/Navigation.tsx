import { ActionIcon, Kbd, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '#api/session';
import { CollapseIcon, ExpandIcon, SearchIcon } from '#parts/icons';
import { AccountMenu } from './AccountMenu';
import { projectLinks, serverLinks } from './links';
import { ProjectSwitcher } from './ProjectSwitcher';
import classes from './Navigation.module.css';

interface Props {
  /** The project that the address names, if it names one. */
  project: string | undefined;
  slim: boolean;
  /** Opens the palette. */
  onFind: () => void;
  onSlim?: () => void;
}

export function Navigation({ project, slim, onFind, onSlim }: Props) {
  return (
    <div className={classes.navigation} data-slim={slim || undefined}>
      <ProjectSwitcher project={project} slim={slim} />
      <Hint label="Find" slim={slim}>
        <button type="button" className={classes.find} aria-label={slim ? 'Find' : undefined} aria-keyshortcuts="Control+K Meta+K" onClick={onFind}>
          <SearchIcon size={16} stroke={1.7} aria-hidden />
          {!slim && (
            <>
              Find
              <Kbd size="xs">Ctrl K</Kbd>
            </>
          )}
        </button>
      </Hint>
      <nav aria-label="Main" className={classes.links}>
        {project === undefined ? <ServerLinks slim={slim} /> : <ProjectLinks project={project} slim={slim} />}
      </nav>
      <div className={classes.foot}>
        <AccountMenu slim={slim} />
        {onSlim && (
          <Tooltip label={slim ? 'Widen the navigation' : 'Make the navigation slim'} position="right">
            <ActionIcon aria-label={slim ? 'Widen the navigation' : 'Make the navigation slim'} onClick={onSlim}>
              {slim ? <ExpandIcon size={18} stroke={1.6} /> : <CollapseIcon size={18} stroke={1.6} />}
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </div>
  );
}

function ProjectLinks({ project, slim }: { project: string; slim: boolean }) {
  return projectLinks.map(({ label, to, exact, Icon }) => (
    <Hint key={label} label={label} slim={slim}>
      <Link to={to} params={{ project }} {...linkProps(label, exact, slim)}>
        <Icon size={18} stroke={1.6} aria-hidden />
        {!slim && label}
      </Link>
    </Hint>
  ));
}

function ServerLinks({ slim }: { slim: boolean }) {
  const { user } = useMe();
  const links = serverLinks.filter(({ administrators }) => user.administrator || !administrators);
  return links.map(({ label, to, exact, Icon }) => (
    <Hint key={label} label={label} slim={slim}>
      <Link to={to} {...linkProps(label, exact, slim)}>
        <Icon size={18} stroke={1.6} aria-hidden />
        {!slim && label}
      </Link>
    </Hint>
  ));
}

const linkProps = (label: string, exact: boolean, slim: boolean) => ({
  className: classes.link,
  'aria-label': slim ? label : undefined,
  activeOptions: { exact, includeSearch: false },
  activeProps: { 'aria-current': 'page' as const },
});

function Hint({ label, slim, children }: { label: string; slim: boolean; children: ReactNode }) {
  return (
    <Tooltip label={label} position="right" disabled={!slim}>
      <div>{children}</div>
    </Tooltip>
  );
}

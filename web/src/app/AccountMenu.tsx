import { Menu } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useLogOut, useMe } from '#api/session';
import { AccountIcon, ApiIcon, ServerIcon, SignOutIcon } from '#parts/icons';
import { sayRefused } from '#parts/notices';
import { basePath } from './basePath';
import classes from './Navigation.module.css';
import { ThemeChoice } from './ThemeChoice';

/** Who is logged in, the theme, the API's description, and the way out. */
export function AccountMenu({ slim }: { slim: boolean }) {
  const { user } = useMe();
  const navigate = useNavigate();
  const logOut = useLogOut();
  const leave = () => logOut.mutate(undefined, { onSuccess: () => void navigate({ to: '/login' }), onError: (error) => sayRefused('You are still signed in', error) });
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <button type="button" className={classes.switch} aria-label={slim ? `Account: ${user.name}` : undefined}>
          <AccountIcon size={22} stroke={1.5} aria-hidden />
          {!slim && <span className={`${classes.person} cut`}>{user.name}</span>}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.name}</Menu.Label>
        <ThemeChoice slim />
        <Menu.Divider />
        <Menu.Item leftSection={<AccountIcon size={16} />} component={Link} to="/account">
          Account
        </Menu.Item>
        {user.administrator && (
          <Menu.Item leftSection={<ServerIcon size={16} />} component={Link} to="/server">
            Server
          </Menu.Item>
        )}
        <Menu.Item leftSection={<ApiIcon size={16} />} component="a" href={`${basePath}api-docs`} target="_blank" rel="noreferrer">
          API
        </Menu.Item>
        <Menu.Item leftSection={<SignOutIcon size={16} />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

import { Menu, SegmentedControl, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useLogOut, useMe } from '#api/session';
import { AccountIcon, ApiIcon, DarkIcon, LightIcon, SignOutIcon, SystemIcon } from '#parts/icons';
import { sayRefused } from '#parts/notices';
import { basePath } from './basePath';
import classes from './Navigation.module.css';

/** Who is logged in, the theme, the API's description, and the way out. */
export function AccountMenu({ slim }: { slim: boolean }) {
  const { user } = useMe();
  const navigate = useNavigate();
  const logOut = useLogOut();
  const leave = () => logOut.mutate(undefined, { onSuccess: () => void navigate({ to: '/login' }), onError: (error) => sayRefused('You are still signed in', error) });
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <button type="button" className={classes.switch} aria-label={`Account: ${user.name}`}>
          <AccountIcon size={22} stroke={1.5} aria-hidden />
          {!slim && <span className={`${classes.person} cut`}>{user.name}</span>}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.name}</Menu.Label>
        <ThemeChoice />
        <Menu.Divider />
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

const themes = [
  { value: 'auto', label: 'As the system', Icon: SystemIcon },
  { value: 'light', label: 'Light', Icon: LightIcon },
  { value: 'dark', label: 'Dark', Icon: DarkIcon },
] as const;

function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const data = themes.map(({ value, label, Icon }) => ({
    value,
    label: (
      <span title={label}>
        <Icon size={15} aria-hidden />
        <VisuallyHidden>{label}</VisuallyHidden>
      </span>
    ),
  }));
  return <SegmentedControl aria-label="Theme" size="xs" fullWidth m={4} data={data} value={colorScheme} onChange={setColorScheme} />;
}

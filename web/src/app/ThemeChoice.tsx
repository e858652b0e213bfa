import { SegmentedControl, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { DarkIcon, LightIcon, SystemIcon } from '#parts/icons';

const themes = [
  { value: 'auto', label: 'As the system', Icon: SystemIcon },
  { value: 'light', label: 'Light', Icon: LightIcon },
  { value: 'dark', label: 'Dark', Icon: DarkIcon },
] as const;

/** `slim` shows icons alone, with their names for screen readers and in tooltips. */
export function ThemeChoice({ slim = false }: { slim?: boolean }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const data = themes.map(({ value, label, Icon }) => ({ value, label: slim ? <Slim label={label} Icon={Icon} /> : label }));
  return <SegmentedControl aria-label="Theme" size="xs" fullWidth={slim} m={slim ? 4 : 0} data={data} value={colorScheme} onChange={setColorScheme} style={slim ? undefined : { justifySelf: 'start' }} />;
}

function Slim({ label, Icon }: { label: string; Icon: typeof SystemIcon }) {
  return (
    <span title={label}>
      <Icon size={15} aria-hidden />
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}

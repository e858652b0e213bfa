import { createTheme, type CSSVariablesResolver, localStorageColorSchemeManager, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = ['#eff5ff', '#dce8fe', '#bdd5fd', '#90b9fa', '#6a9ff6', '#3b78e7', '#2860cf', '#214eaa', '#1f4489', '#1e3a70'];
const dark: MantineColorsTuple = ['#e3e6ea', '#b9bec7', '#979ea9', '#6d7480', '#343942', '#2a2e36', '#1f2229', '#16181d', '#111317', '#0c0d10'];
const gray: MantineColorsTuple = ['#f7f8f9', '#f0f1f4', '#e4e6ea', '#d8dbe1', '#c3c8d0', '#9aa1ac', '#7a828e', '#565d69', '#353a43', '#1c1f25'];
const sans = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';

export const theme = createTheme({
  colors: { accent, dark, gray },
  primaryColor: 'accent',
  primaryShade: 6,
  black: '#1c1f25',
  autoContrast: true,
  cursorType: 'pointer',
  defaultRadius: 'sm',
  respectReducedMotion: true,
  fontFamily: sans,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace',
  // One weight of emphasis is enough, and headings have it.
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  headings: {
    fontFamily: sans,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.35' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { size: 'md', variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm', visibilityToggleButtonProps: { 'aria-label': 'Show what is typed' } } },
    Select: { defaultProps: { size: 'sm' } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Menu: { defaultProps: { shadow: 'md', radius: 'md' } },
    Modal: { defaultProps: { radius: 'md', centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
    Tooltip: { defaultProps: { openDelay: 350, fz: 'xs' } },
  },
});

/** What WCAG asks of text that stands back a little, in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#5b626e', '--mantine-color-placeholder': '#6a717d', '--mantine-color-error': '#b42318' },
  dark: { '--mantine-color-dimmed': '#9aa1ac', '--mantine-color-placeholder': '#8b929e', '--mantine-color-error': '#f38a80', '--mantine-color-anchor': '#8fb8fa' },
});

// index.html reads the same key before anything is drawn.
export const colorSchemes = localStorageColorSchemeManager({ key: 'testledger-color-scheme' });

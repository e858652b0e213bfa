// What stands in the navigation. A page is listed here as soon as it is there.
import { AccountIcon, CasesIcon, CyclesIcon, OverviewIcon, ProjectsIcon, ServerIcon, SettingsIcon, UploadIcon } from '#parts/icons';

/** Within a project. */
export const projectLinks = [
  { label: 'Overview', to: '/projects/$project', exact: true, Icon: OverviewIcon },
  { label: 'Cycles', to: '/projects/$project/cycles', exact: false, Icon: CyclesIcon },
  { label: 'Cases', to: '/projects/$project/cases', exact: false, Icon: CasesIcon },
  { label: 'Upload', to: '/projects/$project/upload', exact: false, Icon: UploadIcon },
  { label: 'Settings', to: '/projects/$project/settings', exact: false, Icon: SettingsIcon },
] as const;

/** Where no project is chosen. */
export const serverLinks = [
  { label: 'Projects', to: '/', exact: true, Icon: ProjectsIcon, administrators: false },
  { label: 'Account', to: '/account', exact: true, Icon: AccountIcon, administrators: false },
  { label: 'Server', to: '/server', exact: false, Icon: ServerIcon, administrators: true },
] as const;

// What stands in the navigation of a project. A page is listed here as soon as it is there.
import { CasesIcon, CyclesIcon, OverviewIcon, SettingsIcon, UploadIcon } from '#parts/icons';

export const navigation = [
  { label: 'Overview', to: '/projects/$project', exact: true, Icon: OverviewIcon },
  { label: 'Cycles', to: '/projects/$project/cycles', exact: false, Icon: CyclesIcon },
  { label: 'Cases', to: '/projects/$project/cases', exact: false, Icon: CasesIcon },
  { label: 'Upload', to: '/projects/$project/upload', exact: false, Icon: UploadIcon },
  { label: 'Settings', to: '/projects/$project/settings', exact: false, Icon: SettingsIcon },
] as const;

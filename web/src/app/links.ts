// What stands in the navigation of a project. A page is listed here as soon as it is there.
import { CyclesIcon, OverviewIcon } from '#parts/icons';

export const navigation = [
  { label: 'Overview', to: '/projects/$project', exact: true, Icon: OverviewIcon },
  { label: 'Cycles', to: '/projects/$project/cycles', exact: false, Icon: CyclesIcon },
] as const;

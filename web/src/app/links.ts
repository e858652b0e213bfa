// What stands in the navigation of a project. A page is listed here as soon as it is there.
import { OverviewIcon } from '#parts/icons';

export const navigation = [
  { label: 'Overview', to: '/projects/$project', exact: true, Icon: OverviewIcon },
] as const;

import type { TabLink } from '#parts/Tabs';

/** The views of a cycle. A view is listed here as soon as it is there. */
export function cycleTabs(project: string, cycle: string): TabLink[] {
  const params = { project, cycle };
  return [
    { label: 'Runs', link: { to: '/projects/$project/cycles/$cycle/runs', params } },
    { label: 'Batches', link: { to: '/projects/$project/cycles/$cycle/batches', params } },
    { label: 'Summary', link: { to: '/projects/$project/cycles/$cycle/summary', params } },
    { label: 'Compare', link: { to: '/projects/$project/cycles/$cycle/compare', params } },
  ];
}

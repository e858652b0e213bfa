// What the palette offers: places to go to, as addresses within the application.

export interface Offer {
  id: string;
  label: string;
  /** What it is, beside the label: a key, a project. */
  note?: string;
  href: string;
}

interface Here {
  project?: string;
  cycle?: string;
  isAdministrator: boolean;
}

const at = (...parts: string[]) => `/${parts.map(encodeURIComponent).join('/')}`;

/** The page of a cycle's or a case's key, whatever letters it is typed in; undefined when it is no key. */
export function offerOfKey(typed: string): Offer | undefined {
  const [, project, kind, number] = /^\s*([a-z][a-z0-9_]*)-(cy|tc)-(\d+|adhoc)\s*$/i.exec(typed) ?? [];
  if (project === undefined || kind === undefined || number === undefined) return undefined;
  const isCycle = kind.toLowerCase() === 'cy';
  if (!isCycle && number.toLowerCase() === 'adhoc') return undefined;
  const shown = /^\d+$/.test(number) ? number : 'Adhoc';
  const key = `${project.toUpperCase()}-${kind.toUpperCase()}-${shown}`;
  return { id: `key ${key}`, label: `Go to ${key}`, note: isCycle ? 'Cycle' : 'Case', href: isCycle ? cyclePage(project.toUpperCase(), key) : casePage(project.toUpperCase(), key) };
}

export const cyclePage = (project: string, cycle: string) => at('projects', project, 'cycles', cycle, 'runs');
export const casePage = (project: string, key: string) => at('projects', project, 'cases', key);
export const projectPage = (project: string) => at('projects', project);

/** What can be done, and where one can go, from the place where one is. */
export function offersHere({ project, cycle, isAdministrator }: Here): Offer[] {
  return [
    ...(project !== undefined && cycle !== undefined ? cycleOffers(project, cycle) : []),
    ...(project !== undefined ? projectOffers(project) : []),
    { id: 'projects', label: 'All projects', href: '/' },
    { id: 'account', label: 'Account', note: 'Own tokens, sessions, password', href: '/account' },
    ...(isAdministrator ? serverOffers : []),
  ];
}

const cycleOffers = (project: string, cycle: string): Offer[] => [
  { id: 'import', label: `Import results into ${cycle}`, href: at('projects', project, 'cycles', cycle, 'import') },
  { id: 'runs', label: 'Runs', note: cycle, href: cyclePage(project, cycle) },
  { id: 'batches', label: 'Batches', note: cycle, href: at('projects', project, 'cycles', cycle, 'batches') },
  { id: 'summary', label: 'Summary', note: cycle, href: at('projects', project, 'cycles', cycle, 'summary') },
];

const projectOffers = (project: string): Offer[] => [
  { id: 'overview', label: 'Overview', note: project, href: projectPage(project) },
  { id: 'cycles', label: 'Cycles', note: project, href: at('projects', project, 'cycles') },
  { id: 'cases', label: 'Cases', note: project, href: at('projects', project, 'cases') },
  { id: 'upload', label: 'Upload from a pipeline', note: project, href: at('projects', project, 'upload') },
  ...[
    ['lists', 'Statuses and lists'],
    ['fields', 'Custom fields'],
    ['tags', 'Tags'],
    ['links', 'Links'],
    ['members', 'Members and invitations'],
    ['tokens', 'API tokens'],
  ].map(([path = '', label = '']) => ({ id: path, label: `Settings: ${label}`, note: project, href: at('projects', project, 'settings', path) })),
];

const serverOffers: Offer[] = [
  { id: 'users', label: 'Server: Users', href: '/server/users' },
  { id: 'audit', label: 'Server: Audit log', href: '/server/audit' },
  { id: 'health', label: 'Server: Health', href: '/server/health' },
];

/** Those that have all the words that are typed. */
export function matching<T extends { label: string; note?: string }>(offers: readonly T[], typed: string): T[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return offers.filter(({ label, note = '' }) => words.every((word) => `${label} ${note}`.toLowerCase().includes(word)));
}

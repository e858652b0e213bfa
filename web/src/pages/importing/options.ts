// The parameters of an import (docs/http.md, Importing results), with the server's defaults.
import type { ReportType } from '#api/formats';

const switches = {
  createCase: false,
  createNewRun: true,
  addCaseToCycle: true,
  updateDatasets: true,
  forceUpdateCase: false,
  bddForceUpdateCase: false,
  updateOnlyRunStatus: false,
  ignoreClassInAutoKey: false,
  allowPartial: false,
} as const;

export type SwitchName = keyof typeof switches;

export type ImportOptions = Record<SwitchName, boolean> & {
  /** The folder for cases that are created. */
  defaultFolder: number | null;
  /** Whether bytes that were imported already are passed over. */
  dedupe: boolean;
  runKey: string;
  shard: string;
  attempt: string;
};

export const defaults: ImportOptions = { ...switches, defaultFolder: null, dedupe: false, runKey: '', shard: '', attempt: '' };

interface Switch {
  name: SwitchName;
  label: string;
  about: string;
  isRare?: boolean;
  /** The only formats that it is for. */
  types?: readonly ReportType[];
}

const bdd: readonly ReportType[] = ['Cucumber', 'Newman'];

export const switchLooks: readonly Switch[] = [
  { name: 'createCase', label: 'Create cases', about: 'Tests without a case get one; otherwise their results are refused.' },
  { name: 'createNewRun', label: 'New run for each result', about: 'Otherwise the latest run of a case is overwritten.' },
  { name: 'addCaseToCycle', label: 'Add cases to the cycle', about: 'Cases that are not in the cycle join it; otherwise their results are refused.' },
  { name: 'forceUpdateCase', label: 'Update cases', about: 'Cases take over title, description and, for Robot, steps of the report.', isRare: true, types: ['JUnit', 'TestNG', 'NUnit', 'Robot'] },
  { name: 'bddForceUpdateCase', label: 'Update steps of cases', about: 'BDD cases take over the report’s steps.', isRare: true, types: bdd },
  { name: 'updateDatasets', label: 'Update data sets', about: 'Data sets of data-driven cases become those of the report.', isRare: true },
  { name: 'updateOnlyRunStatus', label: 'Only the status', about: 'The steps of runs are left alone.', isRare: true, types: ['Robot', ...bdd] },
  { name: 'ignoreClassInAutoKey', label: 'Ignore the class in automation keys', about: 'The automation key is the method’s name alone.', isRare: true, types: ['JUnit'] },
  { name: 'allowPartial', label: 'Take reports that are cut short', about: 'As far as they go; the test that they break off in counts as failed.', isRare: true },
];

/** The switches that mean something for these formats. */
export const switchesFor = (types: readonly ReportType[]) => switchLooks.filter((look) => !look.types || look.types.some((type) => types.includes(type)));

/** What is sent: only what differs from the server's defaults. */
export function sentOptions(options: ImportOptions): Record<string, string> {
  const changed = switchLooks.filter(({ name }) => options[name] !== defaults[name]).map(({ name }) => [name, String(options[name])]);
  const isShard = options.runKey.trim() !== '';
  const rest: [string, string | false][] = [
    ['defaultFolder', options.createCase && options.defaultFolder !== null && String(options.defaultFolder)],
    ['dedupe', options.dedupe && 'content'],
    ['runKey', isShard && options.runKey.trim()],
    ['shard', isShard && options.shard.trim()],
    ['attempt', isShard && options.attempt.trim()],
  ];
  return Object.fromEntries([...changed, ...rest.filter(([, value]) => value !== false && value !== '')]) as Record<string, string>;
}

/** The options of a batch as they were, for importing its report again. */
export function optionsOf(used: Record<string, unknown>): ImportOptions {
  const folder = used.defaultFolder;
  const said = switchLooks.map(({ name }) => [name, typeof used[name] === 'boolean' ? used[name] : defaults[name]]);
  return { ...defaults, ...(Object.fromEntries(said) as Record<SwitchName, boolean>), defaultFolder: typeof folder === 'number' ? folder : null };
}

/** What is said otherwise than a batch had it. */
export function changedOptions(before: ImportOptions, after: ImportOptions): Record<string, string> {
  const changed = switchLooks.filter(({ name }) => before[name] !== after[name]).map(({ name }) => [name, String(after[name])]);
  const folder = after.createCase ? after.defaultFolder : null;
  const moved = folder === before.defaultFolder ? [] : [['defaultFolder', folder === null ? '' : String(folder)]];
  return Object.fromEntries([...changed, ...moved]) as Record<string, string>;
}

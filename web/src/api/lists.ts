// What a project's admins change of its own lists (docs/configuration.md).
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask, type Schema } from './client';
import { type Configuration, configurationQuery } from './configuration';

export const caseLists = ['status', 'priority', 'type', 'scripttype', 'automationstatus'] as const;
export type CaseList = (typeof caseLists)[number];
export type List = CaseList | 'runstatus' | 'customfield';

/** What an entry of any list has; more of it where the list has more. */
export interface Entry {
  ID: number;
  name: string;
  description: string | null;
  isEnabled: boolean;
  isDefault?: boolean;
  isEligibleForCycle?: boolean;
  statusType?: Schema<'StatusType'>;
  color?: string;
}

export type EntryChange = Schema<'ChoiceChange'> & Schema<'RunStatusChange'>;
export type NewEntry = EntryChange & { name: string; statusType?: Schema<'StatusType'> };
export type FieldChange = Schema<'CustomFieldChange'>;
export type NewField = Schema<'NewCustomField'>;
export type CustomField = Schema<'CustomField'>;

const members = {
  status: 'caseStatuses',
  priority: 'casePriorities',
  type: 'caseTypes',
  scripttype: 'caseScriptTypes',
  automationstatus: 'caseAutomationStatuses',
  runstatus: 'runStatuses',
  customfield: 'customFields',
} as const satisfies Record<List, keyof Configuration>;

export const entriesOf = (configuration: Configuration, list: Exclude<List, 'customfield'>): Entry[] => configuration[members[list]];

/** Everything that is known of a project may have changed with its lists. */
function useListsChanged(project: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: configurationQuery(project).queryKey });
}

function useChange<Wish>(project: string, made: (wish: Wish) => Promise<unknown>) {
  const onSuccess = useListsChanged(project);
  return useMutation({ mutationFn: made, onSuccess });
}

export const useAddEntry = (project: string, list: Exclude<List, 'customfield'>) =>
  useChange(project, ({ statusType = 'NOT_RUN', ...entry }: NewEntry) =>
    list === 'runstatus'
      ? ask(api.POST('/project/{project}/config/testrun/status', { params: { path: { project } }, body: { ...entry, statusType } }))
      : ask(api.POST('/project/{project}/config/testcase/{list}', { params: { path: { project, list } }, body: entry })),
  );

export const useChangeEntry = (project: string, list: List) =>
  useChange(project, ({ entry, change }: { entry: number; change: EntryChange & FieldChange }) => {
    if (list === 'customfield') return ask(api.PATCH('/project/{project}/config/customfield/{entry}', { params: { path: { project, entry } }, body: change }));
    if (list === 'runstatus') return ask(api.PATCH('/project/{project}/config/testrun/status/{entry}', { params: { path: { project, entry } }, body: change }));
    return ask(api.PATCH('/project/{project}/config/testcase/{list}/{entry}', { params: { path: { project, list, entry } }, body: change }));
  });

export const useRemoveEntry = (project: string, list: List) =>
  useChange(project, (entry: number) => {
    if (list === 'customfield') return ask(api.DELETE('/project/{project}/config/customfield/{entry}', { params: { path: { project, entry } } }));
    if (list === 'runstatus') return ask(api.DELETE('/project/{project}/config/testrun/status/{entry}', { params: { path: { project, entry } } }));
    return ask(api.DELETE('/project/{project}/config/testcase/{list}/{entry}', { params: { path: { project, list, entry } } }));
  });

export const useAddField = (project: string) =>
  useChange(project, (field: NewField) => ask(api.POST('/project/{project}/config/customfield', { params: { path: { project } }, body: field })));

export const useChangeLinks = (project: string) =>
  useChange(project, (links: Schema<'Links'>) => ask(api.PATCH('/project/{project}/config/links', { params: { path: { project } }, body: links })));

import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CaseState } from '#api/caseCriteria';
import { useConfiguration } from '#api/configuration';
import { tagsQuery } from '#api/tags';
import { Filter } from '#parts/Filter';
import { FilterBar } from '#parts/FilterBar';
import { SearchField } from '#parts/SearchField';

interface Narrowing {
  text: string;
  status: number[];
  automation: number[];
  tag: number[];
  state: CaseState;
}

interface Props {
  project: string;
  search: Narrowing;
  change: (changes: Partial<Narrowing>) => void;
  children: ReactNode;
}

const states: { value: CaseState; label: string }[] = [
  { value: 'active', label: 'Active' },
  { value: 'archived', label: 'Archived' },
  { value: 'deleted', label: 'Deleted' },
];

/** What cases are narrowed by, beside their folder. */
export default function CaseFilters({ project, search, change, children }: Props) {
  const { caseStatuses, caseAutomationStatuses } = useConfiguration(project);
  const tags = useQuery(tagsQuery(project)).data ?? [];
  const { text, status, automation, tag, state } = search;
  const isNarrowed = text !== '' || state !== 'active' || status.length + automation.length + tag.length > 0;
  const options = (entries: { ID: number; name: string }[]) => entries.map(({ ID, name }) => ({ id: ID, name }));
  return (
    <FilterBar end={children}>
      <SearchField label="Search key or title" value={text} onChange={(next) => change({ text: next })} />
      <Filter label="Status" options={options(caseStatuses)} chosen={status} onChange={(next) => change({ status: next })} />
      <Filter label="Automation" options={options(caseAutomationStatuses)} chosen={automation} onChange={(next) => change({ automation: next })} />
      {tags.length > 0 && <Filter label="Tag" options={options(tags)} chosen={tag} onChange={(next) => change({ tag: next })} />}
      <SegmentedControl aria-label="State" size="xs" data={states} value={state} onChange={(next) => change({ state: next })} />
      {isNarrowed && (
        <Button variant="subtle" color="gray" onClick={() => change({ text: '', status: [], automation: [], tag: [], state: 'active' })}>
          Clear
        </Button>
      )}
    </FilterBar>
  );
}

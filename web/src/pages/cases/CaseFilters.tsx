import { Button, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
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
  archived: boolean;
}

interface Props {
  project: string;
  search: Narrowing;
  change: (changes: Partial<Narrowing>) => void;
  children: ReactNode;
}

/** What cases are narrowed by, beside their folder. */
export default function CaseFilters({ project, search, change, children }: Props) {
  const { caseStatuses, caseAutomationStatuses } = useConfiguration(project);
  const tags = useQuery(tagsQuery(project)).data ?? [];
  const { text, status, automation, tag, archived } = search;
  const isNarrowed = text !== '' || archived || status.length + automation.length + tag.length > 0;
  const options = (entries: { ID: number; name: string }[]) => entries.map(({ ID, name }) => ({ id: ID, name }));
  return (
    <FilterBar end={children}>
      <SearchField label="Search key or title" value={text} onChange={(next) => change({ text: next })} />
      <Filter label="Status" options={options(caseStatuses)} chosen={status} onChange={(next) => change({ status: next })} />
      <Filter label="Automation" options={options(caseAutomationStatuses)} chosen={automation} onChange={(next) => change({ automation: next })} />
      {tags.length > 0 && <Filter label="Tag" options={options(tags)} chosen={tag} onChange={(next) => change({ tag: next })} />}
      <Switch size="xs" label="Archived" checked={archived} onChange={(event) => change({ archived: event.currentTarget.checked })} />
      {isNarrowed && (
        <Button variant="subtle" color="gray" onClick={() => change({ text: '', status: [], automation: [], tag: [], archived: false })}>
          Clear
        </Button>
      )}
    </FilterBar>
  );
}

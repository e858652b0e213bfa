import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useRunStatuses } from '#api/configuration';
import { caseFoldersQuery } from '#api/folders';
import { tagsQuery } from '#api/tags';
import { countText } from '#format/count';
import { casesOf } from '#parts/counts';
import { Filter } from '#parts/Filter';
import { FilterBar } from '#parts/FilterBar';
import classes from '#parts/FilterBar.module.css';
import { flat } from '#parts/folders';
import { SearchField } from '#parts/SearchField';
import { StatusGlyph } from '#parts/StatusBadge';
import type { StatusCount } from '#parts/StatusBar';

interface Narrowing {
  text: string;
  status: number[];
  folder: number[];
  tag: number[];
}

interface Props {
  project: string;
  counts: StatusCount[];
  search: Narrowing;
  change: (changes: Partial<Narrowing>) => void;
  children: ReactNode;
}

/** What the runs of a cycle are narrowed by. */
export default function RunFilters({ project, counts, search, change, children }: Props) {
  const statuses = useRunStatuses(project).all;
  const folders = useQuery(caseFoldersQuery(project)).data ?? [];
  const tags = useQuery(tagsQuery(project)).data ?? [];
  const casesWith = new Map(counts.map(({ statusId, cases }) => [statusId, cases]));
  const statusOptions = statuses
    .filter((status) => status.isEnabled || casesWith.has(status.ID))
    .map((status) => ({ id: status.ID, name: `${status.name} (${countText(casesWith.get(status.ID) ?? 0)})`, icon: <StatusGlyph status={status} /> }));
  const isNarrowed = search.text !== '' || search.status.length + search.folder.length + search.tag.length > 0;
  return (
    <FilterBar end={children}>
      <SearchField label="Search key or title" value={search.text} onChange={(text) => change({ text })} />
      <FailedChoice failed={statuses.filter(({ statusType }) => statusType === 'FAILED').map(({ ID }) => ID)} cases={casesOf(counts, 'FAILED')} chosen={search.status} onChange={(status) => change({ status })} />
      <Filter label="Status" options={statusOptions} chosen={search.status} onChange={(status) => change({ status })} />
      {folders.length > 0 && <Filter label="Folder" options={flat(folders).map(({ folder, depth }) => ({ id: folder.ID, name: `${'  '.repeat(depth)}${folder.name}` }))} chosen={search.folder} onChange={(folder) => change({ folder })} />}
      {tags.length > 0 && <Filter label="Tag" options={tags.map((tag) => ({ id: tag.ID, name: tag.name }))} chosen={search.tag} onChange={(tag) => change({ tag })} />}
      {isNarrowed && (
        <Button variant="subtle" color="gray" onClick={() => change({ text: '', status: [], folder: [], tag: [] })}>
          Clear
        </Button>
      )}
    </FilterBar>
  );
}

/** What one looks for most is one click away, and says how much there is of it. */
function FailedChoice({ failed, cases, chosen, onChange }: { failed: number[]; cases: number; chosen: number[]; onChange: (ids: number[]) => void }) {
  const isChosen = chosen.length > 0 && chosen.length === failed.length && failed.every((id) => chosen.includes(id));
  if (cases === 0 && !isChosen) return null;
  return (
    <Button variant="default" className={classes.filter} data-chosen={isChosen || undefined} aria-pressed={isChosen} leftSection={<StatusGlyph status={{ statusType: 'FAILED' }} />} onClick={() => onChange(isChosen ? [] : failed)}>
      {countText(cases)} failed
    </Button>
  );
}

import { Button, SegmentedControl } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { useRunStatuses } from '#api/configuration';
import { type CycleFilter, cyclesExportUrl, cyclesQuery, type Cycle } from '#api/cycles';
import { cycleFolderCountsQuery, cycleFoldersQuery } from '#api/folders';
import { useMay, useProject } from '#api/projects';
import { useTypedSearch } from '#app/search';
import { pluralText } from '#format/count';
import { folderSide, NewFolder } from '#pages/folders/folderSide';
import { DataTable } from '#parts/DataTable';
import { FilterBar } from '#parts/FilterBar';
import { idsWithin } from '#parts/folders';
import { AddIcon, DownloadIcon } from '#parts/icons';
import { PageHeader } from '#parts/PageHeader';
import { EmptyState, ErrorState, LoadingLines } from '#parts/PageState';
import { SearchField } from '#parts/SearchField';
import { SideList } from '#parts/SideList';
import { noRow, useNamedRow } from '#parts/useNamedRow';
import { type RowWindow, useWindowedRows } from '#parts/useWindowedRows';
import { cyclesRoute, cyclesSearch } from '#routes/cycles';
import { cycleColumns } from './columns';
import classes from './CyclesPage.module.css';

// Fetched when somebody makes a cycle.
const CycleDialog = lazy(() => import('./CycleDialog'));

const states = [
  { value: 'all', label: 'All' },
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Closed' },
];

const keyOf = ({ key }: Cycle) => key;

export default function CyclesPage() {
  const { project } = cyclesRoute.useParams();
  const [search, change] = useTypedSearch(cyclesSearch);
  const [dialog, { open, close }] = useDisclosure(false);
  const navigate = useNavigate();
  const may = useMay(project, 'report');
  const name = useProject(project)?.name ?? project;
  const folderTree = useQuery(cycleFoldersQuery(project));
  const folders = folderTree.data ?? [];
  const choose = (folder: number | undefined) => change({ folder, ...noRow });
  const folderCounts = useQuery(cycleFolderCountsQuery(project)).data?.items;
  const counts = useMemo(() => new Map(folderCounts?.flatMap(({ folderId, countWithin }) => (folderId === null ? [] : [[folderId, countWithin] as const]))), [folderCounts]);
  const statuses = useRunStatuses(project).byId;
  const within = search.folder === undefined ? '' : idsWithin(folders, search.folder).join();
  const filter = useMemo<CycleFilter>(
    () => ({ text: search.text, state: search.state, folders: within === '' ? [] : within.split(',').map(Number) }),
    [search.text, search.state, within],
  );
  const queryOf = useCallback((startAt: number, size: number) => cyclesQuery(project, filter, startAt, size), [project, filter]);
  const list = useWindowedRows<Cycle, RowWindow<Cycle>>(queryOf, 100);
  const { cursor, choose: chooseRow } = useNamedRow({ rows: list.rows, nameOf: keyOf, search, change });
  const columns = useMemo(() => cycleColumns(project, statuses), [project, statuses]);
  const newCycle = may && (
    <Button leftSection={<AddIcon size={14} />} onClick={open}>
      New cycle
    </Button>
  );
  const isNarrowed = search.text !== '' || search.state !== 'all' || search.folder !== undefined;
  return (
    <>
      <PageHeader title="Cycles" crumbs={[<Link key="project" to="/projects/$project" params={{ project }}>{name}</Link>]} actions={<>{may && folderTree.isSuccess && folders.length === 0 && <NewFolder project={project} tree="cycles" onMade={choose} />}<Button variant="default" component="a" download href={cyclesExportUrl(project)} leftSection={<DownloadIcon size={14} />}>Export</Button>{newCycle}</>} />
      <SideList
        label="Folders"
        side={folderSide({ project, tree: 'cycles', mayChange: may, label: 'Folders of cycles', folders, counts, chosen: search.folder, onChoose: choose })}
      >
        <FilterBar end={list.answer && pluralText(list.rows.total, 'cycle')}>
          <SearchField label="Search by title" value={search.text} onChange={(text) => change({ text, ...noRow })} />
          <SegmentedControl aria-label="State" size="xs" data={states} value={search.state} onChange={(state) => change({ state: cyclesSearch.params.state.read(state), ...noRow })} />
        </FilterBar>
        {list.error ? (
          <ErrorState error={list.error} retry={list.retry} />
        ) : !list.answer ? (
          <div className={classes.wait}><LoadingLines lines={9} height={24} /></div>
        ) : (
          <DataTable
            label="Cycles"
            columns={columns}
            rows={list.rows}
            rowHeight={52}
            cursor={cursor}
            onCursor={chooseRow}
            onOpen={(cycle) => void navigate({ to: '/projects/$project/cycles/$cycle/runs', params: { project, cycle: cycle.key } })}
            empty={isNarrowed ? <EmptyState title="No cycle matches."><Button variant="default" onClick={() => change({ text: '', state: 'all', folder: undefined, ...noRow })}>Show all cycles</Button></EmptyState> : <EmptyState title="There are no cycles yet.">{newCycle}</EmptyState>}
          />
        )}
      </SideList>
      <Suspense>{dialog && <CycleDialog project={project} folder={search.folder} onClose={close} />}</Suspense>
    </>
  );
}

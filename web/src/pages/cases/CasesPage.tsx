import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useCallback, useMemo } from 'react';
import type { CaseFilter } from '#api/caseCriteria';
import { type Case, caseFolderCountsQuery, casesQuery } from '#api/cases';
import { changedCasesMax, exportCases } from '#api/casesTogether';
import { caseFoldersQuery } from '#api/folders';
import { useMay, useProject } from '#api/projects';
import { useTypedSearch } from '#app/search';
import { useShortcuts } from '#app/shortcuts';
import { pluralText } from '#format/count';
import { folderSide, NewFolder } from '#pages/folders/folderSide';
import { DataTable } from '#parts/DataTable';
import { FilterBar } from '#parts/FilterBar';
import { idsWithin } from '#parts/folders';
import { AddIcon } from '#parts/icons';
import { PageHeader } from '#parts/PageHeader';
import { EmptyState, ErrorState, PendingPage } from '#parts/PageState';
import { windowsOf } from '#parts/rows';
import { SideList } from '#parts/SideList';
import { noRow, useNamedRow } from '#parts/useNamedRow';
import { useSelection } from '#parts/useSelection';
import { type RowWindow, useWindowedRows, type WindowQuery } from '#parts/useWindowedRows';
import { casesRoute, casesSearch } from '#routes/cases';
import { caseColumns } from './columns';
import { SelectionContext } from './selectColumn';

const CaseFilters = lazy(() => import('./CaseFilters'));
const NewCaseDialog = lazy(() => import('./NewCaseDialog'));
const ExportMenu = lazy(() => import('./ExportMenu'));
const SelectionBar = lazy(() => import('./SelectionBar'));
const windowSize = 100;
const nothing: ReturnType<typeof casesSearch.filled> = { text: '', status: [], automation: [], tag: [], state: 'active', folder: undefined, ...noRow };

export default function CasesPage() {
  const { project } = casesRoute.useParams();
  const [search, change] = useTypedSearch(casesSearch);
  const [dialog, { open, close }] = useDisclosure(false);
  const navigate = useNavigate();
  const mayEdit = useMay(project, 'edit');
  const name = useProject(project)?.name ?? project;
  const folderTree = useQuery(caseFoldersQuery(project));
  const folders = folderTree.data ?? [];
  const { text, status, automation, tag, state, folder } = search;
  const filterText = JSON.stringify({ text, status, automation, tag, state, folders: folder === undefined ? [] : idsWithin(folders, folder) });
  const filter = useMemo(() => JSON.parse(filterText) as CaseFilter, [filterText]);
  const queryOf = useCallback((startAt: number, size: number) => casesQuery(project, filter, startAt, size), [project, filter]);
  const list = useWindowedRows<Case, RowWindow<Case>>(queryOf, windowSize);
  const selection = useSelection({ rows: list.rows, keyOf, keysBetween: useKeysBetween(queryOf), of: filterText, max: changedCasesMax });
  const columns = useMemo(() => caseColumns(project, state), [project, state]);
  const show = ({ key }: Case) => {
    if (state === 'deleted') selection.toggle(key, false);
    else void navigate({ to: '/projects/$project/cases/$case', params: { project, case: key } });
  };
  const { cursor: at, choose: chooseRow } = useNamedRow({ rows: list.rows, nameOf: keyOf, search, change });
  useShortcuts('Selection', [
    { keys: 'x', label: 'Select the row', run: () => at !== undefined && selection.toggleRow(at, false) },
    { keys: 'X', label: 'Select all rows up to this one', run: () => at !== undefined && selection.toggleRow(at, true) },
    { keys: 'Escape', label: 'Clear the selection', run: selection.clear },
  ]);
  const counts = useFolderCounts(project);
  const newCase = mayEdit && (
    <Button leftSection={<AddIcon size={14} />} onClick={open}>
      New case
    </Button>
  );
  const isNarrowed = text !== '' || state !== 'active' || folder !== undefined || status.length + automation.length + tag.length > 0;
  const choose = (next: number | undefined) => change({ folder: next, ...noRow });
  const tree = folderSide({ project, tree: 'cases', mayChange: mayEdit, label: 'Folders of cases', folders, counts: counts?.within, total: counts?.total, chosen: folder, onChoose: choose });
  return (
    <>
      <PageHeader title="Cases" crumbs={[<Link key="project" to="/projects/$project" params={{ project }}>{name}</Link>]} actions={<>{mayEdit && folderTree.isSuccess && folders.length === 0 && <NewFolder project={project} tree="cases" onMade={choose} />}<Suspense>{list.rows.total > 0 && <ExportMenu label="Export" run={(form) => exportCases(project, { filter }, form)} />}</Suspense>{newCase}</>} />
      <SideList label="Folders" side={tree}>
        <Suspense fallback={<FilterBar>{null}</FilterBar>}>
          <CaseFilters project={project} search={search} change={(changes) => change({ ...changes, ...noRow })}>
            {list.answer && pluralText(list.rows.total, 'case')}
          </CaseFilters>
        </Suspense>
        {list.error ? (
          <ErrorState error={list.error} retry={list.retry} />
        ) : !list.answer ? (
          <PendingPage />
        ) : (
          <SelectionContext value={{ ...selection, total: list.rows.total }}>
            <DataTable
              label="Cases"
              columns={columns}
              rows={list.rows}
              cursor={at}
              onCursor={chooseRow}
              onOpen={show}
              empty={isNarrowed ? <EmptyState title="No case matches."><Button variant="default" onClick={() => change(nothing)}>Show all cases</Button></EmptyState> : <NoCases project={project}>{newCase}</NoCases>}
            />
          </SelectionContext>
        )}
        <Suspense>{selection.keys.size > 0 && <SelectionBar project={project} keys={selection.keys} state={state} mayEdit={mayEdit} onClear={selection.clear} />}</Suspense>
      </SideList>
      <Suspense>{dialog && <NewCaseDialog project={project} folders={folders} folder={folder} onClose={close} />}</Suspense>
    </>
  );
}

const keyOf = ({ key }: Case) => key;

/** The keys of rows, which are fetched where they are not there yet. */
function useKeysBetween(queryOf: (startAt: number, size: number) => WindowQuery<RowWindow<Case>>) {
  const client = useQueryClient();
  return async (first: number, last: number) => {
    const windows = windowsOf(first, last, windowSize);
    const pages = await Promise.all(windows.map((window) => client.fetchQuery(queryOf(window * windowSize, windowSize))));
    const from = (windows[0] ?? 0) * windowSize;
    return pages.flatMap(({ items }) => items).slice(first - from, last - from + 1).map(keyOf);
  };
}

function useFolderCounts(project: string) {
  const items = useQuery(caseFolderCountsQuery(project)).data?.items;
  return useMemo(
    () =>
      items && {
        within: new Map(items.flatMap(({ folderId, countWithin }) => (folderId === null ? [] : [[folderId, countWithin] as const]))),
        total: items.reduce((sum, { count }) => sum + count, 0),
      },
    [items],
  );
}

function NoCases({ project, children }: { project: string; children: ReactNode }) {
  return (
    <EmptyState title="There are no cases yet.">
      <p>
        Reports bring theirs along: <code>testledger import --project {project} --new-cycle Nightly --create-case true results.xml</code>
      </p>
      {children}
    </EmptyState>
  );
}

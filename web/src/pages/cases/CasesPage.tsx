import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useCallback, useMemo } from 'react';
import type { CaseFilter } from '#api/caseCriteria';
import { type Case, caseFolderCountsQuery, casesQuery } from '#api/cases';
import { caseFoldersQuery } from '#api/folders';
import { useMay, useProject } from '#api/projects';
import { useTypedSearch } from '#app/search';
import { pluralText } from '#format/count';
import { DataTable } from '#parts/DataTable';
import { FilterBar } from '#parts/FilterBar';
import { idsWithin } from '#parts/folders';
import { FolderTree } from '#parts/FolderTree';
import { AddIcon } from '#parts/icons';
import { PageHeader } from '#parts/PageHeader';
import { EmptyState, ErrorState, PendingPage } from '#parts/PageState';
import { SideList } from '#parts/SideList';
import { type RowWindow, useWindowedRows } from '#parts/useWindowedRows';
import { casesRoute, casesSearch } from '#routes/cases';
import { caseColumns } from './columns';

const CaseFilters = lazy(() => import('./CaseFilters'));
const NewCaseDialog = lazy(() => import('./NewCaseDialog'));
const windowSize = 100;
const nothing = { text: '', status: [], automation: [], tag: [], archived: false, folder: undefined, row: undefined };

export default function CasesPage() {
  const { project } = casesRoute.useParams();
  const [search, change] = useTypedSearch(casesSearch);
  const [dialog, { open, close }] = useDisclosure(false);
  const navigate = useNavigate();
  const mayEdit = useMay(project, 'edit');
  const name = useProject(project)?.name ?? project;
  const folders = useQuery(caseFoldersQuery(project)).data ?? [];
  const { text, status, automation, tag, archived, folder } = search;
  const filterText = JSON.stringify({ text, status, automation, tag, archived, folders: folder === undefined ? [] : idsWithin(folders, folder) });
  const filter = useMemo(() => JSON.parse(filterText) as CaseFilter, [filterText]);
  const queryOf = useCallback((startAt: number, size: number) => casesQuery(project, filter, startAt, size), [project, filter]);
  const list = useWindowedRows<Case, RowWindow<Case>>(queryOf, windowSize);
  const columns = useMemo(() => caseColumns(project), [project]);
  const counts = useFolderCounts(project);
  const newCase = mayEdit && (
    <Button leftSection={<AddIcon size={14} />} onClick={open}>
      New case
    </Button>
  );
  const isNarrowed = text !== '' || archived || folder !== undefined || status.length + automation.length + tag.length > 0;
  const tree = folders.length > 0 && (
    <FolderTree label="Folders of cases" folders={folders} counts={counts?.within} total={counts?.total} chosen={folder} onChoose={(next) => change({ folder: next, row: undefined })} />
  );
  return (
    <>
      <PageHeader title="Cases" crumbs={[<Link key="project" to="/projects/$project" params={{ project }}>{name}</Link>]} actions={newCase} />
      <SideList label="Folders" side={tree}>
        <Suspense fallback={<FilterBar>{null}</FilterBar>}>
          <CaseFilters project={project} search={search} change={(changes) => change({ ...changes, row: undefined })}>
            {list.answer && pluralText(list.rows.total, 'case')}
          </CaseFilters>
        </Suspense>
        {list.error ? (
          <ErrorState error={list.error} retry={list.retry} />
        ) : !list.answer ? (
          <PendingPage />
        ) : (
          <DataTable
            label="Cases"
            columns={columns}
            rows={list.rows}
            cursor={search.row}
            onCursor={(row) => change({ row })}
            onOpen={({ key }) => void navigate({ to: '/projects/$project/cases/$case', params: { project, case: key } })}
            empty={isNarrowed ? <EmptyState title="No case matches."><Button variant="default" onClick={() => change(nothing)}>Show all cases</Button></EmptyState> : <NoCases project={project}>{newCase}</NoCases>}
          />
        )}
      </SideList>
      <Suspense>{dialog && <NewCaseDialog project={project} folders={folders} folder={folder} onClose={close} />}</Suspense>
    </>
  );
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

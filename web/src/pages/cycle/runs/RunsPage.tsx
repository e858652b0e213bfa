import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { useRunStatuses } from '#api/configuration';
import { type CaseResult, nextFailure, type ResultFilter, resultsQuery, type ResultWindow } from '#api/results';
import { sortOf, sortText, useTypedSearch } from '#app/search';
import { countText, pluralText } from '#format/count';
import { allCases, casesOf } from '#parts/counts';
import { DataTable } from '#parts/DataTable';
import { FilterBar } from '#parts/FilterBar';
import { NextFailure } from '#parts/NextFailure';
import { sayDone, sayRefused } from '#parts/notices';
import { EmptyState, ErrorState, LoadingLines } from '#parts/PageState';
import { UploadHint } from '#parts/UploadHint';
import { noRow, useNamedRow } from '#parts/useNamedRow';
import { useWindowedRows } from '#parts/useWindowedRows';
import { runsRoute, runsSearch } from '#routes/cycles';
import { resultColumns } from './columns';
import classes from './RunsPage.module.css';

const RunFilters = lazy(() => import('./RunFilters'));
const windowSize = 200;
const keyOf = ({ caseKey }: CaseResult) => caseKey;

export default function RunsPage() {
  const { project, cycle } = runsRoute.useParams();
  const [search, change] = useTypedSearch(runsSearch);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { status, folder, tag, text, sort } = search;
  const filterText = JSON.stringify({ status, folder, tag, text, sort: sortOf(sort) });
  const filter = useMemo(() => JSON.parse(filterText) as ResultFilter, [filterText]);
  const statuses = useRunStatuses(project).byId;
  const queryOf = useCallback((startAt: number, size: number) => resultsQuery(project, cycle, filter, startAt, size), [project, cycle, filter]);
  const list = useWindowedRows<CaseResult, ResultWindow>(queryOf, windowSize);
  const { cursor, choose } = useNamedRow({ rows: list.rows, nameOf: keyOf, search, change });
  const columns = useMemo(() => resultColumns(project, cycle, statuses), [project, cycle, statuses]);

  const toNextFailure = async () => {
    try {
      const query = { queryKey: ['next failure', project, cycle, filter, cursor], queryFn: () => nextFailure(project, cycle, filter, (cursor ?? -1) + 1), staleTime: 0 };
      const startAt = await client.fetchQuery(query);
      if (startAt === null) sayDone('There is no further failure in this list.');
      else choose(startAt);
    } catch (error) {
      sayRefused('The next failure was not found', error);
    }
  };

  /** The way back leads to its row. */
  const open = async ({ runId, caseKey }: CaseResult, row: number) => {
    if (runId === null) return;
    await choose(row);
    await navigate({ to: '/projects/$project/cycles/$cycle/runs/$run', params: { project, cycle, run: String(runId) }, search: runsSearch.validate({ ...search, row, at: caseKey }) });
  };

  const counts = list.answer?.counts ?? [];
  const isNarrowed = status.length + folder.length + tag.length > 0 || text !== '';
  const all = () => change({ status: [], folder: [], tag: [], text: '', ...noRow });
  const told = (
    <>
      {list.answer && <span>{casesText(list.rows.total, allCases(counts))}</span>}
      <NextFailure where="Runs" shown={casesOf(counts, 'FAILED') > 0} onNext={() => void toNextFailure()} />
    </>
  );
  if (list.error) return <ErrorState error={list.error} retry={list.retry} />;
  return (
    <>
      <Suspense fallback={<FilterBar end={told}>{null}</FilterBar>}>
        <RunFilters project={project} counts={counts} search={search} change={(changes) => change({ ...changes, ...noRow })}>
          {told}
        </RunFilters>
      </Suspense>
      {!list.answer ? (
        <div className={classes.wait}><LoadingLines lines={14} /></div>
      ) : (
        <DataTable
          label="Runs"
          columns={columns}
          rows={list.rows}
          sort={sortOf(sort)}
          onSort={(next) => change({ sort: sortText(next), ...noRow })}
          cursor={cursor}
          onCursor={(row) => void choose(row)}
          onOpen={(result, row) => void open(result, row)}
          empty={isNarrowed ? <EmptyState title="No case matches."><Button variant="default" onClick={all}>Show all cases</Button></EmptyState> : <EmptyState title="There are no results yet."><UploadHint project={project} cycle={cycle} /></EmptyState>}
        />
      )}
    </>
  );
}

/** "53 cases", "6 of 53 cases". */
const casesText = (shown: number, all: number) => (shown === all ? pluralText(all, 'case') : `${countText(shown)} of ${pluralText(all, 'case')}`);

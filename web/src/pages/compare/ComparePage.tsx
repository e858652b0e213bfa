import { Button, SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type ComparedCase, type ComparisonFilter, comparisonQuery, type CycleComparison } from '#api/comparison';
import { useRunStatuses } from '#api/configuration';
import { useTypedSearch } from '#app/search';
import { DataTable } from '#parts/DataTable';
import { FilterBar } from '#parts/FilterBar';
import { EmptyState, ErrorState, PendingPage } from '#parts/PageState';
import { SearchField } from '#parts/SearchField';
import { noRow, useNamedRow } from '#parts/useNamedRow';
import { useWindowedRows } from '#parts/useWindowedRows';
import { compareRoute, compareSearch } from '#routes/compare';
import { changeChoices, sentenceOf } from './changes';
import { comparedColumns } from './columns';
import classes from './ComparePage.module.css';
import { CyclePicker } from './CyclePicker';

const windowSize = 200;
const keyOf = ({ caseKey }: ComparedCase) => caseKey;

/** What a cycle brought that another one did not have. */
export default function ComparePage() {
  const { project, cycle } = compareRoute.useParams();
  const [search, change] = useTypedSearch(compareSearch);
  const navigate = useNavigate();
  const statuses = useRunStatuses(project).byId;
  const filter = useMemo<ComparisonFilter>(
    () => ({ with: search.with, change: search.change === 'all' ? undefined : search.change, text: search.text }),
    [search.with, search.change, search.text],
  );
  const queryOf = useCallback((startAt: number, size: number) => comparisonQuery(project, cycle, filter, startAt, size), [project, cycle, filter]);
  const list = useWindowedRows<ComparedCase, CycleComparison>(queryOf, windowSize);
  const { cursor, choose } = useNamedRow({ rows: list.rows, nameOf: keyOf, search, change });
  const before = list.answer?.with;
  const columns = useMemo(() => comparedColumns({ project, cycle, before: before?.key ?? '', statuses }), [project, cycle, before?.key, statuses]);
  const open = ({ before: was, after }: ComparedCase) => {
    const [of, run] = after ? [cycle, after] : [before?.key, was];
    if (of && run) void navigate({ to: '/projects/$project/cycles/$cycle/runs/$run', params: { project, cycle: of, run: String(run.runId) } });
  };
  const picker = <CyclePicker project={project} cycle={cycle} chosen={before ?? undefined} onChoose={(key) => change({ with: key, ...noRow })} />;
  if (list.error)
    return (
      <ErrorState error={list.error} retry={list.retry}>
        {search.with !== '' && <Button variant="default" onClick={() => change({ with: '', ...noRow })}>Compare with the cycle before</Button>}
      </ErrorState>
    );
  if (!list.answer) return <PendingPage />;
  if (!before) return <EmptyState title="There is no earlier cycle with the same cases.">Choose another one to compare with: {picker}</EmptyState>;
  const { summary } = list.answer;
  return (
    <>
      <FilterBar end={sentenceOf(summary)}>
        {picker}
        <SearchField label="Search key or title" value={search.text} onChange={(text) => change({ text, ...noRow })} />
      </FilterBar>
      <div className={classes.changes}>
        <SegmentedControl
          aria-label="Change"
          size="xs"
          data={changeChoices(summary, search.change)}
          value={search.change}
          onChange={(value) => change({ change: compareSearch.params.change.read(value) ?? 'all', ...noRow })}
        />
      </div>
      <DataTable
        label="Changes"
        columns={columns}
        rows={list.rows}
        cursor={cursor}
        onCursor={choose}
        onOpen={open}
        empty={
          <EmptyState title="No case changed in this way.">
            {(search.change !== 'all' || search.text !== '') && <Button variant="default" onClick={() => change({ change: 'all', text: '', ...noRow })}>Show all changes</Button>}
          </EmptyState>
        }
      />
    </>
  );
}

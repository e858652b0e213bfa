import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { failureAfter, type ResultFilter, resultsQuery } from '#api/results';
import type { RunPlace } from '#api/runs';
import { sortOf } from '#app/search';
import { casesOf } from '#parts/counts';
import { NextFailure } from '#parts/NextFailure';
import { sayDone, sayRefused } from '#parts/notices';
import { runsSearch } from '#routes/cycles';

interface Listed extends Omit<ResultFilter, 'sort'> {
  sort: string;
  row: number | undefined;
}

/** From a failure to the next one of the list that the run was opened from, or of the cycle's. */
export function NextFailedRun({ place: { project, cycle, run }, listed }: { place: RunPlace; listed: Listed }) {
  const navigate = useNavigate();
  const { text, status, folder, tag, sort, row } = listed;
  const filter: ResultFilter = { text, status, folder, tag, sort: sortOf(sort) };
  const counts = useQuery(resultsQuery(project, cycle, filter, 0, 1)).data?.counts ?? [];
  const toNext = async () => {
    try {
      const next = await failureAfter(project, cycle, filter, { row, run });
      if (next === null) sayDone('There is no further failure in this list.');
      else await navigate({ to: '/projects/$project/cycles/$cycle/runs/$run', params: { project, cycle, run: String(next.run) }, search: runsSearch.validate({ ...listed, row: next.row, at: next.at }) });
    } catch (error) {
      sayRefused('The next failure was not found', error);
    }
  };
  return <NextFailure where="Run" shown={casesOf(counts, 'FAILED') > 0} onNext={() => void toNext()} />;
}

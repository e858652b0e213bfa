import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { membersQuery } from '#api/members';
import { type Run, type RunPlace, useChangeRun } from '#api/runs';
import { Fact, Facts } from '#parts/Facts';
import { FieldFacts } from '#parts/fields/FieldFacts';
import { sayRefused } from '#parts/notices';
import { When } from '#parts/When';
import { Defects } from './Defects';

interface Props {
  place: RunPlace;
  run: Run;
  mayWrite: boolean;
}

/** What else is known of a run, and whose it is. */
export function RunFacts({ place, run, mayWrite }: Props) {
  return (
    <Facts>
      <Fact name="Assignee">{mayWrite ? <Assignee place={place} chosen={run.assigneeToID} /> : (run.assigneeToID ?? '–')}</Fact>
      <Fact name="Executed by">{run.executedByID ?? '–'}</Fact>
      <Fact name="Created"><When time={run.createdDate} /></Fact>
      {(mayWrite || run.jiraDefectIDs.length > 0) && (
        <Fact name="Defects">
          <Defects place={place} defects={run.jiraDefectIDs.map(String)} mayWrite={mayWrite} />
        </Fact>
      )}
      <FieldFacts project={place.project} values={run.customFields} />
    </Facts>
  );
}

function Assignee({ place, chosen }: { place: RunPlace; chosen: string | null }) {
  const members = useQuery(membersQuery(place.project)).data?.items ?? [];
  const change = useChangeRun(place);
  const names = [...new Set([...members.filter((member) => member.active).map((member) => member.name), ...(chosen ? [chosen] : [])])];
  const choose = (name: string | null) => change.mutate({ assigneeToID: name }, { onError: (error) => sayRefused('The assignee was not changed', error) });
  return <Select size="xs" aria-label="Assignee" placeholder="Nobody" data={names} value={chosen} onChange={choose} searchable clearable clearButtonProps={{ 'aria-label': 'Nobody' }} nothingFoundMessage="No member of that name" />;
}

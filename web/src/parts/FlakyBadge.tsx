import { Badge, Tooltip } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { historyQuery } from '#api/history';

/** Stands beside the title of a case that cannot be relied on, and tells why. */
export function FlakyBadge({ project, testCase }: { project: string; testCase: string }) {
  const history = useInfiniteQuery(historyQuery(project, testCase)).data?.pages[0];
  if (history?.verdict !== 'flaky') return null;
  return (
    <Tooltip label={history.reason}>
      <Badge variant="default">Flaky</Badge>
    </Tooltip>
  );
}

import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { historyQuery } from '#api/history';
import { EmptyState, PageState } from '#parts/PageState';
import { Section } from '#parts/Section';
import { HeatStrip } from './HeatStrip';
import { HistoryTable } from './HistoryTable';

/** The runs of a case in all cycles: at a glance, and one by one. */
export function CaseHistory({ project, testCase }: { project: string; testCase: string }) {
  const query = useInfiniteQuery(historyQuery(project, testCase));
  return (
    <Section title="Runs">
      <PageState query={query} isEmpty={({ pages }) => pages[0]?.items.length === 0} empty={<EmptyState title="The case was not executed yet.">Reports that name its key or its automation key bring its results.</EmptyState>}>
        {({ pages }) => (
          <>
            <HeatStrip project={project} runs={pages[0]?.items ?? []} />
            <HistoryTable project={project} runs={pages.flatMap((page) => page.items)} />
            {query.hasNextPage && (
              <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show earlier runs
              </Button>
            )}
          </>
        )}
      </PageState>
    </Section>
  );
}

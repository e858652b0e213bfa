// The chart library is as large as all else together: pages are there before it.
import { Skeleton } from '@mantine/core';
import { type ComponentType, lazy, Suspense } from 'react';

/** A chart that is fetched when it is shown first, in its place from the beginning. */
function fetchedChart<P extends object>(height: number, load: () => Promise<{ default: ComponentType<P> }>) {
  const Chart = lazy(load) as unknown as ComponentType<P>;
  return function FetchedChart(props: P) {
    return (
      <div style={{ height }}>
        <Suspense fallback={<Skeleton height={height} aria-busy="true" />}>
          <Chart {...props} />
        </Suspense>
      </div>
    );
  };
}

export const DurationChart = fetchedChart(220, () => import('./DurationChart'));
export const TrendChart = fetchedChart(180, () => import('./TrendChart'));
export const RateSparkline = fetchedChart(28, () => import('./RateSparkline'));

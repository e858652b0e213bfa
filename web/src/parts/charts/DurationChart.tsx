import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import type { DurationBucket } from '#api/insight';
import { durationText } from '#format/duration';

/** How many cases took how long. */
export default function DurationChart({ buckets }: { buckets: DurationBucket[] }) {
  const data = buckets.map(({ from, cases }) => ({ from: durationText(from), Cases: cases }));
  return <BarChart h={220} data={data} dataKey="from" series={[{ name: 'Cases', color: 'accent.5' }]} gridAxis="x" tickLine="none" maxBarWidth={56} barProps={{ radius: [3, 3, 0, 0], isAnimationActive: false }} tooltipAnimationDuration={0} />;
}

import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';

export interface TrendPoint {
  name: string;
  rate: number;
}

/** The pass rate from cycle to cycle, the newest at the right. */
export default function TrendChart({ points }: { points: TrendPoint[] }) {
  const data = points.map(({ name, rate }) => ({ name, Passed: Math.floor(rate * 1000) / 10 }));
  const lowest = Math.min(...data.map((point) => point.Passed));
  const bottom = Math.max(0, Math.floor(lowest / 10) * 10 - (lowest % 10 === 0 ? 10 : 0));
  return (
    <LineChart
      h={180}
      data={data}
      dataKey="name"
      unit=" %"
      series={[{ name: 'Passed', color: 'accent.5' }]}
      curveType="linear"
      withXAxis={false}
      gridAxis="x"
      tickLine="none"
      strokeWidth={2}
      yAxisProps={{ domain: [bottom, 100], width: 56 }}
      lineProps={{ isAnimationActive: false }}
      dotProps={{ r: 3 }}
      tooltipAnimationDuration={0}
    />
  );
}

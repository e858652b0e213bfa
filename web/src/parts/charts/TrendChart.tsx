import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import { rateTicks } from './rateScale';

export interface TrendPoint {
  name: string;
  rate: number;
}

/** The pass rate from cycle to cycle, the newest at the right. */
export default function TrendChart({ points }: { points: TrendPoint[] }) {
  const data = points.map(({ name, rate }) => ({ name, Passed: Math.floor(rate * 1000) / 10 }));
  const ticks = rateTicks(Math.min(...data.map((point) => point.Passed)));
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
      yAxisProps={{ domain: [ticks[0] ?? 0, 100], ticks, interval: 0, width: 56 }}
      lineChartProps={{ margin: { top: 10, right: 5, bottom: 10 } }}
      lineProps={{ isAnimationActive: false }}
      dotProps={{ r: 3 }}
      tooltipAnimationDuration={0}
    />
  );
}

import '@mantine/charts/styles.css';
import { Sparkline } from '@mantine/charts';

/** The course of a rate, without numbers: those stand beside it. */
export default function RateSparkline({ rates }: { rates: number[] }) {
  const bottom = Math.max(0, Math.min(...rates) - 0.02);
  return (
    <div inert>
      <Sparkline h={28} data={rates.map((rate) => rate - bottom)} color="accent.5" fillOpacity={0.15} curveType="linear" strokeWidth={1.5} areaProps={{ isAnimationActive: false }} />
    </div>
  );
}

import '@mantine/charts/styles.css';
import { Sparkline } from '@mantine/charts';

/** The course of a rate, without numbers: those stand beside it. */
export default function RateSparkline({ rates }: { rates: number[] }) {
  return <Sparkline h={28} data={rates} color="accent.5" fillOpacity={0.15} curveType="linear" strokeWidth={1.5} areaProps={{ isAnimationActive: false }} aria-hidden />;
}

import { durationText } from '#format/duration';

/** How long something took; a dash when nobody knows. */
export function Duration({ seconds }: { seconds: number | null | undefined }) {
  if (seconds === null || seconds === undefined) return <span aria-label="unknown">–</span>;
  return <span title={seconds >= 60 ? `${seconds.toFixed(1)} s` : undefined}>{durationText(seconds)}</span>;
}

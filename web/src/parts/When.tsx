import { Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { exactText, relativeText } from '#format/when';

/** How long ago, with the exact time in the reader's zone as the tooltip. */
export function When({ time }: { time: number | null | undefined }) {
  const now = useSyncExternalStore(everyHalfMinute, halfMinute);
  if (time === null || time === undefined) return <span aria-label="never">–</span>;
  return (
    <Tooltip label={exactText(time)}>
      <time dateTime={new Date(time).toISOString()}>{relativeText(time, seenFrom(now, time))}</time>
    </Tooltip>
  );
}

const step = 30_000;
/** What happened since the last look did not happen in the future. */
const seenFrom = (now: number, time: number) => (time - now < step ? Math.max(now, time) : now);
const halfMinute = () => Math.floor(Date.now() / step) * step;

function everyHalfMinute(tell: () => void) {
  const timer = setInterval(tell, step);
  return () => clearInterval(timer);
}

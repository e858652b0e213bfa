import { useSyncExternalStore } from 'react';
import { exactText, relativeText } from '#format/when';

/** How long ago, with the exact time in the reader's zone as the tooltip: the browser's own, for lists have hundreds of them. */
export function When({ time }: { time: number | null | undefined }) {
  const now = useSyncExternalStore(everyHalfMinute, halfMinute);
  if (time === null || time === undefined) return <span aria-label="never">–</span>;
  return (
    <time dateTime={new Date(time).toISOString()} title={exactText(time)}>
      {relativeText(time, seenFrom(now, time))}
    </time>
  );
}

const step = 30_000;
/** What happened since the last look did not happen in the future. */
const seenFrom = (now: number, time: number) => (time - now < step ? Math.max(now, time) : now);
const halfMinute = () => Math.floor(Date.now() / step) * step;

const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all that are on the page. */
function everyHalfMinute(tell: () => void) {
  watchers.add(tell);
  timer ??= setInterval(() => watchers.forEach((each) => each()), step);
  return () => {
    watchers.delete(tell);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

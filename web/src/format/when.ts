const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
const dayOnly = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** How long ago, or in how long: "now", "5 min. ago", "yesterday", "in 2 wk.". */
export function relativeText(time: number, now: number): string {
  const seconds = (time - now) / 1000;
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  return step ? relative.format(Math.trunc(seconds / step[1]), step[0]) : 'just now';
}

/** To the second, in the reader's zone, which it names. */
export const exactText = (time: number) => exact.format(time);

export const dayText = (time: number) => dayOnly.format(time);

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'long' });
const brief = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
const second = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const dayOnly = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

/** How long ago, or in how long: "just now", "5 min ago", "yesterday", "in 2 weeks". */
export function relativeText(time: number, now: number): string {
  const seconds = (time - now) / 1000;
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  if (!step) return 'just now';
  const [unit, size] = step;
  const count = Math.trunc(seconds / size);
  return unit === 'minute' ? brief.format(count, unit).replace('min.', 'min') : relative.format(count, unit);
}

/** To the second, in the reader's zone, which it names. */
export const exactText = (time: number) => exact.format(time);

/** To the second, where a list of them has no room for the zone. */
export const secondText = (time: number) => second.format(time);

/** The day that a date is, which is the same wherever it is read; what is no date stays as it is. */
export function dayText(date: number | string): string {
  const time = new Date(date);
  return Number.isNaN(time.getTime()) ? String(date) : dayOnly.format(time);
}

/** The days of a period of which either end may be open; empty when both are. */
export function periodText(start: number | null, end: number | null): string {
  if (start !== null && end !== null) return `${dayText(start)} – ${dayText(end)}`;
  if (start !== null) return `From ${dayText(start)}`;
  return end === null ? '' : `To ${dayText(end)}`;
}

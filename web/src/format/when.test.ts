import { expect, it } from 'vitest';
import { dayText, periodText, relativeText } from './when';

const now = Date.UTC(2026, 2, 1, 12);

it.each([
  [0, 'just now'],
  [-59, 'just now'],
  [-60, '1 min ago'],
  [-3599, '59 min ago'],
  [-7200, '2 hours ago'],
  [-86_400, 'yesterday'],
  [-6 * 86_400, '6 days ago'],
  [-7 * 86_400, 'last week'],
  [-14 * 86_400, '2 weeks ago'],
  [-400 * 86_400, 'last year'],
  [3 * 3600, 'in 3 hours'],
])('%i seconds from now is %s', (seconds, expected) => {
  expect(relativeText(now + seconds * 1000, now)).toBe(expected);
});

it('tells a date as the same day in every zone, and what is none as it is', () => {
  expect(dayText(Date.UTC(2026, 2, 1))).toBe(dayText('2026-03-01T23:59:59.999Z'));
  expect(dayText('soon')).toBe('soon');
});

it('a period says which of its ends is open', () => {
  const [march, may] = [Date.UTC(2026, 2, 1), Date.UTC(2026, 4, 2)];
  expect(periodText(march, may)).toBe(`${dayText(march)} – ${dayText(may)}`);
  expect(periodText(march, null)).toBe(`From ${dayText(march)}`);
  expect(periodText(null, may)).toBe(`To ${dayText(may)}`);
  expect(periodText(null, null)).toBe('');
});

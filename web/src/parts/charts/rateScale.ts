/** Where a scale of rates in percent has its lines: from 100 down to what lies below all of them, in even steps. */
export function rateTicks(lowest: number): number[] {
  const span = 100 - lowest;
  const step = [5, 10, 20].find((size) => size * linesMax >= span) ?? 25;
  const count = Math.max(1, Math.ceil(span / step));
  return Array.from({ length: count + 1 }, (_, line) => 100 - (count - line) * step);
}

const linesMax = 4;

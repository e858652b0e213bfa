const grouped = new Intl.NumberFormat('en');
const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** 12345 is "12,345". */
export const countText = (count: number) => grouped.format(count);

/** "1 case", "2 cases", "1,200 cases". */
export function pluralText(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** A share of a whole that is not rounded up to all, nor down to none: 0.9999 is "99.9 %". */
export function percentText(share: number): string {
  if (share <= 0) return '0 %';
  if (share >= 1) return '100 %';
  const percent = Math.min(99.9, Math.max(0.1, share * 100));
  return percent < 10 || percent > 99 ? `${trimmed(percent)} %` : `${Math.round(percent)} %`;
}

export function sizeText(bytes: number): string {
  let unit = 0;
  let size = bytes;
  for (; size >= 1024 && unit < units.length - 1; unit += 1) size /= 1024;
  return `${unit === 0 || size >= 100 ? Math.round(size) : trimmed(size)} ${units[unit]}`;
}

const trimmed = (value: number) => (Math.floor(value * 10) / 10).toFixed(1).replace(/\.0$/, '');

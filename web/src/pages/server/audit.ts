import type { AuditEntry } from '#api/server';

/** Whether an entry has the text in anything that it tells. */
export function tellsOf(entry: AuditEntry, text: string): boolean {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const told = [entry.user, entry.action, entry.project, entry.object, entry.before, entry.after, entry.remote].join('\n').toLowerCase();
  return wanted.every((word) => told.includes(word));
}

/** "from tester to admin"; what was there before or comes after is left out where there is nothing. */
export function changeText({ before, after }: Pick<AuditEntry, 'before' | 'after'>): string {
  if (before !== '' && after !== '') return `${before} → ${after}`;
  return before !== '' ? `was ${before}` : after;
}

import type { BatchDetail } from '#api/batches';

type Refusal = BatchDetail['errors'][string];

/** Refusals with one reason and one remedy. */
export interface RefusalGroup {
  message: string;
  results: number;
  subjects: { name: string; refusal: Refusal }[];
}

/** One group per reason, the largest first: a thousand refusals seldom have a thousand reasons. */
export function groupsOf(errors: BatchDetail['errors']): RefusalGroup[] {
  const groups = new Map<string, RefusalGroup>();
  for (const [name, refusal] of Object.entries(errors)) {
    const message = reasonOf(refusal.message, name);
    const group = groups.get(message) ?? { message, results: 0, subjects: [] };
    group.results += refusal.count;
    group.subjects.push({ name, refusal });
    groups.set(message, group);
  }
  return [...groups.values()].sort((a, b) => b.results - a.results);
}

/** The message without the name it begins with, which differs from result to result. */
function reasonOf(message: string, name: string): string {
  return message.startsWith(`${name} `) ? `…${message.slice(name.length)}` : message;
}

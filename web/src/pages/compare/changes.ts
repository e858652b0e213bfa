import type { Change, CycleComparison } from '#api/comparison';
import { countText, pluralText } from '#format/count';

/** In the order of what matters most. */
export const changeNames: Record<Change, string> = {
  newlyFailing: 'Newly failing', stillFailing: 'Still failing', fixed: 'Fixed', slower: 'Slower', missing: 'Missing', added: 'Added', faster: 'Faster', same: 'Same',
};

export const changes = Object.keys(changeNames) as Change[];

/** The choices, each with how many cases it leaves; those that leave none are left out, but for the first. */
export function changeChoices(summary: CycleComparison['summary'], chosen: string) {
  const all = summary.newlyFailing + summary.stillFailing + summary.fixed + summary.slower + summary.missing + summary.added;
  const some = changes.filter((change) => change === 'newlyFailing' || change === chosen || summary[change] > 0);
  return [{ value: 'all', label: `All changes ${countText(all)}` }, ...some.map((change) => ({ value: change, label: `${changeNames[change]} ${countText(summary[change])}` }))];
}

/** What matters most of a comparison, each part with the change that it counts. */
export function toldChanges({ newlyFailing, fixed, stillFailing }: CycleComparison['summary']): { change: Change; text: string }[] {
  const counted = [
    { change: 'newlyFailing', count: newlyFailing, text: 'newly failing' },
    { change: 'fixed', count: fixed, text: 'fixed' },
    { change: 'stillFailing', count: stillFailing, text: 'still failing' },
  ] as const;
  return counted.filter(({ count }) => count > 0).map(({ change, count, text }, index) => ({ change, text: `${index === 0 ? pluralText(count, 'case') : countText(count)} ${text}` }));
}

/** The comparison in a sentence. */
export function sentenceOf(summary: CycleComparison['summary']): string {
  const told = toldChanges(summary).map(({ text }) => text);
  return told.length === 0 ? 'Nothing fails that did not fail before.' : `${told.join(', ')}.`;
}

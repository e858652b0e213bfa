// What a dry run told, put together for people.
import type { DryRunAnswer, ImportAnswer, ReceiptEntry } from '#api/imports';
import { pluralText } from '#format/count';

export type Fate = 'new' | 'matched' | 'refused';

export const fates: Record<Fate, string> = { new: 'New case', matched: 'Case found', refused: 'Refused' };

export const rules: Record<ReceiptEntry['rule'], string> = { caseKey: 'Found by case key', automationKey: 'Found by automation key', newCase: '' };

/** What becomes of a record: a new case, a result of a case that is there, or nothing. */
export function fateOf(entry: Pick<ReceiptEntry, 'rule' | 'effect'>): Fate {
  if (entry.effect === 'refused') return 'refused';
  return entry.rule === 'newCase' ? 'new' : 'matched';
}

export function fateCounts(records: readonly Pick<ReceiptEntry, 'rule' | 'effect'>[]): Record<Fate, number> {
  const counts = { new: 0, matched: 0, refused: 0 };
  for (const record of records) counts[fateOf(record)] += 1;
  return counts;
}

/** Whether results are refused only for want of cases that could be made. */
export const wantsCases = (answer: Pick<DryRunAnswer, 'errors'>) => Object.values(answer.errors).some(({ code }) => code === 'no_case_for_automation_key');

/** What an import did. */
export function resultText(result: Pick<ImportAnswer, 'successCount' | 'errorCount' | 'createdCases'>, hasFailed: boolean): string {
  if (hasFailed && result.successCount === 0) return 'Failed: nothing was imported.';
  const taken = `${pluralText(result.successCount, 'result')} imported, ${pluralText(result.createdCases, 'case')} created`;
  return result.errorCount > 0 ? `${taken}, ${pluralText(result.errorCount, 'result')} refused.` : `${taken}.`;
}

import { expect, it } from 'vitest';
import { fateCounts, resultText, wantsCases } from './preview';

it('counts what becomes of the records', () => {
  const records = [
    { rule: 'newCase', effect: 'created' },
    { rule: 'newCase', effect: 'added' },
    { rule: 'automationKey', effect: 'overwrote' },
    { rule: 'newCase', effect: 'refused' },
  ] as const;
  expect(fateCounts(records)).toEqual({ new: 2, matched: 1, refused: 1 });
});

it.each([
  ['no_case_for_automation_key', true],
  ['case_not_found', false],
] as const)('creating cases helps against %s: %s', (code, expected) => {
  expect(wantsCases({ errors: { 'acme.Shop.pay': { message: '', code, count: 1 } } })).toBe(expected);
});

it.each([
  [{ successCount: 0, errorCount: 1, createdCases: 0 }, true, 'Failed: nothing was imported.'],
  [{ successCount: 1, errorCount: 0, createdCases: 1 }, false, '1 result imported, 1 case created.'],
  [{ successCount: 2, errorCount: 1, createdCases: 0 }, false, '2 results imported, 0 cases created, 1 result refused.'],
])('tells what was done: %j', (result, hasFailed, expected) => {
  expect(resultText(result, hasFailed)).toBe(expected);
});

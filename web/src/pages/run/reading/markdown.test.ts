import { expect, it } from 'vitest';
import type { Run } from '#api/runs';
import { markdownOf } from './markdown';

const status = (name: string) => ({ ID: 4, name });

const run: Run = {
  ID: 41, testCase: { ID: 7, key: 'AT-TC-7', title: 'Pay [now](http://x) *twice*', version: 1 }, testRunStatus: status('Failed'), isAutomated: true, effort: 3.42,
  executedByID: 'kim', assigneeToID: null, createdDate: 0, updatedDate: 0, jiraDefectIDs: [],
  comments: ['expected 1 but was 2\n```\n\u001b[31mcode\u001b[0m', 'asked @kim'],
  testRunSteps: [{ ID: 1, stepID: 1, stepOrder: 0, testStepType: 'TEXT', step: 'Pay', testData: '', expectedResult: 'Paid', actualResult: 'Refused\nby all', testRunStepStatus: status('Failed'), jiraDefectIDs: [] }],
  dataSetExecutionsCount: 0, dataSetExecutions: [], attachments: [], customFields: [], permission: { value: 7 }, testRunStepsPermission: { value: 7 },
};

it('tells what failed, and nothing of it is markup', () => {
  const lines = markdownOf({ cycle: 'AT-CY-1', run, url: 'http://127.0.0.1/x' }).split('\n');
  expect(lines[0]).toBe('### Failed: Pay \\[now\\](http://x) \\*twice\\* (AT-TC-7)');
  expect(lines[2]).toMatch(/^\[Run 41 in AT-CY-1\]\(http:\/\/127\.0\.0\.1\/x\), .+, 3\.42 s$/);
  expect(lines.slice(4, 9)).toEqual(['````', 'expected 1 but was 2', '```', 'code', '````']);
  expect(lines.slice(10, 12)).toEqual(['1. Failed: Pay', '   Actual: Refused']);
  expect(lines.at(-1)).toBe('> asked @\u200bkim');
});

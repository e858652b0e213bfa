// A run as a text for trackers and chats.
import { withoutAnsi } from '#format/ansi';
import { durationText } from '#format/duration';
import { exactText } from '#format/when';
import type { Run } from '#api/runs';
import { readComments } from './comments';

export interface Told {
  cycle: string;
  run: Run;
  /** The address of the page. */
  url: string;
}

export function markdownOf({ cycle, run, url }: Told): string {
  const { key, title } = run.testCase;
  const { failures, outputs, others } = readComments(run.comments, run.isAutomated);
  const steps = run.testRunSteps.map((step, index) => stepLine(index + 1, step));
  return [
    `### ${run.testRunStatus.name}: ${plain(title)} (${key})`,
    `[Run ${run.ID} in ${cycle}](${url}), ${exactText(run.updatedDate)}, ${durationText(run.effort)}`,
    ...failures.map(fenced),
    ...(steps.length > 0 ? [steps.join('\n')] : []),
    ...outputs.map((output) => `${output.title}:\n\n${fenced(output.text)}`),
    ...others.map((comment) => plain(comment).replaceAll('\n', '\n> ').replace(/^/, '> ')),
  ].join('\n\n');
}

function stepLine(number: number, step: Run['testRunSteps'][number]): string {
  const differs = step.actualResult !== '' ? `\n   Actual: ${plain(step.actualResult.split('\n')[0] ?? '')}` : '';
  return `${number}. ${step.testRunStepStatus.name}: ${plain(step.step.split('\n')[0] ?? '')}${differs}`;
}

/** In a fence that is longer than any within it. */
function fenced(told: string): string {
  const text = withoutAnsi(told);
  const longest = Math.max(0, ...(text.match(/`{3,}/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}\n${text}\n${fence}`;
}

/** Nothing in it is a link, a picture, a mention or markup. */
const plain = (text: string) => withoutAnsi(text).replace(/[\\`*_[\]<>#|~!]/g, '\\$&').replace(/@(?=\w)/g, '@\u200b');

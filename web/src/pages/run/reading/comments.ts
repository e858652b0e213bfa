// What the comments of a run are: imports write failures, attempts and output as comments (docs/mapping.md, What a run holds).

export interface Attempt {
  title: string;
  text: string;
}

export interface Output {
  title: string;
  text: string;
}

export interface ReadComments {
  /** What failed, or why it was skipped. */
  failures: string[];
  attempts: Attempt[];
  outputs: Output[];
  /** What people wrote. */
  others: string[];
}

const output = /^(Output|Error output)( \(its end\))?:\n/;
const attempt = /^Attempt \d+: [a-z ]+$/m;
const earlier = /^(Earlier attempt of [^\n]+): ([^\n]+)(?:\n|$)/;

/** Of a run by a machine, the first comment that is nothing else tells its failure, and so does what has several lines. */
export function readComments(comments: readonly string[], byMachine: boolean): ReadComments {
  const read: ReadComments = { failures: [], attempts: [], outputs: [], others: [] };
  for (const comment of comments) {
    const [outputHead, title, part] = output.exec(comment) ?? [];
    const [earlierHead, of, status] = earlier.exec(comment) ?? [];
    if (outputHead && title) read.outputs.push({ title: title + (part ?? ''), text: comment.slice(outputHead.length) });
    else if (earlierHead && of) read.attempts.push({ title: `${of}: ${status}`, text: comment.slice(earlierHead.length) });
    else if (comment.startsWith('Attempt 1: ')) read.attempts.push(...attemptsIn(comment));
    else if (byMachine && (read.failures.length === 0 || comment.includes('\n'))) read.failures.push(comment);
    else read.others.push(comment);
  }
  return read;
}

function attemptsIn(comment: string): Attempt[] {
  const attempts: Attempt[] = [];
  for (const line of comment.split('\n')) {
    const last = attempts.at(-1);
    if (attempt.test(line)) attempts.push({ title: line, text: '' });
    else if (last) last.text += `${last.text === '' ? '' : '\n'}${line}`;
  }
  return attempts;
}

/** What went wrong in a line or two, and the rest: stack, code, differences. */
export function messageAndRest(failure: string): { message: string; rest: string } {
  const lines = failure.split('\n');
  const end = lines.findIndex((line, index) => index > 0 && (line.trim() === '' || /^\s/.test(line)));
  const length = Math.min(end < 0 ? lines.length : end, messageLinesMax);
  return { message: lines.slice(0, length).join('\n'), rest: lines.slice(length).join('\n') };
}

const messageLinesMax = 3;

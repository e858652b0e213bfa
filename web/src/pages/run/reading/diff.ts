/** A stretch that both texts have, or one of them. */
export interface Stretch {
  kind: 'both' | 'expected' | 'actual';
  text: string;
}

const cellsMax = 1_000_000;

export const diffOfLines = (expected: string, actual: string) => diff(expected.split(/(?<=\n)/), actual.split(/(?<=\n)/));

/** By words and signs. */
export const diffOfWords = (expected: string, actual: string) => diff(wordsOf(expected), wordsOf(actual));

const wordsOf = (text: string) => text.match(/[\p{L}\p{N}_]+|\s+|./gsu) ?? [];

/** The longest common subsequence in between what both begin and end with; beyond a limit, all in between differs. */
function diff(expected: string[], actual: string[]): Stretch[] {
  let start = 0;
  while (start < expected.length && start < actual.length && expected[start] === actual[start]) start += 1;
  let end = 0;
  while (end < expected.length - start && end < actual.length - start && expected.at(-1 - end) === actual.at(-1 - end)) end += 1;
  const middle = between(expected.slice(start, expected.length - end), actual.slice(start, actual.length - end));
  return merged([
    ...expected.slice(0, start).map(both),
    ...middle,
    ...expected.slice(expected.length - end).map(both),
  ]);
}

const both = (text: string): Stretch => ({ kind: 'both', text });

function between(expected: string[], actual: string[]): Stretch[] {
  const all: Stretch[] = [];
  if (expected.length * actual.length > cellsMax) return [{ kind: 'expected', text: expected.join('') }, { kind: 'actual', text: actual.join('') }];
  const common = commonLengths(expected, actual);
  const width = actual.length + 1;
  let [left, right] = [0, 0];
  while (left < expected.length && right < actual.length) {
    const at = left * width + right;
    if (expected[left] === actual[right]) {
      all.push(both(expected[left] ?? ''));
      left += 1;
      right += 1;
    } else if ((common[at + width] ?? 0) >= (common[at + 1] ?? 0)) {
      all.push({ kind: 'expected', text: expected[left] ?? '' });
      left += 1;
    } else {
      all.push({ kind: 'actual', text: actual[right] ?? '' });
      right += 1;
    }
  }
  all.push({ kind: 'expected', text: expected.slice(left).join('') }, { kind: 'actual', text: actual.slice(right).join('') });
  return all;
}

/** How much is common from each pair of places on. */
function commonLengths(expected: string[], actual: string[]): Uint32Array {
  const width = actual.length + 1;
  const common = new Uint32Array((expected.length + 1) * width);
  for (let left = expected.length - 1; left >= 0; left -= 1)
    for (let right = actual.length - 1; right >= 0; right -= 1) {
      const at = left * width + right;
      common[at] = expected[left] === actual[right] ? (common[at + width + 1] ?? 0) + 1 : Math.max(common[at + width] ?? 0, common[at + 1] ?? 0);
    }
  return common;
}

function merged(stretches: Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const stretch of stretches) {
    const last = all.at(-1);
    if (stretch.text === '') continue;
    if (last?.kind === stretch.kind) last.text += stretch.text;
    else all.push({ ...stretch });
  }
  return all;
}

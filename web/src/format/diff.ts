/** A stretch that both texts have, or one of them. */
export interface Stretch {
  kind: 'both' | 'first' | 'second';
  text: string;
}

const cellsMax = 1_000_000;

export const diffOfLines = (first: string, second: string) => diff(first.split(/(?<=\n)/), second.split(/(?<=\n)/));

/** By words and signs. */
export const diffOfWords = (first: string, second: string) => diff(wordsOf(first), wordsOf(second));

const wordsOf = (text: string) => text.match(/[\p{L}\p{N}_]+|\s+|./gsu) ?? [];

/** The longest common subsequence in between what both begin and end with; beyond a limit, all in between differs. */
function diff(first: string[], second: string[]): Stretch[] {
  let start = 0;
  while (start < first.length && start < second.length && first[start] === second[start]) start += 1;
  let end = 0;
  while (end < first.length - start && end < second.length - start && first.at(-1 - end) === second.at(-1 - end)) end += 1;
  const middle = between(first.slice(start, first.length - end), second.slice(start, second.length - end));
  return merged([
    ...first.slice(0, start).map(both),
    ...middle,
    ...first.slice(first.length - end).map(both),
  ]);
}

const both = (text: string): Stretch => ({ kind: 'both', text });

function between(first: string[], second: string[]): Stretch[] {
  const all: Stretch[] = [];
  if (first.length * second.length > cellsMax) return [{ kind: 'first', text: first.join('') }, { kind: 'second', text: second.join('') }];
  const common = commonLengths(first, second);
  const width = second.length + 1;
  let [left, right] = [0, 0];
  while (left < first.length && right < second.length) {
    const at = left * width + right;
    if (first[left] === second[right]) {
      all.push(both(first[left] ?? ''));
      left += 1;
      right += 1;
    } else if ((common[at + width] ?? 0) >= (common[at + 1] ?? 0)) {
      all.push({ kind: 'first', text: first[left] ?? '' });
      left += 1;
    } else {
      all.push({ kind: 'second', text: second[right] ?? '' });
      right += 1;
    }
  }
  all.push({ kind: 'first', text: first.slice(left).join('') }, { kind: 'second', text: second.slice(right).join('') });
  return all;
}

/** How much is common from each pair of places on. */
function commonLengths(first: string[], second: string[]): Uint32Array {
  const width = second.length + 1;
  const common = new Uint32Array((first.length + 1) * width);
  for (let left = first.length - 1; left >= 0; left -= 1)
    for (let right = second.length - 1; right >= 0; right -= 1) {
      const at = left * width + right;
      common[at] = first[left] === second[right] ? (common[at + width + 1] ?? 0) + 1 : Math.max(common[at + width] ?? 0, common[at + 1] ?? 0);
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

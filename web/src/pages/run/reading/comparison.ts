// What a failure's message says was expected, and what was there instead.

export interface Comparison {
  expected: string;
  actual: string;
  /** Two values were compared of which the message does not say which one was expected. */
  sides?: true;
}

interface Form {
  form: RegExp;
  /** Which of the expression's groups holds what; the first two unless it says so. */
  order?: 'actual first' | 'sides';
}

const value = String.raw`([^\n]{1,4000}?)`;
const rest = String.raw`([^\n]{0,4000})`;

// One row per form, the more exact ones first.
const forms: Form[] = [
  { form: /expected: ?<([^]{0,4000}?)> but was: ?<([^]{0,4000}?)>(?=\n|$)/ },
  { form: /expected \[([^]{0,4000}?)\] but found \[([^]{0,4000}?)\](?=\n|$)/ },
  { form: /Expecting actual:\n\s*([^]{1,4000}?)\n\s*to be equal to:\n\s*([^]{1,4000}?)(?=\n\s*(?:but was not|when comparing|at )|\n\n|$)/, order: 'actual first' },
  { form: /Expecting:\n\s*<([^]{1,4000}?)>\n\s*to be equal to:\n\s*<([^]{1,4000}?)>/, order: 'actual first' },
  { form: new RegExp(String.raw`^\s*Expected(?: value)?: +${rest}\n\s*(?:Received(?: value)?|But was|Actual): +${rest}$`, 'm') },
  { form: new RegExp(String.raw`^\s*expected *: +${rest}\n\s*(?:got|but was|actual) *: +${rest}$`, 'm') },
  { form: new RegExp(String.raw`Failed asserting that ${value} (?:matches expected|is identical to) ${value}\.?$`, 'm'), order: 'actual first' },
  { form: new RegExp(String.raw`expected .{0,200}? to have status code ${value} but got ${rest}$`, 'm') },
  { form: new RegExp(String.raw`expected ${value} to (?:deeply |strictly |loosely )*(?:equal|be|eql|match)(?: to)? (?!an? |in |the |of |greater|less|above|below|at |null|undefined|true|truthy|false|falsy|defined|ok|empty|close|within|instance)${value}(?: // Object\.is equality)?$`, 'm'), order: 'actual first' },
  { form: new RegExp(String.raw`Expected equality of these values:\n\s*([^\n]+(?:\n\s*Which is: [^\n]+)?)\n\s*([^\n]+(?:\n\s*Which is: [^\n]+)?)`), order: 'sides' },
  { form: new RegExp(String.raw`^(?:E? *(?:AssertionError|self\.assert\w+): )?(?:assert )?${value} (?:!==?|===?) ${value}(?: : [^\n]{0,400})?$`, 'm'), order: 'sides' },
];

const lengthMax = 32_000;

/** Undefined when the message tells no two values. */
export function comparisonOf(message: string): Comparison | undefined {
  const text = message.slice(0, lengthMax);
  return linesCompared(text) ?? valuesCompared(text);
}

function valuesCompared(text: string): Comparison | undefined {
  for (const { form, order } of forms) {
    const [, first, second] = form.exec(text) ?? [];
    if (first === undefined || second === undefined) continue;
    const [one, other] = [first.trim(), second.trim()];
    if (order === 'sides') return { expected: other, actual: one, sides: true };
    return order === 'actual first' ? { expected: other, actual: one } : { expected: one, actual: other };
  }
  return undefined;
}

// Heads of differences by lines: which sign stands before what was expected.
const heads: { head: RegExp; expectedSign: '-' | '+' }[] = [
  { head: /^\s*- Expected(?: +- \d+)?\n\s*\+ Received(?: +\+ \d+)?\n/m, expectedSign: '-' },
  { head: /^\s*--- Expected\n\s*\+\+\+ Actual\n/m, expectedSign: '-' },
  { head: /^\s*\+ expected +- actual\n/m, expectedSign: '+' },
  { head: /^\s*\+ actual +- expected\n/m, expectedSign: '-' },
];

function linesCompared(text: string): Comparison | undefined {
  for (const { head, expectedSign } of heads) {
    const found = head.exec(text);
    if (found) return sidesOf(text.slice(found.index + found[0].length), expectedSign);
  }
  return undefined;
}

/** Both texts, of lines of which some have a sign: they end where frames begin. */
function sidesOf(told: string, expectedSign: '-' | '+'): Comparison | undefined {
  const lines = told.replace(/^\n+/, '').split('\n');
  const end = lines.findIndex((line) => /^\s*at .+[:(]/.test(line));
  const body = trimmedAtEnd((end < 0 ? lines : lines.slice(0, end)).filter((line) => !/^@@ .*@@$|^\.\.\.$/.test(line.trim())));
  const signed = body.flatMap((line) => /^(\s*)[-+]/.exec(line)?.[1]?.length ?? []);
  if (signed.length === 0) return undefined;
  const indent = Math.min(...signed);
  const sideOf = (sign: string) =>
    body.filter((line) => line[indent] === sign || !/[-+]/.test(line[indent] ?? ' ')).map((line) => line.slice(indent + 1)).join('\n');
  return { expected: sideOf(expectedSign), actual: sideOf(expectedSign === '-' ? '+' : '-') };
}

function trimmedAtEnd(lines: string[]): string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return lines.slice(0, last + 1);
}

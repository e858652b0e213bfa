// Which lines of a failure are frames of a call stack, and which of those are the test's own.

export interface Line {
  text: string;
  /** Of the tests or of what they test, rather than of a framework; undefined when the line is no frame. */
  own?: boolean;
}

export type Block = { kind: 'text'; lines: Line[] } | { kind: 'frames'; lines: Line[]; folded: boolean };

interface Dialect {
  frame: RegExp;
  /** Looked for in what the frame's expression found first. */
  foreign: RegExp;
  /** Whether the lines that are indented more deeply belong to it: the code that is shown. */
  withCode?: boolean;
}

const java = /^(?:java|javax|jdk|sun|com\.sun|kotlin|kotlinx|scala|groovy|jakarta|junit|cucumber|org\.(?:junit|testng|hamcrest|assertj|mockito|opentest4j|gradle|apache\.maven|codehaus|spockframework|springframework|scalatest|jetbrains|robotframework)|io\.cucumber|net\.bytebuddy|worker\.org)\./;
const dotnet = /^(?:\(wrapper|System\.|Microsoft\.|NUnit\.|Xunit\.|MSTest\.|TechTalk\.|Reqnroll\.|FluentAssertions\.|Shouldly\.|Moq\.)/;

const dialects: Dialect[] = [
  // at com.acme.CartTest.total(CartTest.java:51), also with a module or a loader before the class
  { frame: /^\s*at (?:[\w.@-]+\/{1,2})*([\w.$<>✽]+[^()]*)\([^()]*(?:\.(?:java|kt|scala|groovy|feature)(?::\d+)?|Native Method|Unknown Source)\)\s*$/, foreign: java },
  { frame: /^\s*(\.\.\. \d+ (?:more|common frames omitted))\s*$/, foreign: /./ },
  // at total (/src/cart.js:7:3), at async node:internal/x:1:2, at new Promise (<anonymous>)
  { frame: /^\s*at (.+?:\d+:\d+\)?|.+ \((?:<anonymous>|native|index \d+)\))\s*$/, foreign: /node_modules|node:|\(internal\/|<anonymous>\)$|\(native\)|\(index \d+\)|webpack\/bootstrap/ },
  // at Acme.Tests.Names() in /src/Tests.cs:line 12
  { frame: /^\s*at ((?:\(wrapper [^)]*\) )?[\w.`+<>[\]|]+ ?\(.*\)(?: \[0x\w+\])?(?: in .+?(?::line \d+|:\d+))?)\s*$/, foreign: dotnet },
  // File "/src/test_cart.py", line 7, in test_total
  { frame: /^\s*(File ".+", line \d+(?:, in .+)?)\s*$/, foreign: /site-packages|dist-packages|lib\/python\d|<frozen|<string>/, withCode: true },
  // test_cart.py:7: AssertionError
  { frame: /^(\S+\.py:\d+: \w*)\s*$/, foreign: /site-packages|dist-packages|lib\/python\d/ },
  // ./spec/cart_spec.rb:20:in `block', /src/CartTest.php:31
  { frame: /^\s*#?\s?((?:\.{0,2}\/|[A-Z]:\\)\S+?\.(?:rb|php|go|rs|exs?):\d+(?::in .*|:\d+| \+0x\w+)?)\s*$/, foreign: /\/gems\/|\/lib\/ruby\/|\/vendor\/|\/go\/pkg\/mod\/|\/usr\/local\/go\/|\/rustc\// },
];

const foldedFrom = 2;
const unfoldedMax = 6;

/** The text in blocks of lines; frames of frameworks that stand together are to be folded. */
export function blocksOf(text: string): Block[] {
  const lines = linesOf(text);
  const hasOwn = lines.some((line) => line.own);
  const blocks: Block[] = [];
  for (const line of lines) {
    const kind = line.own === false ? 'frames' : 'text';
    const last = blocks.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else blocks.push(kind === 'text' ? { kind, lines: [line] } : { kind, lines: [line], folded: false });
  }
  return blocks.map((block) => (block.kind === 'text' ? block : { ...block, folded: block.lines.length >= (hasOwn ? foldedFrom : unfoldedMax) }));
}

export function linesOf(text: string): Line[] {
  let codeOf: { indent: number; own: boolean } | undefined;
  return text.split('\n').map((line) => {
    if (codeOf && line.trim() !== '' && indentOf(line) > codeOf.indent) return { text: line, own: codeOf.own };
    codeOf = undefined;
    const found = frameOf(line);
    if (!found) return { text: line };
    if (found.withCode) codeOf = { indent: indentOf(line), own: found.own };
    return { text: line, own: found.own };
  });
}

const lineLengthMax = 2000;

function frameOf(line: string): { own: boolean; withCode: boolean } | undefined {
  if (line.length > lineLengthMax) return undefined;
  for (const { frame, foreign, withCode = false } of dialects) {
    const found = frame.exec(line)?.[1];
    if (found !== undefined) return { own: !foreign.test(found), withCode };
  }
  return undefined;
}

const indentOf = (line: string) => line.length - line.trimStart().length;

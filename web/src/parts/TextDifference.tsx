import { useMemo } from 'react';
import { diffOfLines, diffOfWords, type Stretch } from '#format/diff';
import classes from './TextDifference.module.css';

const signs = { both: '  ', first: '− ', second: '+ ' };

/** A change takes away the first and brings the second; a comparison wants the first and has the second. */
export type Tone = 'change' | 'comparison';

/** What a text was and what it became: words below each other, or lines in one text. */
export function TextChange({ before, after }: { before: string; after: string }) {
  const stretches = useMemo(() => diffOfWords(before, after), [before, after]);
  if (before.includes('\n') || after.includes('\n')) return <LineDifference tone="change" first={before} second={after} />;
  return (
    <span className={classes.words}>
      {before !== '' && <del className={classes.del}><OneSide tone="change" kind="first" stretches={stretches} /></del>}
      {after !== '' && <ins className={classes.ins}><OneSide tone="change" kind="second" stretches={stretches} /></ins>}
    </span>
  );
}

/** One of two texts, with what the other one does not have marked. */
export function OneSide({ tone, kind, stretches }: { tone: Tone; kind: 'first' | 'second'; stretches: Stretch[] }) {
  return stretches.map((stretch, index) =>
    stretch.kind === 'both' ? stretch.text : stretch.kind === kind && <mark key={index} className={classes.mark} data-tone={tone} data-kind={kind}>{stretch.text}</mark>,
  );
}

/** Two texts in one, line by line, with signs. */
export function LineDifference({ tone, first, second }: { tone: Tone; first: string; second: string }) {
  const stretches = useMemo(() => diffOfLines(`${first}\n`, `${second}\n`), [first, second]);
  const lines = stretches.flatMap(({ kind, text }) => text.replace(/\n$/, '').split('\n').map((line) => ({ kind, line })));
  return (
    <pre className={classes.lines}>
      {lines.map(({ kind, line }, index) => (
        <span key={index} className={classes.line} data-tone={tone} data-kind={kind}>
          {signs[kind]}
          {line}
        </span>
      ))}
    </pre>
  );
}

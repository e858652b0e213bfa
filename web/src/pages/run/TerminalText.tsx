import { useMemo } from 'react';
import { ansiPieces } from '#format/ansi';
import { AnsiText } from '#parts/AnsiText';
import classes from './Failure.module.css';

/** What a program wrote. */
export function TerminalText({ text }: { text: string }) {
  const pieces = useMemo(() => ansiPieces(text), [text]);
  return (
    <pre className={classes.text}>
      <AnsiText pieces={pieces} />
    </pre>
  );
}

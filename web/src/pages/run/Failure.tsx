import { Fragment, useMemo, useState } from 'react';
import { ansiLines, type AnsiPiece, ansiPieces, withoutAnsi } from '#format/ansi';
import { pluralText } from '#format/count';
import { AnsiText } from '#parts/AnsiText';
import { RightIcon } from '#parts/icons';
import { ComparisonView } from './ComparisonView';
import classes from './Failure.module.css';
import { messageAndRest } from './reading/comments';
import { comparisonOf } from './reading/comparison';
import { type Block, blocksOf } from './reading/stack';

/** A failure as a report told it: what went wrong, what differed, and where. */
export function Failure({ text }: { text: string }) {
  const { message, rest } = useMemo(() => messageAndRest(text), [text]);
  const comparison = useMemo(() => comparisonOf(withoutAnsi(text)), [text]);
  return (
    <div className={classes.failure}>
      <p className={classes.message}>
        <AnsiText pieces={ansiPieces(message)} />
      </p>
      {comparison && <ComparisonView comparison={comparison} />}
      {rest.trim() !== '' && <Stack text={rest.replace(/^(?:[ \t]*\n)+/, '')} />}
    </div>
  );
}

/** Text with the frames of a call stack: the test's own stand out, those of frameworks are folded. */
export function Stack({ text }: { text: string }) {
  const lines = useMemo(() => ansiLines(text), [text]);
  const blocks = useMemo(() => blocksOf(withoutAnsi(text)), [text]);
  let from = 0;
  return (
    <pre className={classes.text}>
      {blocks.map((block, index) => {
        const start = from;
        from += block.lines.length;
        return <BlockLines key={index} block={block} lines={lines.slice(start, from)} />;
      })}
    </pre>
  );
}

function BlockLines({ block, lines }: { block: Block; lines: AnsiPiece[][] }) {
  const [opened, setOpened] = useState(false);
  const shown = lines.map((pieces, index) => (
    <Fragment key={index}>
      <span className={classes.line} data-own={block.lines[index]?.own}>
        <AnsiText pieces={pieces} />
      </span>
      {'\n'}
    </Fragment>
  ));
  if (block.kind === 'text' || !block.folded) return shown;
  return (
    <>
      <button type="button" className={classes.fold} aria-expanded={opened} onClick={() => setOpened(!opened)}>
        <RightIcon size={12} aria-hidden />
        {pluralText(lines.length, 'frame')} of frameworks
      </button>
      {opened && shown}
    </>
  );
}

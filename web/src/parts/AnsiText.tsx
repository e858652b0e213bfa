import type { AnsiPiece } from '#format/ansi';
import classes from './AnsiText.module.css';

/** Text of a terminal in its colours, as far as they can be read in both themes. */
export function AnsiText({ pieces }: { pieces: AnsiPiece[] }) {
  return pieces.map(({ text, color, bold, dim, italic, underline }, index) =>
    color || bold || dim || italic || underline ? (
      <span key={index} className={classes.piece} data-color={color} data-bold={bold} data-dim={dim} data-italic={italic} data-underline={underline}>
        {text}
      </span>
    ) : (
      text
    ),
  );
}

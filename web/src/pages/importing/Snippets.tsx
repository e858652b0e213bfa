import { SegmentedControl } from '@mantine/core';
import { CopyButton } from '#parts/CopyButton';
import { type SnippetPlace, type Way, ways } from './snippets';
import classes from './Snippets.module.css';

interface Props {
  place: SnippetPlace;
  way: Way['id'];
  onWay: (way: Way['id']) => void;
}

/** How a pipeline sends its reports, as text to copy. */
export function Snippets({ place, way: chosen, onWay }: Props) {
  const way = ways.find((other) => other.id === chosen) ?? ways[0];
  if (!way) return null;
  const text = way.text(place);
  return (
    <div className={classes.snippets}>
      <SegmentedControl aria-label="Where the tests run" size="xs" value={way.id} data={ways.map(({ id, label }) => ({ value: id, label }))} onChange={onWay} />
      <dl className={classes.about}>
        <dt>Token</dt>
        <dd>{way.secret}</dd>
        <dt>Where</dt>
        <dd>{way.file}</dd>
      </dl>
      <div className={classes.frame}>
        <pre className={classes.text} tabIndex={0} aria-label={`${way.label}: ${way.file}`}>
          {text}
        </pre>
        <div className={classes.copy}>
          <CopyButton value={text} label="Copy the text" />
        </div>
      </div>
    </div>
  );
}

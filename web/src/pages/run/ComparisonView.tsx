import { useMemo } from 'react';
import type { Comparison } from './reading/comparison';
import { diffOfLines, diffOfWords, type Stretch } from './reading/diff';
import classes from './Failure.module.css';

/** What was expected and what was there, with what differs between them. */
export function ComparisonView({ comparison }: { comparison: Comparison }) {
  const names = comparison.sides ? { expected: 'Right', actual: 'Left' } : { expected: 'Expected', actual: 'Actual' };
  const isLong = comparison.expected.includes('\n') || comparison.actual.includes('\n');
  return isLong ? <Lines comparison={comparison} names={names} /> : <Values comparison={comparison} names={names} />;
}

interface Props {
  comparison: Comparison;
  names: { expected: string; actual: string };
}

function Values({ comparison: { expected, actual, sides }, names }: Props) {
  const stretches = useMemo(() => diffOfWords(expected, actual), [expected, actual]);
  const order = sides ? (['actual', 'expected'] as const) : (['expected', 'actual'] as const);
  return (
    <dl className={classes.sides}>
      {order.map((kind) => (
        <ValueOf key={kind} name={names[kind]} kind={kind} stretches={stretches} />
      ))}
    </dl>
  );
}

function ValueOf({ name, kind, stretches }: { name: string; kind: 'expected' | 'actual'; stretches: Stretch[] }) {
  return (
    <>
      <dt className={classes.side}>{name}</dt>
      <dd className={classes.value} data-kind={kind}>
        {stretches.map((stretch, index) => (stretch.kind === 'both' ? stretch.text : stretch.kind === kind && <mark key={index}>{stretch.text}</mark>))}
      </dd>
    </>
  );
}

const signs = { both: '  ', expected: '- ', actual: '+ ' };

function Lines({ comparison: { expected, actual }, names }: Props) {
  const stretches = useMemo(() => diffOfLines(`${expected}\n`, `${actual}\n`), [expected, actual]);
  const lines = stretches.flatMap(({ kind, text }) => text.replace(/\n$/, '').split('\n').map((line) => ({ kind, line })));
  return (
    <div>
      <p className={classes.legend}>
        <span>− {names.expected}</span>
        <span>+ {names.actual}</span>
      </p>
      <pre className={classes.diff}>
        {lines.map(({ kind, line }, index) => (
          <span key={index} className={classes.diffLine} data-kind={kind}>
            {signs[kind]}
            {line}
          </span>
        ))}
      </pre>
    </div>
  );
}

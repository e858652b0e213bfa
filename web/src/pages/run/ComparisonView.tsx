import { useMemo } from 'react';
import { diffOfWords } from '#format/diff';
import { LineDifference, OneSide } from '#parts/TextDifference';
import classes from './Failure.module.css';
import type { Comparison } from './reading/comparison';

/** What was expected and what was there, with what differs between them. */
export function ComparisonView({ comparison }: { comparison: Comparison }) {
  const isLong = comparison.expected.includes('\n') || comparison.actual.includes('\n');
  return isLong ? <Lines comparison={comparison} /> : <Values comparison={comparison} />;
}

const namesOf = ({ sides }: Comparison) => (sides ? { first: 'Right', second: 'Left' } : { first: 'Expected', second: 'Actual' });

function Values({ comparison }: { comparison: Comparison }) {
  const { expected, actual, sides } = comparison;
  const stretches = useMemo(() => diffOfWords(expected, actual), [expected, actual]);
  const names = namesOf(comparison);
  const order = sides ? (['second', 'first'] as const) : (['first', 'second'] as const);
  return (
    <dl className={classes.sides}>
      {order.map((kind) => (
        <div key={kind} className={classes.side}>
          <dt className={classes.name}>{names[kind]}</dt>
          <dd className={classes.value}>
            <OneSide tone="comparison" kind={kind} stretches={stretches} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Lines({ comparison }: { comparison: Comparison }) {
  const names = namesOf(comparison);
  return (
    <div>
      <p className={classes.legend}>
        <span>− {names.first}</span>
        <span>+ {names.second}</span>
      </p>
      <LineDifference tone="comparison" first={comparison.expected} second={comparison.actual} />
    </div>
  );
}

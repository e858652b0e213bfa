import { RightIcon } from '#parts/icons';
import { Section } from '#parts/Section';
import { Stack } from './Failure';
import type { Attempt } from './reading/comments';
import classes from './Steps.module.css';

/** The tries before the one that counted. */
export function Attempts({ attempts }: { attempts: Attempt[] }) {
  return (
    <Section title="Attempts before" count={attempts.length}>
      {attempts.map((attempt, index) => (
        <details key={index} className={classes.row}>
          <summary className={classes.attempt}>
            <RightIcon size={13} aria-hidden />
            <span className="cut">{attempt.title}</span>
            <span className={`${classes.values} cut`}>{attempt.text.split('\n')[0]}</span>
          </summary>
          <div className={classes.inRow}>
            <Stack text={attempt.text} />
          </div>
        </details>
      ))}
    </Section>
  );
}

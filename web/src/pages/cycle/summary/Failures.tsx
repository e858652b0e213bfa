import { Accordion } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { CycleInsight } from '#api/insight';
import { countText, pluralText } from '#format/count';
import { CopyButton } from '#parts/CopyButton';
import classes from './Summary.module.css';

interface Props {
  project: string;
  cycle: string;
  insight: CycleInsight;
}

/** Failures by what they say: a hundred failures are seldom a hundred causes. */
export function Failures({ project, cycle, insight }: Props) {
  const { failures, failuresRead, failuresTotal } = insight;
  return (
    <section>
      <h2 className={classes.title}>{failures.length === 0 ? 'No failures' : `${pluralText(failuresTotal, 'failure')} in ${pluralText(failures.length, 'group')}`}</h2>
      {failuresRead < failuresTotal && <p className={classes.note}>The first {countText(failuresRead)} were read.</p>}
      <Accordion variant="default" multiple chevronPosition="left" classNames={{ item: classes.item, content: classes.content }}>
        {failures.map((group, index) => (
          <Accordion.Item key={index} value={String(index)}>
            <Accordion.Control>
              <span className={classes.group}>
                <span className={`${classes.message} cut`}>{group.message || 'No message'}</span>
                <span className={classes.number}>{pluralText(group.cases, 'case')}</span>
              </span>
            </Accordion.Control>
            <Accordion.Panel>
              {group.example && (
                <div className={classes.example}>
                  <pre>{group.example}</pre>
                  <CopyButton value={group.example} label="Copy the message" />
                </div>
              )}
              <div className={classes.keys}>
                {group.caseKeys.map((key, at) => (
                  <Link key={key} to="/projects/$project/cycles/$cycle/runs/$run" params={{ project, cycle, run: String(group.runIds[at]) }} className="link mono">
                    {key}
                  </Link>
                ))}
                {group.cases > group.caseKeys.length && <span className={classes.note}>and {countText(group.cases - group.caseKeys.length)} more</span>}
              </div>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </section>
  );
}

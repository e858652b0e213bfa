import type { ReactNode } from 'react';
import { countText } from '#format/count';
import classes from './Section.module.css';

interface Props {
  title: string;
  count?: number;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page under its heading. */
export function Section({ title, count, actions, children }: Props) {
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h2 className={classes.title}>
          {title}
          {count ? <span className={classes.count}>{countText(count)}</span> : null}
        </h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

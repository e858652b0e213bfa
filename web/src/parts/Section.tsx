import type { ReactNode } from 'react';
import { countText } from '#format/count';
import classes from './Section.module.css';

interface Props {
  title: string;
  count?: number;
  /** Below the heading. */
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page under its heading. */
export function Section({ title, count, about, actions, children }: Props) {
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h2 className={classes.title}>
          {title}
          {count ? <span className={classes.count}>{countText(count)}</span> : null}
        </h2>
        {actions}
      </div>
      {about && <p className={classes.about}>{about}</p>}
      {children}
    </section>
  );
}

/** What sections stand in, one below the other, where a page has nothing else. */
export const Sections = ({ children }: { children: ReactNode }) => <div className={classes.sections}>{children}</div>;

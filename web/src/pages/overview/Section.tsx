import type { ReactNode } from 'react';
import classes from './Overview.module.css';

export function Section({ title, more, children }: { title: string; more?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {more}
      </div>
      {children}
    </section>
  );
}

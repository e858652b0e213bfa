import type { ReactNode } from 'react';
import classes from './TwoColumns.module.css';

/** What a page is about, and beside it, or below where there is little room, what else is known. */
export function TwoColumns({ children, aside, label }: { children: ReactNode; aside: ReactNode; label: string }) {
  return (
    <div className={classes.columns}>
      <div className={classes.main}>{children}</div>
      <aside className={classes.aside} aria-label={label}>
        {aside}
      </aside>
    </div>
  );
}

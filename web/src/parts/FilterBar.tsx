import type { ReactNode } from 'react';
import classes from './FilterBar.module.css';

/** What a list is narrowed by, in one line above it. */
export function FilterBar({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className={classes.bar} role="group" aria-label="Filters">
      {children}
      {end && <div className={classes.end}>{end}</div>}
    </div>
  );
}

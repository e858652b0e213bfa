import type { ReactNode } from 'react';
import classes from './SideList.module.css';

/** A list that fills the page, beside what it is narrowed by. */
export function SideList({ label, side, children }: { label: string; side: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.columns}>
      {side && (
        <aside className={classes.side} aria-label={label}>
          {side}
        </aside>
      )}
      <div className={classes.list}>{children}</div>
    </div>
  );
}

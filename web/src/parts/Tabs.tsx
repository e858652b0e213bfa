import { Link, type LinkProps } from '@tanstack/react-router';
import classes from './Tabs.module.css';

export interface TabLink {
  label: string;
  count?: string;
  link: Pick<LinkProps, 'to' | 'params'>;
}

/** The views of one thing. Each is an address of its own, so they are links. */
export function Tabs({ label, tabs }: { label: string; tabs: TabLink[] }) {
  return (
    <nav aria-label={label} className={classes.tabs}>
      {tabs.map((tab) => (
        <Link key={tab.label} {...tab.link} className={classes.tab} activeProps={{ 'aria-current': 'page' }}>
          {tab.label}
          {tab.count && <span className={classes.count}>{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}

import { useDocumentTitle } from '@mantine/hooks';
import { Fragment, type ReactNode } from 'react';
import classes from './PageHeader.module.css';

interface Props {
  /** Also of the browser's tab. */
  title: string;
  /** Links to the pages above this one. */
  crumbs?: ReactNode[];
  /** Beside the title: a key, a badge. */
  beside?: ReactNode;
  /** Below the title. */
  about?: ReactNode;
  actions?: ReactNode;
  tabs?: ReactNode;
}

/** What every page begins with: where it is, what it is, and what one can do there. */
export function PageHeader({ title, crumbs = [], beside, about, actions, tabs }: Props) {
  useDocumentTitle(`${title} – Testledger`);
  return (
    <header className={classes.header} data-tabs={tabs ? true : undefined}>
      {crumbs.length > 0 && (
        <nav aria-label="Breadcrumbs" className={classes.crumbs}>
          {crumbs.map((crumb, index) => (
            <Fragment key={index}>
              {index > 0 && <span aria-hidden>/</span>}
              {crumb}
            </Fragment>
          ))}
        </nav>
      )}
      <div className={classes.line}>
        <h1 className={classes.title}>{title}</h1>
        {beside}
        <div className={classes.actions}>{actions}</div>
      </div>
      {about && <div className={classes.about}>{about}</div>}
      {tabs}
    </header>
  );
}

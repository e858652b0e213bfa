import type { ReactNode } from 'react';
import { CopyButton } from './CopyButton';
import classes from './KeyText.module.css';

interface Props {
  value: string;
  copy?: boolean;
  /** The key as a link. */
  children?: ReactNode;
}

/** A key such as AT-TC-12; with `copy`, beside a button that appears when it is pointed at. */
export function KeyText({ value, copy = false, children }: Props) {
  const key = <span className={classes.key}>{children ?? value}</span>;
  if (!copy) return key;
  return (
    <span className={classes.both}>
      {key}
      <span className={classes.button}>
        <CopyButton value={value} label={`Copy ${value}`} />
      </span>
    </span>
  );
}

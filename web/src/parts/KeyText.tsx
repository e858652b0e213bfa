import { CopyButton } from './CopyButton';
import classes from './KeyText.module.css';

/** A key such as AT-TC-12; with `copy`, beside a button that appears when it is pointed at. */
export function KeyText({ value, copy = false }: { value: string; copy?: boolean }) {
  const key = <span className={classes.key}>{value}</span>;
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

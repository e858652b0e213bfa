import { Button } from '@mantine/core';
import { useShortcuts } from '#app/shortcuts';
import classes from './NextFailure.module.css';

/** Leads to the next failure of a list, as its key does; `shown` when there is one to lead to. */
export function NextFailure({ where, shown, onNext }: { where: string; shown: boolean; onNext: () => void }) {
  useShortcuts(where, [{ keys: 'f', label: 'Next failure', run: onNext }]);
  if (!shown) return null;
  return (
    <Button variant="default" onClick={onNext}>
      Next failure <kbd className={classes.key}>F</kbd>
    </Button>
  );
}

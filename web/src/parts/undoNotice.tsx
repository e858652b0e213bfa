import { Button } from '@mantine/core';
import classes from './undoNotice.module.css';

const shownFor = 12_000; // ms

/** Says that something was done, and offers to take it back. */
export async function sayUndoable(message: string, undo: () => void) {
  const { notifications } = await import('@mantine/notifications');
  const id = notifications.show({
    message: (
      <span className={classes.line}>
        {message}
        <Button size="compact-xs" variant="default" onClick={() => (notifications.hide(id), undo())}>
          Undo
        </Button>
      </span>
    ),
    autoClose: shownFor,
    withBorder: true,
  });
}

import { notifications } from '@mantine/notifications';
import { messageOf } from '#api/errors';

/** Says in passing that something was done. */
export function sayDone(message: string) {
  notifications.show({ message, autoClose: 4000, withBorder: true });
}

/** Says that something was refused, in the server's words, until it is read. */
export function sayRefused(title: string, error: unknown) {
  notifications.show({ title, message: messageOf(error), color: 'red.8', autoClose: false, withBorder: true, styles: { description: { whiteSpace: 'pre-line' } } });
}

import type { NotificationData } from '@mantine/notifications';
import { messageOf } from '#api/errors';

/** No page waits for it; the application fetches it when the page is there. */
const show = async (notice: NotificationData) => (await import('@mantine/notifications')).notifications.show(notice);

/** Says in passing that something was done. */
export function sayDone(message: string) {
  void show({ message, autoClose: 4000, withBorder: true });
}

/** Says that something was refused, in the server's words, until it is read. */
export function sayRefused(title: string, error: unknown) {
  void show({ title, message: messageOf(error), color: 'red.8', autoClose: false, withBorder: true, styles: { description: { whiteSpace: 'pre-line' } } });
}

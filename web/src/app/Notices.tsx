import { Notifications } from '@mantine/notifications';

/** Where notices stand; those that were given before it was there are shown when it is. */
const Notices = () => <Notifications position="bottom-right" />;
export default Notices;

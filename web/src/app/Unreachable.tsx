import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useReachable } from '#api/reachable';
import { WarningIcon } from '#parts/icons';
import classes from './Shell.module.css';

const askAgain = 5000; // ms

/** Says that what is on the page may be old, and asks for it until the server is there again. */
export function Unreachable() {
  const isReachable = useReachable();
  const client = useQueryClient();
  useEffect(() => {
    if (isReachable) return;
    const timer = setInterval(() => void client.refetchQueries({ type: 'active' }), askAgain);
    return () => clearInterval(timer);
  }, [client, isReachable]);
  return (
    <div role="status" className={classes.unreachable} data-shown={!isReachable || undefined}>
      {!isReachable && (
        <>
          <WarningIcon size={16} aria-hidden />
          The server cannot be reached. What stands here may be old; it is asked for again every few seconds.
        </>
      )}
    </div>
  );
}

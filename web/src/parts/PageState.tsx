import { Button, Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError, isStatus, isUnfetchedPart, messageOf } from '#api/errors';
import { WarningIcon } from './icons';
import classes from './PageState.module.css';

interface Props<T> {
  query: UseQueryResult<T>;
  /** Stands where the content will be, in its size. */
  loading?: ReactNode;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}

/** What a query has to show: its content, that there is none, that it is on its way, or what went wrong. */
export function PageState<T>({ query, loading = <LoadingLines />, isEmpty, empty, children }: Props<T>) {
  if (query.data !== undefined) return isEmpty?.(query.data) ? empty : children(query.data);
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return loading;
}

/** Lines that appear when something takes longer than a moment. */
export function LoadingLines({ lines = 6, height = 20 }: { lines?: number; height?: number }) {
  return (
    <div className={`${classes.lines} late`} role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={height} width={`${92 - ((line * 17) % 40)}%`} />
      ))}
    </div>
  );
}

/** A page that is on its way. */
export const PendingPage = () => (
  <div className={classes.page}>
    <LoadingLines />
  </div>
);

/** What went wrong in the server's words, and what can be done about it. */
export function ErrorState({ error, retry, children }: { error: unknown; retry?: () => void; children?: ReactNode }) {
  const isMissing = isStatus(error, 404);
  const requestId = error instanceof ApiError && error.status >= 500 ? error.details.requestId : undefined;
  return (
    <div className={classes.state} role="alert">
      <WarningIcon size={22} aria-hidden />
      <p className={classes.title}>{isUnfetchedPart(error) ? 'This page could not be fetched.' : messageOf(error)}</p>
      {requestId && (
        <p className={classes.note}>
          The server’s log has the details under <code>{requestId}</code>.
        </p>
      )}
      {isUnfetchedPart(error) ? (
        <>
          <p className={classes.note}>The server cannot be reached, or it was updated while this page was open.</p>
          <Button variant="default" onClick={() => location.reload()}>
            Load it again
          </Button>
        </>
      ) : (
        retry && !isMissing && (
          <Button variant="default" onClick={retry}>
            Try again
          </Button>
        )
      )}
      {children}
    </div>
  );
}

/** That there is nothing, and what to do about it. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.state}>
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.note}>{children}</div>}
    </div>
  );
}

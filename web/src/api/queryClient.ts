import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, isStatus } from './errors';

const retriesMax = 2;

/** What the server refuses it refuses again; what did not reach it, or found it busy, may succeed a moment later. */
export function isWorthRetrying(failures: number, error: unknown): boolean {
  return failures < retriesMax && error instanceof ApiError && (error.status === 0 || error.status >= 502);
}

/** All that was read. `loggedOut` is called when the server does not know who asks any more. */
export function newQueryClient(loggedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isStatus(error, 401)) loggedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    // Whether a browser takes itself for online says nothing of a server that may stand beside it.
    defaultOptions: { queries: { staleTime: 10_000, retry: isWorthRetrying, networkMode: 'always' }, mutations: { retry: false, networkMode: 'always' } },
  });
}

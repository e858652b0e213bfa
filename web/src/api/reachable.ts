// Whether the server answered when it was asked last.
import { useSyncExternalStore } from 'react';

let reachable = true;
const watchers = new Set<() => void>();

export function tellReachable(is: boolean) {
  if (is === reachable) return;
  reachable = is;
  for (const tell of watchers) tell();
}

export const useReachable = () => useSyncExternalStore(subscribe, () => reachable);

function subscribe(tell: () => void) {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

import { lazyRouteComponent } from '@tanstack/react-router';
import { unfetchedPart } from '#api/errors';
import { tellReachable } from '#api/reachable';
import { basePath } from './basePath';

/**
 * A view that is fetched when it is wanted. When it does not come, the router loads the whole page anew, for the server may have other
 * files since it was updated; while the server is away that would leave nothing but the browser's own page.
 */
export const lazyPage = <T extends Record<string, unknown>>(load: () => Promise<T>) =>
  lazyRouteComponent<T>(() => load().catch(async (problem: unknown) => Promise.reject((await isThere()) ? problem : unfetchedPart())));

async function isThere() {
  const answered = await fetch(basePath, { method: 'HEAD' }).then(() => true, () => false);
  tellReachable(answered);
  return answered;
}

import type { components, paths } from '#schema';
import createClient from 'openapi-fetch';
import type { Readable } from 'openapi-typescript-helpers';
import { basePath } from '#app/basePath';
import { csrfToken, forgetCsrfToken } from './csrf';
import { ApiError, apiErrorOf } from './errors';
import { tellReachable } from './reachable';

/** A shape of docs/api.yaml, as answers have it. */
export type Schema<Name extends keyof components['schemas']> = Readable<components['schemas'][Name]>;

type PathsWith<Pattern extends string> = { [P in keyof paths as P extends Pattern ? P : never]: paths[P] };

const acceptHeader = { Accept: 'application/problem+json, application/json' };
const options = { headers: acceptHeader, fetch: sentFetch, querySerializer: { array: { style: 'form' as const, explode: false } } };

/** Where the API is; also for what is no JSON: files, streams, forms. */
export const apiBase = `${basePath}aio-tcms/api/v1`;

/** Everything below a project, and what goes over all projects. */
export const api = createClient<PathsWith<`/project${string}` | '/find'>>({ baseUrl: apiBase, ...options });

/** Accounts, sessions, the server itself. */
export const serverApi = createClient<PathsWith<`/api/${string}`>>({ baseUrl: basePath.replace(/\/$/, ''), ...options });

/** fetch as every request of the application uses it: with the session's token, and with ApiErrors alone. */
export async function sentFetch(request: Request): Promise<Response> {
  if (request.method === 'GET' || request.method === 'HEAD' || isOpen(request)) return reached(request);
  const again = request.clone();
  const token = await csrfToken();
  const answer = await reached(withToken(request, token));
  if (answer.status !== 403) return answer;
  // Another tab may have logged in anew since; then the same request with the new token is what was meant.
  forgetCsrfToken();
  const newToken = await csrfToken();
  return newToken !== '' && newToken !== token ? reached(withToken(again, newToken)) : answer;
}

/** What an answer holds, or the refusal as an ApiError. */
export async function ask<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw apiErrorOf(response.status, error, response.headers);
  return data as T;
}

async function reached(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request);
    tellReachable(true);
    return answer;
  } catch (problem) {
    if (request.signal.aborted) throw problem;
    tellReachable(false);
    throw new ApiError(0, 'unreachable', 'The server cannot be reached.');
  }
}

/** Whether it is for those who have no session yet. */
const isOpen = (request: Request) => request.method === 'POST' && /\/api\/(session|setup|password\/reset)$/.test(new URL(request.url).pathname);

function withToken(request: Request, token: string): Request {
  if (token !== '') request.headers.set('X-CSRF-Token', token);
  return request;
}

// Sending reports: with progress, which fetch does not tell.
import { apiBase, type Schema } from './client';
import { csrfToken, forgetCsrfToken } from './csrf';
import { ApiError, apiErrorOf } from './errors';

export type ImportAnswer = Schema<'ImportAnswer'>;
export type DryRunAnswer = Schema<'DryRunAnswer'>;
export type AcceptedBatch = Schema<'AcceptedBatch'>;
export type ReceiptEntry = Schema<'ReceiptEntry'>;

/** What dry runs take at most (dry_run_size_max), in bytes, unpacked. */
export const dryRunSizeMax = 8 * 1024 * 1024;

export interface Sending {
  project: string;
  cycle: string;
  form: FormData;
  /** The same for the same report, so that sending it again imports nothing twice. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  onProgress?: (sent: number, total: number) => void;
}

const addressOf = ({ project, cycle }: Sending) => `${apiBase}/project/${encodeURIComponent(project)}/testcycle/${encodeURIComponent(cycle)}/import/results`;

export const importDirectly = (sending: Sending) => send<ImportAnswer>(addressOf(sending), sending);
export const importAsBatch = (sending: Sending) => send<AcceptedBatch>(`${addressOf(sending)}/batch`, sending);
export const importDry = (sending: Sending) => send<DryRunAnswer>(addressOf(sending), sending);

async function send<T>(address: string, sending: Sending): Promise<T> {
  const token = await csrfToken();
  try {
    return (await sent(address, token, sending)) as T;
  } catch (problem) {
    if (!(problem instanceof ApiError) || problem.status !== 403) throw problem;
    // Another tab may have logged in anew since.
    forgetCsrfToken();
    const newToken = await csrfToken();
    if (newToken === token || newToken === '') throw problem;
    return (await sent(address, newToken, sending)) as T;
  }
}

function sent(address: string, token: string, { form, idempotencyKey, signal, onProgress }: Sending): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('Accept', 'application/problem+json, application/json');
    if (token !== '') request.setRequestHeader('X-CSRF-Token', token);
    if (idempotencyKey !== undefined) request.setRequestHeader('Idempotency-Key', idempotencyKey);
    request.upload.onprogress = (event) => onProgress?.(event.loaded, event.total);
    request.onload = () => {
      if (request.status !== 200) reject(apiErrorOf(request.status, request.responseText, headersOf(request)));
      else resolve(JSON.parse(request.responseText));
    };
    request.onerror = () => reject(new ApiError(0, 'unreachable', 'The server cannot be reached, or ended the upload.'));
    request.onabort = () => reject(new ApiError(0, 'aborted', 'Sending was stopped.'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

function headersOf(request: XMLHttpRequest): Headers {
  const names = ['Retry-After', 'X-Request-Id'];
  return new Headers(names.flatMap((name) => (request.getResponseHeader(name) === null ? [] : [[name, request.getResponseHeader(name) ?? '']])) as [string, string][]);
}

/** crypto.randomUUID is there over TLS alone. */
export const newIdempotencyKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

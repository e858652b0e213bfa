/** A refusal of the server in its own words (docs/http.md, Refusals), or its silence: status 0. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: { field?: string; requestId?: string; retryAfter?: number } = {},
  ) {
    super(message);
  }
}

/** The server's refusal as it came: RFC 9457, or one sentence of plain text. */
export function apiErrorOf(status: number, body: unknown, headers: Headers): ApiError {
  const retryAfter = Number(headers.get('Retry-After')) || undefined;
  const problem = typeof body === 'string' ? problemIn(body) : body;
  if (isRecord(problem) && typeof problem.detail === 'string') {
    const details = { field: textOf(problem.field), requestId: textOf(problem.requestId), retryAfter };
    return new ApiError(status, textOf(problem.code) ?? '', problem.detail, details);
  }
  const message = typeof body === 'string' && body.trim() !== '' ? body.trim() : `The server answered ${status}.`;
  return new ApiError(status, '', message, { requestId: headers.get('X-Request-Id') ?? undefined, retryAfter });
}

/** What went wrong, for people. */
export function messageOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return error instanceof Error ? error.message : String(error);
}

/** A part of the application that did not come: the server is away, or has other files since it was updated. */
export const isUnfetchedPart = (error: unknown) => error instanceof Error && /dynamically imported module|preload CSS|module script failed|part was not fetched/i.test(error.message);

export const unfetchedPart = () => new Error('A part was not fetched.');

export const isStatus = (error: unknown, status: number) => error instanceof ApiError && error.status === status;

function problemIn(text: string): unknown {
  if (!text.startsWith('{')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

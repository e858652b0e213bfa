import { describe, expect, it } from 'vitest';
import { ApiError, apiErrorOf, isUnfetchedPart, messageOf } from './errors';

describe('apiErrorOf', () => {
  it('takes the parts of a problem', () => {
    const body = { type: 'about:blank', status: 409, detail: 'The name is taken.', code: 'conflict', field: 'name', requestId: 'r1' };
    const error = apiErrorOf(409, body, new Headers({ 'Retry-After': '5' }));
    expect(error).toMatchObject({ status: 409, code: 'conflict', message: 'The name is taken.' });
    expect(error.details).toEqual({ field: 'name', requestId: 'r1', retryAfter: 5 });
  });

  it('reads a problem that came as text', () => {
    expect(apiErrorOf(400, '{"detail":"title is required"}', new Headers()).message).toBe('title is required');
  });

  it('takes a plain sentence as it is', () => {
    expect(apiErrorOf(404, 'Project not found : XX', new Headers()).message).toBe('Project not found : XX');
  });

  it.each([[''], ['  '], [undefined], [{ other: 1 }]])('says the status when nothing else was said: %j', (body) => {
    expect(apiErrorOf(502, body, new Headers()).message).toBe('The server answered 502.');
  });

  it('does not fail on a sentence that begins like JSON', () => {
    expect(apiErrorOf(500, '{ no', new Headers()).message).toBe('{ no');
  });
});

describe('messageOf', () => {
  it('says what anything thrown says', () => {
    expect(messageOf(new ApiError(403, 'forbidden', 'No.'))).toBe('No.');
    expect(messageOf(new Error('broken'))).toBe('broken');
    expect(messageOf('x')).toBe('x');
  });
});

it.each([
  ['Failed to fetch dynamically imported module: http://a/b.js', true],
  ['error loading dynamically imported module: http://a/b.js', true],
  ['Importing a module script failed.', true],
  ['Unable to preload CSS for http://a/b.css', true],
  ['x is undefined', false],
])('knows from %j whether a part of the application is missing', (message, is) => {
  expect(isUnfetchedPart(new TypeError(message))).toBe(is);
});

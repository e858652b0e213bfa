// What a page keeps in its URL: typed values, of which those that are the default are left out.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

/** One value of the URL: how it is read from what stands there, or from what code wants there; undefined is the default. */
export interface Param<T> {
  read: (raw: unknown) => T | undefined;
  fallback: T;
}

type Params = Record<string, Param<unknown>>;
type ValuesOf<P extends Params> = { [K in keyof P]: P[K] extends Param<infer T> ? T : never };
type Kept<P extends Params> = Partial<ValuesOf<P>>;

export const text = (fallback = ''): Param<string> => ({ read: (raw) => (isScalar(raw) ? String(raw) : undefined), fallback });

export const flag = (): Param<boolean> => ({ read: (raw) => (raw === true || raw === 'true' || raw === '1' ? true : undefined), fallback: false });

export function whole<T extends number | undefined>(fallback: T): Param<number | T> {
  return { read: (raw) => (isScalar(raw) && /^\d{1,15}$/.test(String(raw)) ? Number(raw) : undefined), fallback };
}

export function choice<const T extends string>(choices: readonly T[], fallback: NoInfer<T>): Param<T> {
  return { read: (raw) => choices.find((known) => known === raw), fallback };
}

/** "4,7,9" */
export function ids(): Param<number[]> {
  const read = (raw: unknown) => {
    const parts = Array.isArray(raw) ? raw : isScalar(raw) ? String(raw).split(',') : [];
    const found = [...new Set(parts.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0))];
    return found.length > 0 ? found : undefined;
  };
  return { read, fallback: [] };
}

/** A column and a direction: "title", or "-title" for the largest first. */
export interface Sort {
  by: string;
  descending: boolean;
}

export const sortText = (sort: Sort) => `${sort.descending ? '-' : ''}${sort.by}`;

export function sortOf(told: string): Sort {
  return { by: told.replace(/^-/, ''), descending: told.startsWith('-') };
}

export interface SearchDefinition<P extends Params> {
  params: P;
  /** For `validateSearch` of a route. */
  validate: (raw: Record<string, unknown>) => Kept<P>;
  /** With the defaults filled in. */
  filled: (raw: Record<string, unknown>) => ValuesOf<P>;
}

export function searchOf<P extends Params>(params: P): SearchDefinition<P> {
  const validate = (raw: Record<string, unknown>) => {
    const values = Object.entries(params).map(([name, param]) => [name, param.read(raw[name])] as const);
    const kept = values.filter(([name, value]) => value !== undefined && !isFallback(params, name, value));
    return Object.fromEntries(kept) as Kept<P>;
  };
  const filled = (raw: Record<string, unknown>) => {
    const values = Object.entries(params).map(([name, param]) => [name, param.read(raw[name]) ?? param.fallback]);
    return Object.fromEntries(values) as ValuesOf<P>;
  };
  return { params, validate, filled };
}

/** What the URL says, and a function that changes some of it; `replace` leaves no entry in the history. */
export function useTypedSearch<P extends Params>(definition: SearchDefinition<P>) {
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const values = useMemo(() => definition.filled(raw), [definition, raw]);
  const change = useCallback(
    (changes: Kept<P>, how: { replace?: boolean } = {}) => {
      const next = (previous: Record<string, unknown>) => definition.validate({ ...previous, ...changes });
      return navigate({ to: '.', search: next as never, replace: how.replace ?? true, resetScroll: false });
    },
    [definition, navigate],
  );
  return [values, change] as const;
}

/** Plain names and values, lists with commas: what people can read and write. */
export function parseSearch(told: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(told));
}

export function searchText(values: Record<string, unknown>): string {
  const said = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0));
  const query = new URLSearchParams(said.map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)]));
  const shown = query.toString().replaceAll('%2C', ',');
  return shown === '' ? '' : `?${shown}`;
}

const isScalar = (value: unknown) => typeof value === 'string' || typeof value === 'number';

function isFallback(params: Params, name: string, value: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(params[name]?.fallback);
}

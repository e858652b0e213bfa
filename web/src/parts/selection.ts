// Which rows of a list are chosen, by their keys.
export interface Chosen {
  keys: ReadonlySet<string>;
  /** The row that was chosen last: a range goes on from it. */
  anchor: number | undefined;
}

export const noneChosen: Chosen = { keys: new Set(), anchor: undefined };

/** With a row chosen, or not any more. */
export function toggled({ keys }: Chosen, key: string, row: number): Chosen {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return { keys: next, anchor: row };
}

export function withKeys({ keys }: Chosen, more: readonly string[], row: number | undefined, max: number): Chosen {
  return { keys: new Set([...new Set([...keys, ...more])].slice(0, max)), anchor: row };
}

/** The rows from the anchor to one, whichever comes first; without an anchor that one alone. */
export function rangeTo({ anchor }: Chosen, row: number): [number, number] {
  const from = anchor ?? row;
  return [Math.min(from, row), Math.max(from, row)];
}

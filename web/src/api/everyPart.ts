/** A part of a list that is read whole, as the server gives it. */
interface Part<Item> {
  items: Item[];
  nextCursor?: string;
}

/** All entries of a list that the server gives in parts; `part` asks for the one behind a cursor. */
export async function everyPart<Item>(part: (query: { cursor?: string }) => Promise<Part<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | undefined;
  do {
    const read = await part(next === undefined ? {} : { cursor: next });
    items.push(...read.items);
    next = read.nextCursor;
  } while (next !== undefined);
  return items;
}

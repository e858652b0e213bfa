import { expect, it } from 'vitest';
import { everyPart } from './everyPart';

it('reads on behind each part until there is no more', async () => {
  const asked: (string | undefined)[] = [];
  const parts: Record<string, { items: number[]; nextCursor?: string }> = { first: { items: [1, 2], nextCursor: 'c2' }, c2: { items: [3], nextCursor: 'c3' }, c3: { items: [4] } };
  const read = await everyPart(async ({ cursor }) => {
    asked.push(cursor);
    return parts[cursor ?? 'first'] ?? { items: [] };
  });
  expect(read).toEqual([1, 2, 3, 4]);
  expect(asked).toEqual([undefined, 'c2', 'c3']);
});

it('asks once for a list that is given whole', async () => {
  let count = 0;
  expect(await everyPart(async () => (count++, { items: ['a'] }))).toEqual(['a']);
  expect(count).toBe(1);
});

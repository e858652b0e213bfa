import { describe, expect, it } from 'vitest';
import { flat, type Folder, idsWithin, pathTo } from './folders';

const folder = (ID: number, children: Folder[] = []): Folder => ({ ID, name: `folder ${ID}`, children });
const tree = [folder(1, [folder(2, [folder(3)]), folder(4)]), folder(5)];

describe('folders', () => {
  it('stand in the order of the tree', () => {
    expect(flat(tree).map(({ folder: { ID }, depth }) => [ID, depth])).toEqual([[1, 0], [2, 1], [3, 2], [4, 1], [5, 0]]);
  });

  it('hold all that is within them', () => {
    expect(idsWithin(tree, 1)).toEqual([1, 2, 3, 4]);
    expect(idsWithin(tree, 3)).toEqual([3]);
    expect(idsWithin(tree, 9)).toEqual([9]);
  });

  it('have a path from the top', () => {
    expect(pathTo(tree, 3).map(({ ID }) => ID)).toEqual([1, 2, 3]);
    expect(pathTo(tree, undefined)).toEqual([]);
    expect(pathTo(tree, 9)).toEqual([]);
  });
});

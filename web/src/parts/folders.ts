/** A folder with those in it. */
export interface Folder {
  ID: number;
  name: string;
  children: Folder[];
}

/** The folder and all within it, by their IDs. */
export function idsWithin(folders: Folder[], id: number): number[] {
  const found = pathTo(folders, id).at(-1);
  return found ? flat([found]).map(({ folder }) => folder.ID) : [id];
}

/** From the top down to the folder; empty when it is not there. */
export function pathTo(folders: Folder[], id: number | undefined): Folder[] {
  const parents = new Map(flat(folders).map(({ folder, parent }) => [folder.ID, { folder, parent }]));
  const path: Folder[] = [];
  for (let at = id; at !== undefined; ) {
    const found: { folder: Folder; parent: number | undefined } | undefined = parents.get(at);
    if (!found) break;
    path.unshift(found.folder);
    at = found.parent;
  }
  return path;
}

export interface FlatFolder {
  folder: Folder;
  depth: number;
  parent: number | undefined;
}

/** All folders in the order in which a tree shows them. */
export function flat(folders: Folder[]): FlatFolder[] {
  const waiting: FlatFolder[] = folders.map((folder) => ({ folder, depth: 0, parent: undefined })).reverse();
  const found: FlatFolder[] = [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { folder, depth } = next;
    found.push(next);
    waiting.push(...folder.children.map((child) => ({ folder: child, depth: depth + 1, parent: folder.ID })).reverse());
  }
  return found;
}

/** For choosing one: each with its path. */
export const folderOptions = (folders: Folder[]) =>
  flat(folders).map(({ folder: { ID } }) => ({ value: String(ID), label: pathTo(folders, ID).map(({ name }) => name).join(' / ') }));

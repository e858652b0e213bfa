// A run's comments have no numbers: which one is meant is told by what it says, by the newest of several that say the same.

/** Says why when nobody finds the comment any more. */
export class CommentGone extends Error {
  constructor() {
    super('Somebody has changed or deleted this comment. Load the page again to see the comments as they are.');
  }
}

/** The comments with another text in place of one. */
export function withChanged(comments: readonly string[], before: string, after: string): string[] {
  const changed = [...comments];
  changed[placeOf(comments, before)] = after;
  return changed;
}

export function without(comments: readonly string[], gone: string): string[] {
  const place = placeOf(comments, gone);
  return comments.filter((_, index) => index !== place);
}

function placeOf(comments: readonly string[], wanted: string): number {
  const place = comments.lastIndexOf(wanted);
  if (place < 0) throw new CommentGone();
  return place;
}

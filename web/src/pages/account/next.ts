/** Where to go after signing in: an address within the application; anything else is not followed. */
export function nextPage(next: string): string {
  return /^\/(?![/\\])[^\u0000-\u0020]*$/.test(next) ? next : '/';
}

import type { Role } from '#api/members';

/** What people may in a project (docs/accounts.md). */
export const roles: readonly { role: Role; label: string; about: string }[] = [
  { role: 'viewer', label: 'Viewer', about: 'Reads everything' },
  { role: 'tester', label: 'Tester', about: 'Also imports, runs tests, and edits cases and cycles' },
  { role: 'admin', label: 'Admin', about: 'Also changes settings, members and tokens' },
];

export const roleText = (role: Role) => roles.find((known) => known.role === role)?.label ?? role;

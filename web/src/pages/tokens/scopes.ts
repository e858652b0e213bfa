import type { Right } from '#api/session';

/** What a token may, as people choose it (docs/accounts.md). */
export const scopes: readonly { right: Right; label: string; about: string }[] = [
  { right: 'read', label: 'Read', about: 'Everything that only reads; it is in each of the others' },
  { right: 'report', label: 'Report', about: 'Imports, batches, cycles, runs and their folders: what a pipeline needs' },
  { right: 'edit', label: 'Edit', about: 'Cases, tags and their changes' },
  { right: 'administer', label: 'Administer', about: 'Configuration, members, invitations and tokens' },
];

export const lifetimes = [7, 30, 90, 180, 365] as const;

/** "Read, Report". */
export const scopesText = (rights: readonly Right[]) => scopes.filter(({ right }) => rights.includes(right)).map(({ label }) => label).join(', ');

const day = 86_400_000;

/** Whether a token ends so soon that its pipelines need a new one. */
export const endsSoon = (expires: number | null, now: number) => expires !== null && expires > now && expires - now < 14 * day;

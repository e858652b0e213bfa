// What a status looks like: a colour and a glyph per type, and the colour of its own where the project chose one.
import type { ComponentType } from 'react';
import type { StatusType } from '#api/configuration';
import { BlockedIcon, FailedIcon, InProgressIcon, NotRunIcon, PassedIcon } from './icons';

interface Look {
  color: string;
  /** The colour that a project's list has before anybody changed it. */
  configured: string;
  Glyph: ComponentType<{ size?: number | string; 'aria-hidden'?: boolean }>;
  name: string;
  rank: number;
}

export const looks: Record<StatusType, Look> = {
  FAILED: { color: 'var(--status-failed)', configured: '#c9372c', Glyph: FailedIcon, name: 'Failed', rank: 0 },
  BLOCKED: { color: 'var(--status-blocked)', configured: '#e56910', Glyph: BlockedIcon, name: 'Blocked', rank: 1 },
  IN_PROGRESS: { color: 'var(--status-in-progress)', configured: '#1d7afc', Glyph: InProgressIcon, name: 'In Progress', rank: 2 },
  PASSED: { color: 'var(--status-passed)', configured: '#22a06b', Glyph: PassedIcon, name: 'Passed', rank: 3 },
  NOT_RUN: { color: 'var(--status-not-run)', configured: '#8590a2', Glyph: NotRunIcon, name: 'Not Run', rank: 4 },
};

/** The type's colour, which suits both themes, unless the project has another one. */
export function statusColor(status: { statusType: StatusType; color?: string | null }): string {
  const look = looks[status.statusType];
  const chosen = status.color?.toLowerCase();
  return chosen && /^#[0-9a-f]{6}$/.test(chosen) && chosen !== look.configured ? chosen : look.color;
}

/** What broke stands first. */
export const byGravity = (a: { statusType: StatusType }, b: { statusType: StatusType }) => looks[a.statusType].rank - looks[b.statusType].rank;

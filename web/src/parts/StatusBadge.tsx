import type { StatusType } from '#api/configuration';
import { looks, statusColor } from './status';
import classes from './StatusBadge.module.css';

interface ShownStatus {
  name: string;
  statusType: StatusType;
  color?: string | null;
}

/** A status as people read it: glyph and name. `compact` leaves the name to the tooltip and to screen readers. */
export function StatusBadge({ status, compact = false }: { status: ShownStatus; compact?: boolean }) {
  return (
    <span className={classes.badge} title={compact ? status.name : undefined}>
      <StatusGlyph status={status} />
      {compact ? <span className={classes.hidden}>{status.name}</span> : status.name}
    </span>
  );
}

/** The glyph alone, for where the name stands beside it. */
export function StatusGlyph({ status, size = 15 }: { status: { statusType: StatusType; color?: string | null }; size?: number }) {
  const { Glyph } = looks[status.statusType];
  return (
    <span className={classes.glyph} style={{ color: statusColor(status) }}>
      <Glyph size={size} aria-hidden />
    </span>
  );
}

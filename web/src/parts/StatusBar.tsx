import { Tooltip } from '@mantine/core';
import type { RunStatus, StatusType } from '#api/configuration';
import { countText, percentText, pluralText } from '#format/count';
import { StatusGlyph } from './StatusBadge';
import { byGravity, statusColor } from './status';
import classes from './StatusBar.module.css';

/** How many cases have a status, as the server counts them. */
export interface StatusCount {
  statusId: number;
  statusType: StatusType;
  cases: number;
}

interface Props {
  counts: StatusCount[];
  statuses: Map<number, RunStatus>;
  height?: number;
}

/** How the statuses share the cases: one bar, what broke first; the numbers are in its tooltip and its name. */
export function StatusBar({ counts, statuses, height = 6 }: Props) {
  const parts = counts.filter((count) => count.cases > 0).map((count) => partOf(count, statuses)).sort(byGravity);
  const total = parts.reduce((sum, part) => sum + part.cases, 0);
  if (total === 0) return <span className={classes.bar} style={{ height }} role="img" aria-label="No cases" />;
  const told = parts.map((part) => `${countText(part.cases)} ${part.name}`).join(', ');
  return (
    <Tooltip label={<Numbers parts={parts} total={total} />} openDelay={150}>
      <span className={classes.bar} style={{ height }} role="img" aria-label={`${pluralText(total, 'case')}: ${told}`}>
        {parts.map((part) => (
          <span key={part.statusId} className={classes.part} style={{ flexGrow: part.cases, background: statusColor(part) }} />
        ))}
      </span>
    </Tooltip>
  );
}

type Part = StatusCount & { name: string; color?: string };

function partOf(count: StatusCount, statuses: Map<number, RunStatus>): Part {
  const status = statuses.get(count.statusId);
  return { ...count, name: status?.name ?? `Status ${count.statusId}`, color: status?.color };
}

function Numbers({ parts, total }: { parts: Part[]; total: number }) {
  return (
    <span className={classes.numbers}>
      {parts.map((part) => (
        <span key={part.statusId} className={classes.row}>
          <StatusGlyph status={part} size={13} />
          <span className={classes.name}>{part.name}</span>
          <span>{countText(part.cases)}</span>
          <span className={classes.share}>{percentText(part.cases / total)}</span>
        </span>
      ))}
    </span>
  );
}

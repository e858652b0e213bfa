import { Popover } from '@mantine/core';
import type { Cycle } from '#api/cycles';
import classes from './ShardedRuns.module.css';

type ShardedRun = NonNullable<Cycle['shardedRuns']>[number];

/** How far the pipeline runs are in that send their results in parts: the newest one, and the others of which one may still be on its way. */
export function ShardedRuns({ runs }: { runs: ShardedRun[] }) {
  const [newest, ...earlier] = runs;
  if (!newest) return null;
  const short = earlier.filter(isShort).length;
  return (
    <span className={classes.runs}>
      <RunLine run={newest} />
      {earlier.length > 0 && (
        <Popover position="bottom-start" width={360} shadow="md" withRoles>
          <Popover.Target>
            <button type="button" className={classes.more}>
              {earlier.length} before{short > 0 && `, ${short} incomplete`}
            </button>
          </Popover.Target>
          <Popover.Dropdown aria-label="Pipeline runs before">
            <ul className={classes.list}>{earlier.map((run) => <li key={run.runKey}><RunLine run={run} /></li>)}</ul>
          </Popover.Dropdown>
        </Popover>
      )}
    </span>
  );
}

const isShort = ({ reported, shards }: ShardedRun) => reported < shards;

function RunLine({ run }: { run: ShardedRun }) {
  return (
    <span className={classes.line}>
      <span className="cut" title={run.runKey}>Run {run.runKey}</span>
      <span data-short={isShort(run) || undefined} className={classes.count}>{run.reported} of {run.shards} shards</span>
    </span>
  );
}

import { Link } from '@tanstack/react-router';
import { batchAddress } from '#api/batches';
import type { Schema } from '#api/client';
import { Refusals, Warnings } from '#parts/Refusals';
import { StatusGlyph } from '#parts/StatusBadge';
import classes from './Importing.module.css';
import { resultText } from './preview';

type Result = Omit<Schema<'ImportCounts'>, 'status'> & Schema<'ImportLists'>;

interface Props {
  project: string;
  cycle: string;
  batchId: number;
  result: Result;
  hasFailed: boolean;
  /** Why nothing was imported. */
  problem?: string | null;
}

/** What an import did, in a sentence, with the ways to all of it. */
export function ImportResult({ project, cycle, batchId, result, hasFailed, problem }: Props) {
  const params = { project, cycle };
  return (
    <>
      <p className={`${classes.told} ${classes.result}`} role="status">
        <StatusGlyph status={{ statusType: hasFailed ? 'FAILED' : result.errorCount > 0 ? 'BLOCKED' : 'PASSED' }} />
        {resultText(result, hasFailed)}
      </p>
      {problem && <div className={classes.refused}>{problem}</div>}
      {!(problem && Object.values(result.errors).some(({ message }) => message === problem)) && <Refusals told={result} />}
      <Warnings told={result} />
      <span className={classes.links}>
        {!hasFailed && (
          <Link to="/projects/$project/cycles/$cycle/runs" params={params} className="link">
            Runs of the cycle
          </Link>
        )}
        <Link to="/projects/$project/cycles/$cycle/batches" params={params} search={{ batch: batchId }} className="link">
          Batch {batchId}
        </Link>
        {!hasFailed && (
          <a className="link" href={batchAddress(project, cycle, batchId, 'receipt')} download={`batch-${batchId}-receipt.jsonl`}>
            Receipt
          </a>
        )}
      </span>
    </>
  );
}

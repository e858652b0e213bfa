import { Fragment, type ReactNode } from 'react';
import type { BatchDetail } from '#api/batches';
import { countText, sizeText } from '#format/count';
import { formatName } from '#format/report';
import { CopyButton } from '#parts/CopyButton';
import { Duration } from '#parts/Duration';
import { When } from '#parts/When';
import classes from './Batches.module.css';

// What each option is when nobody says it (docs/http.md).
const defaults: Record<string, unknown> = { createNewRun: true, addCaseToCycle: true, updateDatasets: true };

export function BatchFacts({ batch }: { batch: BatchDetail }) {
  return (
    <>
      <Facts title="Result" rows={resultRows(batch)} />
      {batch.files && <Files files={batch.files} />}
      <Facts title="Report" rows={reportRows(batch)} />
      <Facts title="Options used" rows={Object.entries(batch.options).map(([name, value]) => [name, <Option key={name} name={name} value={value} />])} />
    </>
  );
}

function resultRows(batch: BatchDetail): [string, ReactNode][] {
  const took = batch.startedDate !== null && batch.finishedDate !== null ? (batch.finishedDate - batch.startedDate) / 1000 : null;
  return [
    ['Results', `${countText(batch.requestCount)}, ${countText(batch.successCount)} imported, ${countText(batch.errorCount)} refused`],
    ['New cases', countText(batch.createdCases)],
    ['Sent', <><When time={batch.createdDate} /> by {batch.user} from {batch.source}{batch.direct && ', who waited'}</>],
    ['Began', <When key="began" time={batch.startedDate} />],
    ['Took', <Duration key="took" seconds={took} />],
    ...(batch.attempts > 1 ? [['Attempts', countText(batch.attempts)] as [string, ReactNode]] : []),
    ...(batch.position !== null ? [['Place in the queue', countText(batch.position)] as [string, ReactNode]] : []),
    ...(batch.replaces !== null ? [['Replaces', `batch ${batch.replaces}`] as [string, ReactNode]] : []),
    ...(batch.undone ? [['Undone', <><When time={batch.undone.date ?? null} /> by {batch.undone.user}</>] as [string, ReactNode]] : []),
  ];
}

function reportRows(batch: BatchDetail): [string, ReactNode][] {
  return [
    ['File', `${batch.fileName}, ${sizeText(batch.size)}`],
    ['Format', [formatName(batch.format), batch.producer].filter(Boolean).join(', by ')],
    ['SHA-256', <span key="sha"><code>{batch.sha256.slice(0, 16)}…</code> <CopyButton value={batch.sha256} label="Copy the SHA-256" /></span>],
    ...(batch.shard ? [['Shard', `${batch.shard.shard} of run ${batch.shard.runKey}, attempt ${batch.shard.attempt}`] as [string, ReactNode]] : []),
  ];
}

function Facts({ title, rows }: { title: string; rows: [string, ReactNode][] }) {
  return (
    <section className={classes.section}>
      <h3>{title}</h3>
      <dl className={classes.facts}>
        {rows.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

/** What was said otherwise than nobody would say stands out. */
function Option({ name, value }: { name: string; value: unknown }) {
  const isUsual = value === null || value === (defaults[name] ?? false);
  return <span className={isUsual ? undefined : classes.changed}>{value === null ? 'none' : String(value)}</span>;
}

function Files({ files }: { files: NonNullable<BatchDetail['files']> }) {
  return (
    <section className={classes.section}>
      <h3>Files</h3>
      <ul className={classes.list}>
        {files.map((file) => (
          <li key={file.name}>
            <div className={classes.subject}>
              <span>{file.name}</span>
              <span className={classes.where}>{file.status === 'SKIPPED' ? 'passed over' : `${countText(file.successCount)} imported, ${countText(file.errorCount)} refused`}</span>
            </div>
            {file.error?.message ?? file.reason}
          </li>
        ))}
      </ul>
    </section>
  );
}

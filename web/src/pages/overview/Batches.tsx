import { Link } from '@tanstack/react-router';
import type { Batch } from '#api/batches';
import { KeyText } from '#parts/KeyText';
import { When } from '#parts/When';
import { BatchState } from '../cycle/batches/BatchState';
import { Section } from './Section';
import classes from './Overview.module.css';

/** What is being imported, and what failed of late. */
export function Batches({ project, open, failed }: { project: string; open: Batch[]; failed: Batch[] }) {
  return (
    <>
      {open.length > 0 && (
        <Section title="Running batches">
          <List project={project} batches={open} />
        </Section>
      )}
      {failed.length > 0 && (
        <Section title="Failed batches">
          <List project={project} batches={failed} />
        </Section>
      )}
    </>
  );
}

function List({ project, batches }: { project: string; batches: Batch[] }) {
  return (
    <ul className={classes.list}>
      {batches.map((batch) => (
        <li key={batch.batchId}>
          <Link to="/projects/$project/cycles/$cycle/batches" params={{ project, cycle: batch.cycle }} search={{ batch: batch.batchId }} className={`${classes.row} ${classes.batch}`}>
            <span className={classes.name}>
              <span className="cut" title={batch.fileName}>{batch.fileName}</span>
              <KeyText value={batch.cycle} />
            </span>
            {batch.status === 'Failed' ? <span className={classes.end}><When time={batch.finishedDate} /></span> : <BatchState batch={batch} />}
            {batch.errorMsg && <span className={classes.refused} title={batch.errorMsg}>{batch.errorMsg}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}

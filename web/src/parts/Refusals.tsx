import type { Schema } from '#api/client';
import { countText, pluralText } from '#format/count';
import { placeText } from '#format/place';
import classes from './Refusals.module.css';
import { groupsOf, type RefusalGroup } from './refusalGroups';

const shownMax = 100;
const openedMax = 10; // names that do not push the rest out of sight

type Told = Pick<Schema<'ImportLists'>, 'errors' | 'warnings' | 'truncated'> & { errorCount: number };

/** What an import refused and what to do about it, in the server's words. */
export function Refusals({ told }: { told: Told }) {
  const groups = groupsOf(told.errors);
  const left = told.truncated?.errors ?? 0;
  if (groups.length === 0) return null;
  return (
    <section className={classes.section}>
      <h3>{told.errorCount > 0 ? `${pluralText(told.errorCount, 'result')} refused` : 'Refused'}</h3>
      {groups.map((group, index) => (
        <Group key={group.message} group={group} opened={index === 0 && group.subjects.length <= openedMax} />
      ))}
      {left > 0 && <p className={classes.note}>{countText(left)} more are in the receipt.</p>}
    </section>
  );
}

function Group({ group, opened }: { group: RefusalGroup; opened: boolean }) {
  const shown = group.subjects.slice(0, shownMax);
  return (
    <details className={classes.group} open={opened}>
      <summary>
        <strong>{countText(group.results)}</strong> {group.message}
      </summary>
      <ul className={classes.list}>
        {shown.map(({ name, refusal }) => (
          <li key={name} className={classes.subject}>
            <span className="mono">{name}</span>
            {refusal.count > 1 && <span className={classes.note}>{countText(refusal.count)} times</span>}
            <span className={classes.where}>{placeText(refusal.file === name ? { ...refusal, file: undefined } : refusal)}</span>
          </li>
        ))}
      </ul>
      {group.subjects.length > shownMax && <p className={classes.note}>{countText(group.subjects.length - shownMax)} more are in the receipt.</p>}
    </details>
  );
}

export function Warnings({ told }: { told: Told }) {
  if (told.warnings.length === 0) return null;
  return (
    <section className={classes.section}>
      <h3>{pluralText(told.warnings.length, 'warning')}</h3>
      <ul className={classes.list}>
        {told.warnings.map((warning, index) => (
          <li key={index}>
            {warning.message} <span className={classes.note}>{placeText(warning)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

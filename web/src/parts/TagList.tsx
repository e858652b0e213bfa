import classes from './TagList.module.css';

/** Tags, of which those beyond `max` are counted and told in a tooltip. */
export function TagList({ names, max = names.length }: { names: string[]; max?: number }) {
  const hidden = names.slice(max);
  return (
    <span className={classes.tags}>
      {names.slice(0, max).map((name) => (
        <span key={name} className={classes.tag}>{name}</span>
      ))}
      {hidden.length > 0 && <span className={classes.tag} title={hidden.join(', ')}>+{hidden.length}</span>}
    </span>
  );
}

import type { ColumnDef } from '@tanstack/react-table';
import { Link } from '@tanstack/react-router';
import type { CaseState } from '#api/caseCriteria';
import type { Case } from '#api/cases';
import { KeyText } from '#parts/KeyText';
import { TagList } from '#parts/TagList';
import { When } from '#parts/When';
import { selectColumn } from './selectColumn';
import classes from './columns.module.css';

export function caseColumns(project: string, state: CaseState): ColumnDef<Case>[] {
  return [
    selectColumn,
    { id: 'key', header: 'Key', size: 92, cell: ({ row }) => <KeyText value={row.original.key} /> },
    { id: 'title', header: 'Case', size: 170, meta: { grow: 1 }, cell: ({ row }) => <Title project={project} testCase={row.original} isDeleted={state === 'deleted'} /> },
    { id: 'status', header: 'Status', size: 92, cell: ({ row }) => row.original.status.name },
    { id: 'automation', header: 'Automation', size: 100, cell: ({ row }) => <span className={classes.dim}>{row.original.automationStatus.name}</span> },
    { id: 'priority', header: 'Priority', size: 98, meta: { yields: true }, cell: ({ row }) => <span className={classes.dim}>{row.original.priority.name}</span> },
    state === 'deleted' ? deleted : updated,
  ];
}
const dimTime = (time: number | null) => <span className={classes.dim}><When time={time} /></span>;

const updated: ColumnDef<Case> = { id: 'updated', header: 'Updated', size: 92, meta: { end: true, yields: true }, cell: ({ row }) => dimTime(row.original.updatedDate) };
const deleted: ColumnDef<Case> = { id: 'deleted', header: 'Gone for good', size: 92, meta: { end: true }, cell: ({ row }) => dimTime(row.original.restorableUntil ?? null) };

/** Nothing finds a deleted case but the list of them. */
function Title({ project, testCase: { key, title, tags }, isDeleted }: { project: string; testCase: Case; isDeleted: boolean }) {
  return (
    <span className={classes.title}>
      {isDeleted ? (
        <span className="cut" title={title}>{title}</span>
      ) : (
        <Link to="/projects/$project/cases/$case" params={{ project, case: key }} className="cut" title={title}>{title}</Link>
      )}
      <TagList names={tags.map(({ tag }) => tag.name)} max={2} />
    </span>
  );
}

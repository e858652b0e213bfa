import type { ColumnDef } from '@tanstack/react-table';
import { Link } from '@tanstack/react-router';
import type { Case } from '#api/cases';
import { KeyText } from '#parts/KeyText';
import { TagList } from '#parts/TagList';
import { When } from '#parts/When';
import classes from './columns.module.css';

export function caseColumns(project: string): ColumnDef<Case>[] {
  return [
    { id: 'key', header: 'Key', size: 92, cell: ({ row }) => <KeyText value={row.original.key} /> },
    { id: 'title', header: 'Case', size: 220, meta: { grow: 1 }, cell: ({ row }) => <Title project={project} testCase={row.original} /> },
    { id: 'status', header: 'Status', size: 104, cell: ({ row }) => row.original.status.name },
    { id: 'automation', header: 'Automation', size: 116, cell: ({ row }) => <span className={classes.dim}>{row.original.automationStatus.name}</span> },
    { id: 'priority', header: 'Priority', size: 104, cell: ({ row }) => <span className={classes.dim}>{row.original.priority.name}</span> },
    { id: 'updated', header: 'Updated', size: 104, meta: { end: true }, cell: ({ row }) => <span className={classes.dim}><When time={row.original.updatedDate} /></span> },
  ];
}

function Title({ project, testCase: { key, title, tags } }: { project: string; testCase: Case }) {
  return (
    <span className={classes.title}>
      <Link to="/projects/$project/cases/$case" params={{ project, case: key }} className="cut" title={title}>
        {title}
      </Link>
      <TagList names={tags.map(({ tag }) => tag.name)} max={2} />
    </span>
  );
}

import { Table, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './SimpleTable.module.css';

/** A table of few rows, each a Table.Tr. An empty head is that of the rows' actions. */
export function SimpleTable({ label, head, children }: { label: string; head: string[]; children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <Table aria-label={label} highlightOnHover verticalSpacing={7} horizontalSpacing="sm" fz="sm">
        <Table.Thead>
          <Table.Tr>
            {head.map((text, index) => (
              <Table.Th key={index} className={classes.head}>
                {text || <VisuallyHidden>Actions</VisuallyHidden>}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </div>
  );
}

import { Table } from '@mantine/core';
import classes from './CasePage.module.css';

export function Datasets({ parameters, rows }: { parameters: string[]; rows: Record<string, string>[] }) {
  return (
    <div className={classes.wide} tabIndex={0} role="group" aria-label="Data sets">
      <Table className={classes.steps} verticalSpacing={6} horizontalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={44}>Row</Table.Th>
            {parameters.map((name) => <Table.Th key={name}>{name}</Table.Th>)}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            <Table.Tr key={index}>
              <Table.Td className={classes.number}>{index + 1}</Table.Td>
              {parameters.map((name) => <Table.Td key={name} className="mono">{row[name]}</Table.Td>)}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

import { ActionIcon, Button, TextInput } from '@mantine/core';
import { AddIcon, RemoveIcon } from '#parts/icons';
import { Section } from '#parts/Section';
import classes from './DataEditor.module.css';
import type { DraftData } from './draft';

const without = <T,>(list: T[], at: number) => list.filter((_, index) => index !== at);
const changed = <T,>(list: T[], at: number, value: T) => list.map((other, index) => (index === at ? value : other));

/** The data that the steps are run with: a column for each parameter, a row for each execution. */
export function DataEditor({ data: { parameters, rows }, onChange }: { data: DraftData; onChange: (data: DraftData) => void }) {
  const addParameter = () => onChange({ parameters: [...parameters, ''], rows: rows.length > 0 ? rows.map((row) => [...row, '']) : [['']] });
  const addRow = () => onChange({ parameters, rows: [...rows, parameters.map(() => '')] });
  const actions = (
    <>
      <Button variant="default" leftSection={<AddIcon size={14} />} onClick={addParameter}>Add a parameter</Button>
      {parameters.length > 0 && <Button variant="default" leftSection={<AddIcon size={14} />} onClick={addRow}>Add a row</Button>}
    </>
  );
  return (
    <Section title="Data sets" actions={actions}>
      {parameters.length > 0 && (
        <div className={classes.frame}>
          <table className={classes.table}>
            <thead>
              <tr>
                <td />
                {parameters.map((name, column) => (
                  <th key={column} scope="col">
                    <span className={classes.head}>
                      <TextInput size="xs" aria-label={`Name of parameter ${column + 1}`} placeholder="Parameter" value={name} onChange={(event) => onChange({ parameters: changed(parameters, column, event.currentTarget.value), rows })} />
                      <ActionIcon size="sm" aria-label={`Remove parameter ${column + 1}`} onClick={() => onChange({ parameters: without(parameters, column), rows: rows.map((row) => without(row, column)) })}><RemoveIcon size={14} /></ActionIcon>
                    </span>
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                <tr key={at}>
                  <th scope="row" className={classes.number}>{at + 1}</th>
                  {parameters.map((name, column) => (
                    <td key={column}>
                      <TextInput size="xs" classNames={{ input: 'mono' }} aria-label={`${name || `Parameter ${column + 1}`} of row ${at + 1}`} value={row[column] ?? ''} onChange={(event) => onChange({ parameters, rows: changed(rows, at, changed(row, column, event.currentTarget.value)) })} />
                    </td>
                  ))}
                  <td><ActionIcon size="sm" aria-label={`Remove row ${at + 1}`} onClick={() => onChange({ parameters, rows: without(rows, at) })}><RemoveIcon size={14} /></ActionIcon></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

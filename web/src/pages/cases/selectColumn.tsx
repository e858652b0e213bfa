import { Checkbox } from '@mantine/core';
import type { ColumnDef } from '@tanstack/react-table';
import { type ChangeEvent, createContext, useContext } from 'react';
import type { Case } from '#api/cases';
import type { Selection } from '#parts/useSelection';
import classes from './columns.module.css';

/** What is chosen of the list around; columns stay the same while it changes, so that the focus stays in its box. */
export const SelectionContext = createContext<(Selection & { total: number }) | null>(null);

/** Boxes to choose rows by; with Shift all from the one before. */
export const selectColumn: ColumnDef<Case> = { id: 'select', size: 16, header: SelectAll, cell: ({ row }) => <SelectOne name={row.original.key} /> };

function SelectAll() {
  const selection = useContext(SelectionContext);
  if (!selection) return null;
  const { keys, total, chooseAll, clear } = selection;
  const all = total > 0 && keys.size >= total;
  return (
    <label className={classes.choose}>
      <Checkbox size="xs" aria-label={all ? 'Select none' : 'Select all'} checked={all} indeterminate={keys.size > 0 && !all} onChange={all ? clear : chooseAll} />
    </label>
  );
}

function SelectOne({ name }: { name: string }) {
  const selection = useContext(SelectionContext);
  if (!selection) return null;
  return (
    <label className={classes.choose}>
      <Checkbox size="xs" aria-label={`Select ${name}`} checked={selection.keys.has(name)} onChange={(event) => selection.toggle(name, withShift(event))} />
    </label>
  );
}

const withShift = ({ nativeEvent }: ChangeEvent) => nativeEvent instanceof MouseEvent && nativeEvent.shiftKey;

import { ActionIcon, Button, TextInput } from '@mantine/core';
import { CloseIcon } from '#parts/icons';
import type { ShownValue } from './fields';
import classes from './Settings.module.css';

/** The values that a field of a list can have. */
export function ValueList({ values, onChange }: { values: ShownValue[]; onChange: (values: ShownValue[]) => void }) {
  const rename = (at: number, value: string) => onChange(values.map((old, index) => (index === at ? { ...old, value } : old)));
  return (
    <div className={classes.values} role="group" aria-label="Values">
      {values.map((value, index) => (
        <span key={index} className={classes.value}>
          <TextInput size="xs" flex={1} aria-label={`Value ${index + 1}`} value={value.value} onChange={(event) => rename(index, event.currentTarget.value)} />
          <ActionIcon size="sm" aria-label={`Take out ${value.value || `value ${index + 1}`}`} onClick={() => onChange(values.filter((_, other) => other !== index))}>
            <CloseIcon size={14} />
          </ActionIcon>
        </span>
      ))}
      <span>
        <Button variant="default" onClick={() => onChange([...values, { value: '' }])}>
          Add a value
        </Button>
      </span>
    </div>
  );
}

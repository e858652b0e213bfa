import { Button, Checkbox, Combobox, ScrollArea, useCombobox } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { DownIcon } from './icons';
import classes from './FilterBar.module.css';

export interface FilterOption {
  id: number;
  name: string;
  icon?: ReactNode;
}

interface FilterProps {
  label: string;
  options: FilterOption[];
  chosen: number[];
  onChange: (ids: number[]) => void;
}

const searchableFrom = 9;

/** One thing to narrow a list by: a button that says what is chosen, and the choices below it. */
export function Filter({ label, options, chosen, onChange }: FilterProps) {
  const [text, setText] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => setText('') });
  const shown = options.filter((option) => option.name.toLowerCase().includes(text.toLowerCase()));
  const toggle = (id: number) => onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <Combobox store={combobox} width={240} position="bottom-start" shadow="md" onOptionSubmit={(id) => toggle(Number(id))}>
      <Combobox.Target targetType="button">
        <Button variant="default" className={classes.filter} data-chosen={chosen.length > 0 || undefined} rightSection={<DownIcon size={12} />} onClick={() => combobox.toggleDropdown()}>
          {filterText(label, options, chosen)}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        {options.length >= searchableFrom && (
          <Combobox.Search placeholder={`Search ${label.toLowerCase()}`} aria-label={`Search ${label.toLowerCase()}`} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        )}
        <Combobox.Options aria-label={label}>
          <ScrollArea.Autosize mah={320}>
            {shown.map((option) => (
              <Combobox.Option key={option.id} value={String(option.id)} active={chosen.includes(option.id)}>
                <span className={classes.option}>
                  <Checkbox size="xs" checked={chosen.includes(option.id)} readOnly tabIndex={-1} aria-hidden />
                  {option.icon}
                  <span className="cut">{option.name}</span>
                </span>
              </Combobox.Option>
            ))}
            {shown.length === 0 && <Combobox.Empty>Nothing</Combobox.Empty>}
          </ScrollArea.Autosize>
        </Combobox.Options>
        {chosen.length > 0 && (
          <Button variant="subtle" fullWidth mt={4} onClick={() => onChange([])}>
            Clear
          </Button>
        )}
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** "Status", "Status: Failed", "Status: 3". */
export function filterText(label: string, options: FilterOption[], chosen: number[]): string {
  if (chosen.length === 0) return label;
  const only = chosen.length === 1 && options.find((option) => option.id === chosen[0])?.name;
  return `${label}: ${only || chosen.length}`;
}

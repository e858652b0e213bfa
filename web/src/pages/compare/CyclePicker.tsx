import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { cyclesQuery } from '#api/cycles';

interface Props {
  project: string;
  cycle: string;
  /** Which one it is compared with now. */
  chosen: { key: string; title: string } | undefined;
  onChoose: (key: string) => void;
}

const shownMax = 50;

/** The cycle to compare with: the newest ones, or those whose title is typed. */
export function CyclePicker({ project, cycle, chosen, onChoose }: Props) {
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(chosen && typed === labelOf(chosen) ? '' : typed.trim(), 200);
  const found = useQuery({ ...cyclesQuery(project, { text, folders: [], state: 'all' }, 0, shownMax), placeholderData: keepPreviousData });
  const others = (found.data?.items ?? []).filter(({ key }) => key !== cycle && key !== chosen?.key);
  const data = [...(chosen ? [chosen] : []), ...others].map((one) => ({ value: one.key, label: labelOf(one) }));
  return (
    <Select
      size="xs"
      w={280}
      aria-label="Compared with"
      placeholder="Choose a cycle"
      data={data}
      value={chosen?.key ?? null}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      searchable
      allowDeselect={false}
      nothingFoundMessage="No cycle of that title"
      onChange={(key) => key !== null && onChoose(key)}
    />
  );
}

const labelOf = ({ key, title }: { key: string; title: string }) => `${title} (${key})`;

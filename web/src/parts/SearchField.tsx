import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useShortcuts } from '#app/shortcuts';
import { SearchIcon } from './icons';

interface Props {
  label: string;
  value: string;
  onChange: (text: string) => void;
  width?: number;
}

/** A field to search by: "/" leads into it, Escape out of it; it tells what was typed after a moment's rest. */
export function SearchField({ label, value, onChange, width = 240 }: Props) {
  const [typed, setTyped] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const tell = useDebouncedCallback(onChange, 200);
  useEffect(() => setTyped(value), [value]);
  useShortcuts('This page', [{ keys: '/', label, run: () => field.current?.focus() }]);
  const type = (text: string) => {
    setTyped(text);
    tell(text);
  };
  return (
    <TextInput
      ref={field}
      size="xs"
      w={width}
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      leftSection={<SearchIcon size={14} />}
      rightSection={typed !== '' && <CloseButton size="xs" aria-label="Clear" onClick={() => type('')} />}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && field.current?.blur()}
    />
  );
}

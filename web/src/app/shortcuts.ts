// Keys that do something on a page. Whoever is on the screen says theirs; "?" lists them all.
import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** As KeyboardEvent.key has it: "j", "/", "Enter"; "Mod+k" is Ctrl, or Command where that is the custom. */
  keys: string;
  label: string;
  run: () => void;
}

interface Group {
  title: string;
  shortcuts: Shortcut[];
}

let groups: Group[] = [];
const watchers = new Set<() => void>();

function change(next: Group[]) {
  groups = next;
  for (const tell of watchers) tell();
}

/** Offers the keys while the component is there. Later ones come before earlier ones. */
export function useShortcuts(title: string, shortcuts: Shortcut[], active = true) {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const labels = shortcuts.map(({ keys, label }) => `${keys}\t${label}`).join('\n');
  useEffect(() => {
    if (!active || labels === '') return;
    const group: Group = {
      title,
      shortcuts: labels.split('\n').map((line, index) => {
        const [keys = '', label = ''] = line.split('\t');
        return { keys, label, run: () => latest.current[index]?.run() };
      }),
    };
    change([...groups, group]);
    return () => change(groups.filter((other) => other !== group));
  }, [title, labels, active]);
}

/** All keys of what is on the screen, for the list of them. */
export function useAllShortcuts(): Group[] {
  return useSyncExternalStore(subscribe, () => groups);
}

function subscribe(tell: () => void) {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

/** Listens for all of them; the application calls it once. */
export function useShortcutListener() {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTaken(event)) return;
      const found = groups.flatMap((group) => group.shortcuts).findLast((shortcut) => matches(shortcut.keys, event));
      if (!found) return;
      event.preventDefault();
      found.run();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Shift does not count: on some keyboards "/" is typed with it. */
export function matches(keys: string, event: KeyPress): boolean {
  const modified = event.ctrlKey || event.metaKey;
  const wanted = keys.startsWith('Mod+') ? keys.slice('Mod+'.length) : keys;
  return modified === keys.startsWith('Mod+') && !event.altKey && event.key === wanted;
}

/** Whether the key belongs to the field, the dialog or the link that has the focus. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return false;
  const at = event.target;
  if (at.isContentEditable || at.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]')) return true;
  return (event.key === 'Enter' || event.key === ' ') && at.closest('a, button, [role="button"], [role="tab"], summary') !== null;
}

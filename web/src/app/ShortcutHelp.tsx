import { Kbd } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '#parts/Dialog';
import { useAllShortcuts, useShortcuts } from './shortcuts';
import classes from './ShortcutHelp.module.css';

/** The list of keys that "?" shows. */
export function ShortcutHelp() {
  const [opened, setOpened] = useState(false);
  useShortcuts('Everywhere', [{ keys: '?', label: 'Show these keys', run: () => setOpened(true) }]);
  return (
    <Dialog opened={opened} onClose={() => setOpened(false)} title="Keys">
      {opened && <ShortcutList />}
    </Dialog>
  );
}

function ShortcutList() {
  const groups = useAllShortcuts();
  const titles = [...new Set(groups.map((group) => group.title))];
  return titles.map((title) => (
    <section key={title} className={classes.group}>
      <h2 className={classes.title}>{title}</h2>
      <dl className={classes.list}>
        {groups.filter((group) => group.title === title).flatMap((group) => group.shortcuts).map(({ keys, label }) => (
          <div key={keys} className={classes.row}>
            <dt>{label}</dt>
            <dd>
              <Kbd size="sm">{keys.replace('Mod+', 'Ctrl ').toUpperCase()}</Kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

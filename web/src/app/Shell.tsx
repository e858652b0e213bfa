import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { Outlet, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { Navigation } from './Navigation';
import { ShortcutHelp } from './ShortcutHelp';
import classes from './Shell.module.css';
import { useShortcuts } from './shortcuts';
import { Unreachable } from './Unreachable';

const Palette = lazy(() => import('#pages/palette/Palette'));

const wide = 224;
const slim = 56;

/** Navigation at the side, the page beside it. Where there is little room, the navigation is slim. */
export function Shell() {
  const { project } = useParams({ strict: false });
  const isNarrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const [isSlim, setSlim] = useLocalStorage({ key: 'testledger-slim-navigation', defaultValue: false, getInitialValueInEffect: false });
  const [asked, setAsked] = useState(0);
  const find = () => setAsked((before) => before + 1);
  useShortcuts('Everywhere', [{ keys: 'Mod+k', label: 'Find, or go to', run: find }]);
  const shownSlim = isSlim || isNarrow;
  return (
    <>
      <a className="skip-link" href="#page" onClick={skipToPage}>
        Skip to the page
      </a>
      <div className={classes.shell} style={{ gridTemplateColumns: `${shownSlim ? slim : wide}px minmax(0, 1fr)` }}>
        <div className={classes.side}>
          <Navigation project={project} slim={shownSlim} onFind={find} onSlim={isNarrow ? undefined : () => setSlim(!isSlim)} />
        </div>
        <main id="page" tabIndex={-1} className={classes.page}>
          <Outlet />
        </main>
      </div>
      <Unreachable />
      <ShortcutHelp />
      {asked > 0 && (
        <Suspense>
          <Palette asked={asked} />
        </Suspense>
      )}
    </>
  );
}

function skipToPage(event: { preventDefault: () => void }) {
  event.preventDefault();
  document.getElementById('page')?.focus();
}

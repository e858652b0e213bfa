import { useEffect, useState } from 'react';

/**
 * For what is there only while it is open, such as a dialog that is fetched when it is asked for: gives the focus back to what had it
 * before, unless somebody has put it elsewhere. Mantine does so for dialogs that stay and are closed, and not for those that go.
 */
export function useFocusGivenBack(isOpen: boolean) {
  const [before] = useState(() => (isOpen ? holderOfFocus() : undefined));
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === null || document.activeElement === document.body) before?.focus({ preventScroll: true });
      });
    },
    [before],
  );
}

/** Of an entry of a menu, which goes when it is chosen, the button of the menu. */
function holderOfFocus() {
  const active = document.activeElement;
  const menu = active?.closest('[role=menu]');
  const holder = menu ? document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`) : active;
  return holder instanceof HTMLElement ? holder : undefined;
}

// What does not fit on the screen: what sticks out of the page, and text that its surroundings cut off.

/** A sentence for each such place of the page. Code may be scrolled sideways, nothing else may. */
export const findMisfits = (page) => page.evaluate(misfits);

// Runs in the page.
function misfits() {
  const found = new Set();
  const nameOf = (element) => {
    const text = (element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40);
    return `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> "${text}"`;
  };
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.add(`the document is ${root.scrollWidth} px wide`);

  const isMadeToScroll = (element) => element.matches('pre');
  for (const element of document.querySelectorAll('body *')) {
    const { overflowX } = getComputedStyle(element);
    if ((overflowX === 'auto' || overflowX === 'scroll') && element.scrollWidth > element.clientWidth && !isMadeToScroll(element)) {
      found.add(`${nameOf(element)} is scrolled sideways: ${element.scrollWidth} of ${element.clientWidth} px`);
    }
  }

  /** What keeps a part of the box from being seen, if anything does. */
  const cutting = (element, box) => {
    for (let around = element; around; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (style.overflowX === 'visible') continue;
      if (style.overflowX !== 'hidden' && style.overflowX !== 'clip') return isMadeToScroll(around) ? undefined : outside(box);
      if (style.textOverflow === 'ellipsis') return undefined;
      const frame = around.getBoundingClientRect();
      if (box.right > frame.right + 1 || box.left < frame.left - 1) return `is cut off by ${nameOf(around)}`;
    }
    return outside(box);
  };
  const outside = (box) => (box.right > innerWidth + 1 || box.left < -1 ? 'is off the screen' : undefined);

  const range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const element = text.parentElement;
    if (!text.data.trim() || element.matches('script, style') || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || isForReadersAlone(element)) continue;
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    const reason = cutting(element, box);
    if (reason) found.add(`${nameOf(element)} ${reason}`);
  }

  function isForReadersAlone(element) {
    return element.closest('.skip-link, #recharts_measurement_span') !== null || element.getBoundingClientRect().width <= 1;
  }
  return [...found];
}

// Pages that make a mistake with a text, one mistake each. In their company the payloads must run: else nothing was proved by their
// not running elsewhere.
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const inScript = (text) => JSON.stringify(text).replaceAll('<', '\\u003c');
const decoded = (text) => {
  const plain = text.normalize('NFKC').replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
  return decodeURIComponent(plain.replace(/%(?![0-9a-f]{2})/gi, '%25')).replaceAll('&lt;', '<').replaceAll('&gt;', '>');
};

const mistakes = {
  markup: (text) => text,
  filter: (text) => text.replace('<script>', '').replace('</script>', ''),
  address: (text) => `<a href="${escaped(text)}">go</a>`,
  'double quotes': (text) => `<input value="${text}">`,
  'single quotes': (text) => `<input value='${text}'>`,
  'no quotes': (text) => `<input value=${text}>`,
  script: (text) => `<script>const told = "${text}";</script>`,
  'escaped script': (text) => `<script>const told = "${text.replaceAll('"', '\\"')}";</script>`,
  comment: (text) => `<!-- ${text} -->`,
  cdata: (text) => `<svg><![CDATA[${text}]]></svg>`,
  title: (text) => `<title>${text}</title>`,
  template: (text) => `<script>${inScript(text)}.replace(/\\{\\{(.*)\\}\\}|\\$\\{(.*)\\}/, (_, one, other) => Function('with (Function) return ' + (one ?? other))());</script>`,
  decoded,
  markdown: (text) => text.replace(/\[(.*?)\]\((.*)\)/, '<a href="$2">$1</a>'),
  settings: (text) => `${text}<script>if (window.settings) location = window.settings;</script>`,
  terminal: (text) => text.replace(/\u001b\[[\d;]*m/g, ''),
};

export const carelessPage = ({ careless, text }) => `<!doctype html><html><meta charset="utf-8">${mistakes[careless](text)}</html>`;

/** What visitors do: they go over everything, and follow every link. */
export const tryEverything = () => {
  for (const each of document.querySelectorAll('body *, body')) {
    each.dispatchEvent(new MouseEvent('mouseover', { bubbles: false }));
    each.focus?.();
    if (/^(a|button)$/i.test(each.tagName)) each.click();
  }
};

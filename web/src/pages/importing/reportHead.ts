// What the first bytes of a report show, as far as telling its format needs it: the server reads the rest.

export interface ReportHead {
  syntax: 'xml' | 'json';
  /** The root element's name; "{" or "[". */
  root: string;
  /** Its attributes; the keys of the outermost object. */
  rootKeys: Set<string>;
  /** Elements at any depth below it; the keys of the objects right below the outermost. */
  innerKeys: Set<string>;
}

/** Bytes as text, in the encodings that reports come in. */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return new TextDecoder('utf-16le').decode(bytes);
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

export function headOf(bytes: Uint8Array): ReportHead | undefined {
  const text = textOf(bytes).trimStart();
  if (text.startsWith('<')) return xmlHead(text);
  return text.startsWith('{') || text.startsWith('[') ? jsonHead(text) : undefined;
}

const markup = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<[?!][^>]*>?|<([^\s<>/]+)((?:[^<>"']|"[^"]*"|'[^']*')*)>?/g;

function xmlHead(text: string): ReportHead | undefined {
  let head: ReportHead | undefined;
  for (const [, name, attributes = ''] of text.matchAll(markup)) {
    if (name === undefined) continue;
    if (head) head.innerKeys.add(localName(name));
    else head = { syntax: 'xml', root: localName(name), rootKeys: new Set(Array.from(attributes.matchAll(/([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')/g), (found) => found[1] ?? '')), innerKeys: new Set() };
  }
  return head;
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

function jsonHead(text: string): ReportHead {
  const head: ReportHead = { syntax: 'json', root: text.charAt(0), rootKeys: new Set(), innerKeys: new Set() };
  let depth = 0;
  for (const [token, key] of text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:|"(?:[^"\\]|\\.)*"?|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (key !== undefined && depth === 1) head.rootKeys.add(key);
    else if (key !== undefined && depth === 2) head.innerKeys.add(key);
  }
  return head;
}

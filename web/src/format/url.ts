/** An address that came with data, when it leads to a page: only http and https. */
export function safeUrl(text: string): string | undefined {
  try {
    const url = new URL(text);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Where the project says that a requirement or a defect is found: its address with the key in it. */
export function linkOf(template: string | null | undefined, key: string): string | undefined {
  return template ? safeUrl(template.replaceAll('{key}', encodeURIComponent(key))) : undefined;
}

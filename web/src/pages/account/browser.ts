// What a browser says of itself, as people would say it. The order counts: most claim to be others, too.
const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** "Firefox on Linux"; what nobody knows stays as it is. */
export function browserText(client: string): string {
  const browser = browsers.find(([sign]) => client.includes(sign))?.[1];
  const system = systems.find(([sign]) => client.includes(sign))?.[1];
  if (!browser) return client === '' ? 'Unknown' : client.slice(0, 60);
  return system ? `${browser} on ${system}` : browser;
}

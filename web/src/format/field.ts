/** The value of a custom field, in whichever form it was sent, as text; empty when it has none. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (typeof value === 'object') return 'value' in value ? valueText(value.value) : JSON.stringify(value);
  return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value);
}

/** Likewise, with a dash where there is none. */
export const fieldText = (value: unknown) => valueText(value) || '–';

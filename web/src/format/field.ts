/** The value of a custom field, in whichever form it was sent, as text. */
export function fieldText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value)) return value.map(fieldText).join(', ') || '–';
  if (typeof value === 'object') return 'value' in value ? fieldText(value.value) : JSON.stringify(value);
  return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value);
}

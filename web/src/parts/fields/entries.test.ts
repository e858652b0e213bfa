import { expect, it } from 'vitest';
import { entryIn, entryOf, fieldEntriesOf, fieldsText, sentFields, withEntry } from './entries';

const told = [
  { name: 'Environment', value: { ID: 1, value: 'UAT' } },
  { name: 'Browsers', value: [{ ID: 4, value: 'Firefox' }, { ID: 5, value: 'Chrome' }] },
  { name: 'Weight', value: 12.5 },
  { name: 'Elsewhere', value: { some: 'thing' } },
];

it.each([
  ['text', 'text'],
  [12.5, '12.5'],
  [true, 'Yes'],
  [null, ''],
  [{ ID: 1, value: 'UAT' }, 'UAT'],
  [['ann', { value: 'bob' }], ['ann', 'bob']],
])('%j is filled in as %j', (value, entry) => {
  expect(entryOf(value)).toEqual(entry);
});

it('sends what nobody changed as it came', () => {
  expect(sentFields(fieldEntriesOf(told))).toEqual(told);
});

it('sends what was changed, and leaves out what was emptied', () => {
  let fields = withEntry(fieldEntriesOf(told), 'environment', 'Production');
  fields = withEntry(fields, 'Browsers', []);
  fields = withEntry(fields, 'Colour', 'red');
  expect(sentFields(fields)).toEqual([{ name: 'Environment', value: 'Production' }, told[2], told[3], { name: 'Colour', value: 'red' }]);
});

it('finds a field in any letter case', () => {
  expect(entryIn(fieldEntriesOf(told), 'WEIGHT')).toBe('12.5');
  expect(entryIn([], 'Weight')).toBe('');
});

it('tells what is filled in', () => {
  expect(fieldsText(fieldEntriesOf(told.slice(0, 2)))).toBe('Environment: UAT\nBrowsers: Firefox, Chrome');
});

import { describe, expect, it } from 'vitest';
import { choice, flag, ids, parseSearch, searchOf, searchText, sortOf, sortText, text, whole } from './search';

const definition = searchOf({ text: text(), status: ids(), row: whole(0), closed: flag(), tab: choice(['a', 'b'], 'a') });

describe('searchOf', () => {
  it('keeps what is said and leaves out what is the default anyway', () => {
    expect(definition.validate({ text: 'pay', status: '4,7', row: '0', closed: 'true', tab: 'a', other: '1' })).toEqual({ text: 'pay', status: [4, 7], closed: true });
  });

  it('fills in the defaults', () => {
    expect(definition.filled({})).toEqual({ text: '', status: [], row: 0, closed: false, tab: 'a' });
  });

  it('passes over what cannot be meant', () => {
    expect(definition.filled({ text: { a: 1 }, status: 'x,-1,1.5', row: '-3', closed: 'yes', tab: 'c' })).toEqual(definition.filled({}));
  });

  it('takes a text that looks like a number as text', () => {
    expect(definition.validate({ text: 8127 })).toEqual({ text: '8127' });
  });
});

describe('the text of a search', () => {
  it('is read back as it was written', () => {
    const values = { text: 'a b&c=d', status: [4, 7], closed: true };
    const told = searchText(values);
    expect(told).toBe('?text=a+b%26c%3Dd&status=4,7&closed=true');
    expect(definition.validate(parseSearch(told))).toEqual(values);
  });

  it('is nothing when nothing is said', () => {
    expect(searchText({ text: '', row: undefined, status: [] })).toBe('');
  });
});

it.each([
  ['title', { by: 'title', descending: false }],
  ['-updated', { by: 'updated', descending: true }],
])('a sort by %s', (told, sort) => {
  expect(sortOf(told)).toEqual(sort);
  expect(sortText(sort)).toBe(told);
});

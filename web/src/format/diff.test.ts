import { expect, it } from 'vitest';
import { diffOfLines, diffOfWords, type Stretch } from './diff';

const signs = { both: '=', first: '-', second: '+' };
const shown = (stretches: Stretch[]) => stretches.map(({ kind, text }) => signs[kind] + text);

it.each([
  ['de-AT', 'de-CH', ['=de-', '-AT', '+CH']],
  ['17000', '17010', ['-17000', '+17010']],
  ['a b c', 'a c', ['=a ', '-b ', '=c']],
  ['', 'new', ['+new']],
  ['same', 'same', ['=same']],
  ['Grün 😀', 'Grün 🙂', ['=Grün ', '-😀', '+🙂']],
])('words of %j and %j', (first, second, stretches) => {
  expect(shown(diffOfWords(first, second))).toEqual(stretches);
});

it('tells lines apart', () => {
  expect(shown(diffOfLines('{\n  a: 1\n  b: 2\n}', '{\n  a: 1\n  b: 3\n  c: 4\n}'))).toEqual(['={\n  a: 1\n', '-  b: 2\n', '+  b: 3\n  c: 4\n', '=}']);
});

it('gives back both texts, however they differ', () => {
  const [one, other] = ['the quick brown fox\njumps over the dog', 'a quick red fox\njumped over the lazy dog'];
  const stretches = diffOfWords(one, other);
  expect(stretches.filter(({ kind }) => kind !== 'second').map(({ text }) => text).join('')).toBe(one);
  expect(stretches.filter(({ kind }) => kind !== 'first').map(({ text }) => text).join('')).toBe(other);
});

it('does not compare word by word what is too long for it', () => {
  const [one, other] = [Array.from({ length: 5000 }, (_, at) => `a${at} `).join(''), Array.from({ length: 5000 }, (_, at) => `b${at} `).join('')];
  const started = performance.now();
  expect(diffOfWords(one, other).length).toBeLessThan(5);
  expect(performance.now() - started).toBeLessThan(500);
});

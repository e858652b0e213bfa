import { expect, it } from 'vitest';
import { ansiLines, ansiPieces, withoutAnsi } from './ansi';

const esc = '\u001b';

it.each([
  ['plain <b>text</b>', [{ text: 'plain <b>text</b>' }]],
  [`${esc}[31mred${esc}[0m after`, [{ text: 'red', color: 'red' }, { text: ' after' }]],
  [`${esc}[1;32mboth${esc}[22mgreen`, [{ text: 'both', bold: true, color: 'green' }, { text: 'green', color: 'green' }]],
  [`${esc}[91mbright${esc}[39mnone`, [{ text: 'bright', color: 'red' }, { text: 'none' }]],
  [`${esc}[mreset`, [{ text: 'reset' }]],
  ['\ufffd[36mlost escape', [{ text: 'lost escape', color: 'cyan' }]],
  ['#x1B[33mas pytest writes it#x1B[0m', [{ text: 'as pytest writes it', color: 'yellow' }]],
  [`${esc}[38;5;196mof 256`, [{ text: 'of 256', color: 'red' }]],
  [`${esc}[38;2;10;250;30mof all;${esc}[4m`, [{ text: 'of all;', color: 'green' }]],
  [`${esc}[48;5;1;31mbackground`, [{ text: 'background', color: 'red' }]],
  [`${esc}[2K${esc}[1Gmoved`, [{ text: 'moved' }]],
  [`${esc}]8;;javascript:alert(1)\u0007link${esc}]8;;\u0007`, [{ text: 'link' }]],
  [`cut short ${esc}[3`, [{ text: `cut short ${esc}[3` }]],
])('%j', (told, pieces) => {
  expect(ansiPieces(told).map((piece) => JSON.parse(JSON.stringify(piece)))).toEqual(pieces);
});

it('leaves the text alone', () => {
  expect(withoutAnsi(`a${esc}[1mb${esc}[0mc`)).toBe('abc');
});

it('goes on in the next line', () => {
  expect(ansiLines(`a${esc}[32mb\n\nc${esc}[39md`).map((line) => line.map(({ text, color }) => [text, color]))).toEqual([
    [['a', undefined], ['b', 'green']],
    [],
    [['c', 'green'], ['d', undefined]],
  ]);
});

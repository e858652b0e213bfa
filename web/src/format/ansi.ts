// Colours that programs write for terminals, as pieces of text with what they look like.

export const ansiColors = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
export type AnsiColor = (typeof ansiColors)[number];

export interface AnsiPiece {
  text: string;
  color?: AnsiColor;
  bold?: boolean;
  dim?: boolean;
  italic?: boolean;
  underline?: boolean;
}

type Look = Omit<AnsiPiece, 'text'>;

// The escape character itself, and what XML and the writers of reports make of it.
const escape = String.raw`(?:\u001b|\u241b|\ufffd|#x1B|&#27;|\\u001b|\\x1b)`;
const looks = new RegExp(String.raw`${escape}\[([\d;:]*)m`, 'gi');
const anythingElse = new RegExp(String.raw`\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|${escape}\[[\d;?]*[A-HJKSTfhlnsu]`, 'gi');

/** The text in pieces of one look each; what moves cursors and names windows is left out. */
export function ansiPieces(told: string): AnsiPiece[] {
  const text = told.replace(anythingElse, '');
  const pieces: AnsiPiece[] = [];
  let look: Look = {};
  let from = 0;
  const add = (to: number) => {
    if (to > from) pieces.push({ text: text.slice(from, to), ...look });
  };
  for (const found of text.matchAll(looks)) {
    add(found.index);
    look = lookAfter(look, (found[1] ?? '').split(/[;:]/).map(Number));
    from = found.index + found[0].length;
  }
  add(text.length);
  return pieces;
}

/** The text alone. */
export const withoutAnsi = (told: string) => ansiPieces(told).map((piece) => piece.text).join('');

function lookAfter(before: Look, codes: number[]): Look {
  let look = { ...before };
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 0) look = {};
    else if (code === 38) {
      look.color = colorOfMany(codes.slice(at + 1));
      at += codes[at + 1] === 5 ? 2 : 4;
    } else if (code === 48) at += codes[at + 1] === 5 ? 2 : 4;
    else look = { ...look, ...meant(code) };
  }
  return look;
}

// Backgrounds are left out: nobody knows whether a text can be read on them in both themes.
function meant(code: number): Look {
  if (code >= 30 && code <= 37) return { color: ansiColors[code - 30] };
  if (code >= 90 && code <= 97) return { color: ansiColors[code - 90] };
  if (code === 39) return { color: undefined };
  if (code === 1) return { bold: true };
  if (code === 2) return { dim: true };
  if (code === 3) return { italic: true };
  if (code === 4) return { underline: true };
  if (code === 22) return { bold: undefined, dim: undefined };
  if (code === 23) return { italic: undefined };
  if (code === 24) return { underline: undefined };
  return {};
}

/** Of 256 colours, or of all, the nearest one of eight, which can be read in both themes. */
function colorOfMany([kind, ...rest]: number[]): AnsiColor | undefined {
  if (kind === 5) {
    const index = rest[0] ?? 0;
    if (index < 16) return ansiColors[index % 8];
    if (index >= 232) return undefined;
    const cube = index - 16;
    return nearest([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6], 2.5);
  }
  return kind === 2 ? nearest(rest.slice(0, 3), 127) : undefined;
}

function nearest([red = 0, green = 0, blue = 0]: number[], half: number): AnsiColor | undefined {
  return ansiColors[(red > half ? 1 : 0) + (green > half ? 2 : 0) + (blue > half ? 4 : 0)];
}

/** The pieces line by line: what a line begins with goes on in the next one. */
export function ansiLines(told: string): AnsiPiece[][] {
  const lines: AnsiPiece[][] = [[]];
  for (const { text, ...look } of ansiPieces(told)) {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ text: part, ...look });
    }
  }
  return lines;
}

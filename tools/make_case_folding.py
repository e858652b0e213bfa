#!/usr/bin/env python3
"""Writes src/core/case_folding_table.inc: Unicode's simple case folding (statuses C and S of CaseFolding.txt), as ranges, from the
character database of the Python that runs it."""
import os
import unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def simple_folding(code):
    """Where the full folding is longer than a character, the simple one is the small letter, if that is a single character."""
    for text in (chr(code).casefold(), chr(code).lower()):
        if len(text) == 1:
            return ord(text)
    return code


def ranges():
    found = []  # [first, last, step, distance]
    for code in range(0x80, 0x110000):
        distance = simple_folding(code) - code
        if distance == 0:
            continue
        last = found[-1] if found else None
        step = code - last[1] if last else 0
        fits = last and last[3] == distance and (step == last[2] if last[1] > last[0] else step in (1, 2))
        if fits:
            last[1], last[2] = code, step
        else:
            found.append([code, code, 1, distance])
    return found


def main():
    rows = ranges()
    with open(os.path.join(ROOT, 'src', 'core', 'case_folding_table.inc'), 'w') as out:
        out.write(f'// Made by tools/make_case_folding.py from the Unicode Character Database {unicodedata.unidata_version}; ASCII is not in it.\n')
        out.write('// first, last, step, distance to the folded character\n')
        for first, last, step, distance in rows:
            out.write(f'{{0x{first:04x}, 0x{last:04x}, {step}, {distance}}},\n')


if __name__ == '__main__':
    main()

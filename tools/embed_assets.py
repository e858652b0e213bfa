#!/usr/bin/env python3
"""Makes the sources that hold the files of a folder: embed_assets.py FOLDER OUTPUT (OUTPUT.S has the bytes, OUTPUT.cpp the table)."""
import gzip
import hashlib
import os
import re
import sys

TYPES = {'.html': 'text/html;charset=utf-8', '.js': 'text/javascript;charset=utf-8', '.css': 'text/css;charset=utf-8',
         '.png': 'image/png', '.txt': 'text/plain;charset=utf-8', '.svg': 'image/svg+xml;charset=utf-8', '.woff2': 'font/woff2', '.json': 'application/json;charset=utf-8'}
# A name with a hash of the content in it never gets another content; others are asked about each time.
HASHED = re.compile(r'\.[0-9a-f]{12}\.[a-z0-9]+$')
FOR_GOOD, ASKED_ABOUT = 'public, max-age=31536000, immutable', 'no-cache'


def files_in(folder):
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            yield os.path.relpath(path, folder).replace(os.sep, '/'), path


def main():
    folder, made = sys.argv[1:]
    # Without the note that <cet.h> puts there, the linker takes the guards of calls and returns away from the whole program.
    bytes_of, rows = ['#ifdef __CET__', '#include <cet.h>', '#endif', '  .section .rodata'], []
    for number, (name, path) in enumerate(sorted(files_in(folder))):
        with open(path, 'rb') as file:
            plain = file.read()
        packed_path = f'{made}.{number}.gz'
        with open(packed_path, 'wb') as file:
            file.write(gzip.compress(plain, 9, mtime=0))
        for kind, source in (('plain', path), ('packed', packed_path)):
            label = f'testledger_asset_{kind}_{number}'
            bytes_of += [f'  .global {label}, {label}_end', f'{label}:', f'  .incbin "{os.path.abspath(source)}"', f'{label}_end:']
        etag = hashlib.sha256(plain).hexdigest()[:16]
        rows.append((number, name, TYPES[os.path.splitext(name)[1]], etag, FOR_GOOD if HASHED.search(name) else ASKED_ABOUT))
    bytes_of += ['  .section .note.GNU-stack,"",@progbits', '']
    with open(made + '.S', 'w', encoding='utf-8') as file:
        file.write('\n'.join(bytes_of))
    with open(made + '.cpp', 'w', encoding='utf-8') as file:
        file.write(table_of(rows))


def table_of(rows):
    names = [f'testledger_asset_{kind}_{number}' for number, *_ in rows for kind in ('plain', 'packed')]
    declared = '\n'.join(f'extern const char {name}[], {name}_end[];' for name in names)
    entries = '\n'.join(f'    Asset{{"{name}", "{kind}", "\\"{etag}\\"", "{kept}", between(testledger_asset_plain_{n}, testledger_asset_plain_{n}_end), '
                        f'between(testledger_asset_packed_{n}, testledger_asset_packed_{n}_end)}},' for n, name, kind, etag, kept in rows)
    return ('// Made by tools/embed_assets.py of the files that web/ builds.\n#include "http/assets.hpp"\n\n'
            f'extern "C" {{\n{declared}\n}}\n\nnamespace testledger {{\nnamespace {{\n\n'
            'std::string_view between(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }\n\n'
            f'const Asset table[] = {{\n{entries}\n}};\n\n}}  // namespace\n\n'
            'std::span<const Asset> assets() { return table; }\n\n}  // namespace testledger\n')


if __name__ == '__main__':
    main()

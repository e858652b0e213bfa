#!/usr/bin/env python3
"""The rules of the house that a machine can check; prints each breach and exits 1 when there is one.

 - A folder of src/ includes only itself and what its line in src/rooms.cmake names.
 - No function that must not meet input, no leftover markers, no backend named outside its folder.
 - The code is formatted (.clang-format).
"""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BANNED = {
    r'#\s*include\s*<regex>': 'RE2, never std::regex: it overflows the stack on long input',
    r'\b(?:system|popen)\s*\(': 'nothing is run through a shell',
    r'\b(?:strcpy|strcat|sprintf|gets)\s*\(': 'bounded strings only',
    r'\busing namespace std;': 'names stay qualified',
    r'\b(?:TODO|FIXME|XXX)\b': 'do it, or write it down where work is planned',
}
LINE_LENGTH_MAX = 160


def rooms():
    text = open(os.path.join(ROOT, 'src', 'rooms.cmake')).read()
    found = {}
    for name, arguments in re.findall(r'^room\((\S+)\s+(.*)\)$', text, re.M):
        uses, tests = [], []
        target = None
        for word in arguments.split():
            if word in ('USES', 'LIBRARIES', 'TEST_USES', 'TEST_LIBRARIES'):
                target = {'USES': uses, 'TEST_USES': tests}.get(word)
            elif target is not None:
                target.append(word)
        found[name] = (set(uses) | {name}, set(uses) | set(tests) | {name})
    return found


def room_of(path, known):
    folder = os.path.dirname(path)
    while folder and folder not in known:
        folder = os.path.dirname(folder)
    return folder


def sources():
    listed = subprocess.run(['git', 'ls-files', '-co', '--exclude-standard', 'src'], cwd=ROOT, capture_output=True, text=True).stdout
    return [f for f in listed.split() if f.endswith(('.cpp', '.hpp')) and os.path.exists(os.path.join(ROOT, f))]


def breaches(file, known):
    relative = os.path.relpath(file, 'src')
    room = room_of(relative, known)
    test = file.endswith(('_test.cpp', '_contract.cpp', '_contract.hpp')) or '/testing/' in file
    allowed = known[room][1 if test else 0] if room else set()
    for number, line in enumerate(open(os.path.join(ROOT, file), encoding='utf-8'), 1):
        where = f'{file}:{number}'
        if include := re.match(r'#\s*include\s+"([^"]+)"', line):
            target = room_of(include[1], known)
            if room and target and target not in allowed:
                yield f'{where}: {room} may not include {target} (src/rooms.cmake)'
        for pattern, reason in BANNED.items():
            if reason and re.search(pattern, line.split('//')[0] if 'TODO' not in pattern else line):
                yield f'{where}: {reason}'
        if 'sqlite' in line.lower() and not relative.startswith(('storage/sqlite', 'app/')) and not test:
            yield f'{where}: only storage/sqlite and app know this backend'
        if len(line.rstrip('\n')) > LINE_LENGTH_MAX and not test:  # tests hold reports in long literals
            yield f'{where}: longer than {LINE_LENGTH_MAX} characters'


def types_of(file):
    """The types that a header defines for everybody, by namespace and name."""
    space = ''
    for line in open(os.path.join(ROOT, file), encoding='utf-8'):
        if opened := re.match(r'namespace ([\w:]+) \{', line):
            space = opened[1]
        if defined := re.match(r'(?:struct|class|enum class|union) (\w+)(?: final)?(?: : [^;()]*)? \{', line):
            yield f'{space}::{defined[1]}'


def twins(files):
    """Two types of one name: the linker takes the functions of either for both, and nothing says so."""
    homes = {}
    for file in files:
        for name in types_of(file) if file.endswith('.hpp') else ():
            if homes.setdefault(name, file) != file:
                yield f'{file}: {name} is another type in {homes[name]}'


def main():
    known = rooms()
    files = sources()
    found = [b for f in files for b in breaches(f, known)] + list(twins(files))
    formatted = subprocess.run(['clang-format-19', '--dry-run', '-Werror', *files], cwd=ROOT, capture_output=True, text=True)
    if formatted.returncode != 0:
        found.append('not formatted, run `make format`: ' + ', '.join(sorted({l.split(':')[0] for l in formatted.stderr.splitlines() if ': error:' in l})[:10]))
    print('\n'.join(found) if found else f'{len(files)} files keep to the rules of the house')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())

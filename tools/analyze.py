#!/usr/bin/python3
"""Static analysis of everything that is shipped: clang-tidy with the checks of .clang-tidy over the units of a configured build.

  analyze.py --build build/debug [--only NAME]

Ends with 1 when there is a finding. The build need not be up to date, but configured, and its generated sources must be there.
"""
import argparse
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CLANG_TIDY = 'clang-tidy-19'
PRECOMPILED = os.path.join(ROOT, 'src', 'core', 'pch.hpp')
NOT_SHIPPED = re.compile(r'/(\w+_test|simulation|fuzz_\w+|bench_\w+|faulty_disk)\.dir/')
UNIT_TIMEOUT_S = 600


def units(build):
    """(source, flags for clang) of each unit. What else there is is g++'s own."""
    for entry in json.load(open(os.path.join(build, 'compile_commands.json'))):
        words = shlex.split(entry['command'])
        source = entry['file']
        if not source.endswith(('.cpp', '.cxx')) or 'cmake_pch' in source or '/generated/' in source or NOT_SHIPPED.search(entry['command']):
            continue
        flags = [word for word in words if re.match(r'-(I|D|isystem|std=)', word)]
        flags += [f'-isystem{path}' for word, path in zip(words, words[1:]) if word == '-isystem']
        yield source, [flag for flag in flags if flag != '-isystem']


def findings(unit):
    source, flags = unit
    run = subprocess.run([CLANG_TIDY, '--quiet', source, '--', *flags, '-pthread', '-include', PRECOMPILED], cwd=ROOT, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, text=True, timeout=UNIT_TIMEOUT_S)
    if run.returncode == 0:
        return ''
    return run.stdout if ': error: ' in run.stdout else f'{source}:1:1: error: {CLANG_TIDY} ended with {run.returncode}'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', required=True)
    parser.add_argument('--only', default='', help='units whose path contains this')
    options = parser.parse_args()
    wanted = [unit for unit in units(options.build) if options.only in unit[0]]
    if not wanted:
        print('no unit to analyse')
        return 1
    said = set()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for text in pool.map(findings, wanted):
            for finding in re.split(r'\n(?=\S+:\d+:\d+: (?:error|warning))', text):
                if finding.strip() and finding not in said:  # a header's is told by every unit that has it
                    said.add(finding)
                    print(finding, flush=True)
    print(f'{len(wanted)} units, {len(said)} findings')
    return 1 if said else 0


if __name__ == '__main__':
    sys.exit(main())

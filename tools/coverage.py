#!/usr/bin/python3
"""Tells which lines and branches of src/ the tests run, room by room, and fails where that is less than it was.

  coverage.py --build build/coverage [--at-once N] [--keep]

Runs the unit tests and the suites SEEN_FROM_OUTSIDE in a build of the preset `coverage` (make coverage). --keep: only counts again
what was run before. BUILD/report/index.html shows every line. Neither tests count nor branches that g++ marks as made for exceptions.
"""
import argparse
import collections
import glob
import json
import os
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# What unit tests do not reach: the command line, the server's sockets and its life.
SEEN_FROM_OUTSIDE = ['test_accounts', 'test_administration', 'test_batch', 'test_cases', 'test_command_line', 'test_configuration',
                     'test_cycles', 'test_import_command', 'test_import_files', 'test_insights', 'test_oidc', 'test_runs', 'test_tls',
                     'test_undo']
# A line that only hands on a failure (core/result.hpp) is one line, run or not: g++ makes eight branches of it, most of them for exceptions.
HANDS_ON_A_FAILURE = r'^(?!.*(\bif\b|\bwhile\b|\?|&&|\|\|)).*\bTRY\('
LINES_MIN = 90.0  # the aim
# The rooms that decide what is written and who may. The aim is 95 %; what is less is what is reached.
BRANCHES_MIN = {'mapping': 95.0, 'accounts': 95.0, 'batches': 90.0}


class Share:
    """So many of so many."""

    def __init__(self):
        self.run = self.all = 0

    def add(self, run, all_):
        self.run += run
        self.all += all_

    @property
    def percent(self):
        return 100.0 * self.run / self.all if self.all else 100.0

    def __str__(self):
        return f'{self.percent:5.1f} % of {self.all:6}'


def forget_counts(build):
    for file in glob.glob(os.path.join(build, '**', '*.gcda'), recursive=True):
        os.remove(file)


def run_tests(build, at_once):
    run = subprocess.run([os.path.join(ROOT, 'tools', 'run_tests.py'), '--build', build, '--at-once', str(at_once), '--only', '_test',
                          *SEEN_FROM_OUTSIDE], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace')
    if run.returncode != 0:
        print(run.stdout)
    return run.returncode == 0


def counted(build, at_once):
    """gcovr's summary by file."""
    report = os.path.join(build, 'report')
    os.makedirs(report, exist_ok=True)
    summary = os.path.join(report, 'summary.json')
    subprocess.run(['gcovr', '--root', ROOT, '--filter', os.path.join(ROOT, 'src', ''), '--exclude', r'.*_test\.[ch]pp', '--exclude',
                    r'.*/(contract|testing)/.*', '--exclude-throw-branches', '--exclude-unreachable-branches',
                    '--exclude-branches-by-pattern', HANDS_ON_A_FAILURE, '-j', str(at_once),
                    '--json-summary', summary, '--html-details', os.path.join(report, 'index.html'), '--html-title', 'Testledger',
                    build], cwd=build, check=True)
    with open(summary) as file:
        return json.load(file)['files']


def by_room(files):
    """room -> (lines, branches)"""
    rooms = collections.defaultdict(lambda: (Share(), Share()))
    for file in files:
        lines, branches = rooms[file['filename'].split('/')[1]]
        lines.add(file['line_covered'], file['line_total'])
        branches.add(file['branch_covered'], file['branch_total'])
    return rooms


def shortfalls(rooms, lines):
    if lines.percent < LINES_MIN:
        yield f'lines of all rooms: {lines.percent:.1f} %, at least {LINES_MIN} % are wanted'
    for room, least in BRANCHES_MIN.items():
        reached = rooms[room][1].percent
        if reached < least or not rooms[room][1].all:
            yield f'branches of {room}: {reached:.1f} %, at least {least} % are wanted'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', required=True)
    parser.add_argument('--at-once', type=int, default=os.cpu_count())
    parser.add_argument('--keep', action='store_true')
    options = parser.parse_args()
    build = os.path.abspath(options.build)
    start = time.monotonic()
    if not options.keep:
        forget_counts(build)
        if not run_tests(build, options.at_once):
            return 'a test failed; nothing is counted'
    ran = time.monotonic()
    rooms = by_room(counted(build, options.at_once))
    lines, branches = Share(), Share()
    for room, (its_lines, its_branches) in sorted(rooms.items()):
        print(f'{room:12} lines {its_lines}   branches {its_branches}')
        lines.add(its_lines.run, its_lines.all)
        branches.add(its_branches.run, its_branches.all)
    print(f'{"all":12} lines {lines}   branches {branches}')
    print(f'tests {ran - start:.0f} s, counting {time.monotonic() - ran:.0f} s; {os.path.relpath(build)}/report/index.html shows each line')
    return '\n'.join(shortfalls(rooms, lines)) or None


if __name__ == '__main__':
    sys.exit(main())

#!/usr/bin/env python3
"""Proves that the crash harness and the simulation find what they are there for: breaks the program in one place after the other, on
purpose, and expects a breach each time. Takes a build and up to a run of the finder for each; not part of the tests.

  tests/mutants.py [--by harness|simulation] [--only NAME]
"""
import argparse
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COPY = os.path.join(ROOT, 'build', 'mutants')
WORKERS = 'src/batches/batch_workers.cpp'
BATCHES = 'src/storage/sqlite/batch_tables.cpp'
IMPORTS = 'src/storage/sqlite/import_batch.cpp'
WORK = 'src/storage/sqlite/import_work.cpp'
WRITER = 'src/storage/sqlite/engine/writer.cpp'
SIMULATED_SEEDS = 10_000

# name -> file, what stands there, what stands there instead
MUTANTS = {
    'fence-off': [(IMPORTS, ' AND state = 1 AND lease_token = ?7 AND NOT cancel_requested', ' AND ?7 IS NOT NULL'),
                  (IMPORTS, ' AND state = 1 AND lease_token = ? AND NOT cancel_requested', ' AND ? IS NOT NULL'),
                  (BATCHES, ' AND state = 1 AND lease_token = ? AND NOT cancel_requested\n', ' AND ? IS NOT NULL\n')],
    # No kill can show this one: with one process all workers die together. In the simulation they are paused beyond their leases.
    'lease-is-not-asked-for': [(IMPORTS, ' AND state = 1 AND lease_token = ?7 AND NOT cancel_requested', ' AND ?7 IS NOT NULL AND NOT cancel_requested'),
                               (IMPORTS, ' AND state = 1 AND lease_token = ? AND NOT cancel_requested', ' AND ? IS NOT NULL AND NOT cancel_requested'),
                               (BATCHES, ' AND state = 1 AND lease_token = ? AND NOT cancel_requested\n', ' AND ? IS NOT NULL AND NOT cancel_requested\n')],
    # A commit takes the disk some milliseconds; here they come before it, so that the kill meets them.
    'acknowledged-before-commit': [(WRITER, '  CRASH_POINT("commit.before");', '  answer_group({});\n  std::this_thread::sleep_for('
                                    'std::chrono::milliseconds(10));\n  CRASH_POINT("commit.before");')],
    'begun-anew-without-undoing': [(WORKERS, '  if (batch.import) {', '  if (batch.import && batch.undo != Batch::Undo::none) {')],
    'journal-without-runs': [(WORK, '.count = static_cast<std::uint64_t>(prepared.created_runs)}};', '.count = 0}};')],
    'journal-without-what-was-overwritten': [(WORK, '  if (!member.latest.of_this_import) journal_', '  if (false) journal_')],
    'undoing-leaves-the-newest-part': [('src/storage/sqlite/undo_tables.cpp', 'ORDER BY chunk DESC LIMIT 1\n', 'ORDER BY chunk DESC LIMIT 1 OFFSET 1\n')],
    'leases-outlive-the-process': [('src/storage/sqlite/sqlite_store.cpp', '  TRY(end_leases(db));\n', '')],
    'undoing-is-not-gone-on-with': [(BATCHES, 'WHERE undo = 1 AND lease_until < ? LIMIT 1', 'WHERE undo = 9 AND lease_until < ? LIMIT 1')],
    'key-is-forgotten': [(BATCHES, '               filled(start.request_key)', '               filled("")')],
    'numbers-are-not-kept': [(WORK, '  TRY(keep_numbers(db, next));\n  if (!start_.batch)', '  static_cast<void>(next);\n  if (!start_.batch)')],
}

NOT_FOUND = {('harness', 'lease-is-not-asked-for')}


def copy_sources():
    listed = subprocess.run(['git', 'ls-files', '-co', '--exclude-standard'], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for file in listed.split('\n'):
        source, target = os.path.join(ROOT, file), os.path.join(COPY, file)
        if not file or not os.path.isfile(source):
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(source, 'rb') as content:
            new = content.read()
        if not os.path.exists(target) or open(target, 'rb').read() != new:  # what is the same is not compiled again
            shutil.copyfile(source, target)
            shutil.copymode(source, target)


def mutate(changes):
    for file, old, new in changes:
        path = os.path.join(COPY, file)
        with open(path) as source:
            text = source.read()
        assert text.count(old) == 1, f'{file} has {text.count(old)} times: {old}'
        with open(path, 'w') as target:
            target.write(text.replace(old, new))


def build(program):
    environment = {**os.environ, 'CCACHE_BASEDIR': COPY, 'CCACHE_NOHASHDIR': 'true'}
    for command in (['cmake', '--preset', 'debug'], ['nice', 'ninja', '-C', 'build/debug', program]):
        made = subprocess.run(command, cwd=COPY, env=environment, capture_output=True, text=True)
        assert made.returncode == 0, made.stdout[-3000:] + made.stderr[-3000:]


def breach_of_simulation():
    """The first breach, or nothing."""
    run = subprocess.run([os.path.join(COPY, 'build', 'debug', 'simulation'), '--seeds', '1', str(SIMULATED_SEEDS)], capture_output=True, text=True)
    return next((line for line in run.stdout.splitlines() if line.startswith('BREACH')), None) or (run.returncode and f'ends with {run.returncode}')


def breach_of_harness():
    """The first breach, or nothing."""
    binary = os.path.join(COPY, 'build', 'debug', 'testledger')
    run = subprocess.run([os.path.join(COPY, 'tests', 'crash_harness.py'), '--until-breach'], capture_output=True, text=True,
                         env={**os.environ, 'TESTLEDGER_BINARY': binary})
    return next((line for line in (run.stdout + run.stderr).splitlines() if line.startswith('BREACH') or line.startswith('AssertionError')), None)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--only', default='')
    parser.add_argument('--by', choices=('harness', 'simulation'), default='harness')
    options = parser.parse_args()
    survived = []
    for name, changes in MUTANTS.items():
        if options.only not in name or (options.by, name) in NOT_FOUND:
            continue
        copy_sources()
        mutate(changes)
        build('testledger' if options.by == 'harness' else 'simulation')
        started = time.monotonic()
        found = breach_of_harness() if options.by == 'harness' else breach_of_simulation()
        print(f'{name}: {found or "SURVIVED"} ({time.monotonic() - started:.0f} s)', flush=True)
        survived += [] if found else [name]
    return 1 if survived else 0


if __name__ == '__main__':
    sys.exit(main())

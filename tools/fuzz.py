#!/usr/bin/env python3
"""Runs every fuzz target, two at a time, from the fixtures as seeds. A crash, a leak, an input over 5 seconds or over 512 MiB fails.

  fuzz.py --build build/fuzz --seconds 30 [--json]

Inputs that fail are left in build/fuzz/failures/ and belong, made small, into fuzz/regressions/<target>/.
"""
import argparse
import concurrent.futures
import glob
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def seeds(target):
    name = os.path.basename(target).removeprefix('fuzz_')
    folders = [os.path.join(ROOT, 'examples', 'reports', name), os.path.join(ROOT, 'src', 'formats', 'testdata', name),
               os.path.join(ROOT, 'fuzz', 'seeds', name), os.path.join(ROOT, 'fuzz', 'regressions', name)]
    return [f for f in folders if os.path.isdir(f)]


def run(target, seconds):
    name = os.path.basename(target)
    corpus = os.path.join(os.path.dirname(target), 'corpus', name)
    failures = os.path.join(os.path.dirname(target), 'failures')
    os.makedirs(corpus, exist_ok=True)
    os.makedirs(failures, exist_ok=True)
    result = subprocess.run([target, f'-max_total_time={seconds}', '-timeout=5', '-rss_limit_mb=512', '-max_len=16384', '-print_final_stats=1',
                             f'-artifact_prefix={failures}/{name}-', corpus, *seeds(target)], capture_output=True, text=True, errors='replace')
    tail = result.stderr.splitlines()[-25:]
    executed = [line.split()[-1] for line in tail if 'number_of_executed_units' in line]
    return name, result.returncode == 0, executed[0] if executed else '0', '\n'.join(tail)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', required=True)
    parser.add_argument('--seconds', type=int, required=True)
    parser.add_argument('--json', action='store_true', help='close with {"passed", "failed"}')
    options = parser.parse_args()
    targets = [t for t in sorted(glob.glob(os.path.join(options.build, 'fuzz_*'))) if os.path.isfile(t) and os.access(t, os.X_OK)]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for name, good, executed, tail in pool.map(lambda t: run(os.path.abspath(t), options.seconds), targets):
            failed += not good
            print(f'{name:20} {"ok" if good else "FAILED"} {executed} inputs', file=sys.stderr)
            if not good:
                print(tail, file=sys.stderr)
    if options.json:
        print(json.dumps({'passed': len(targets) - failed, 'failed': failed}))
    return 1 if failed or not targets else 0


if __name__ == '__main__':
    sys.exit(main())

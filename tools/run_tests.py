#!/usr/bin/python3
"""Runs everything that tests the project and closes with one line: N passed, N failed.

  run_tests.py --build build/debug [--fuzz build/fuzz] [--only NAME]

Suites: every unit test program of the build (*_test), every tests/test_*.py against the binary of the build, the rules of the
house (tools/tidy.py), every fuzz target for 30 seconds. Debian's Python, for which tools/setup.sh installs what the tests need.
"""
import argparse
import glob
import json
import os
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FUZZ_SECONDS = 30
PROGRAM_TIMEOUT_S = 900


def unit_tests(program):
    """(passed, failed) of one test program; a crash counts as one more failure."""
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, 'report.json')
        run = subprocess.run([program, '--gtest_brief=1', f'--gtest_output=json:{report}'], capture_output=True, text=True,
                             errors='replace', timeout=PROGRAM_TIMEOUT_S)
        if run.returncode != 0:
            print(run.stdout[-20_000:], run.stderr[-20_000:])
        if not os.path.exists(report):
            print(f'{program} ended with {run.returncode} and no report')
            return 0, 1
        result = json.load(open(report))
    failed = result['failures'] + result.get('errors', 0)
    passed = result['tests'] - failed - result.get('disabled', 0)
    if run.returncode != 0 and failed == 0:
        failed = 1
    if passed + failed == 0:
        print(f'{program} ran no test')
        failed = 1
    return passed, failed


def python_tests(file, binary):
    os.environ['TESTLEDGER_BINARY'] = os.path.abspath(binary)
    sys.path.insert(0, os.path.join(ROOT, 'tests'))
    suite = unittest.defaultTestLoader.loadTestsFromName(os.path.splitext(os.path.basename(file))[0])
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=0, warnings='ignore').run(suite)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    if result.testsRun == 0:
        return 0, 1
    return result.testsRun - failed - len(result.skipped), failed


def command(arguments):
    return (1, 0) if subprocess.run(arguments, cwd=ROOT).returncode == 0 else (0, 1)


def fuzz_tests(build):
    targets = sorted(glob.glob(os.path.join(build, 'fuzz_*')))
    targets = [t for t in targets if os.access(t, os.X_OK) and os.path.isfile(t)]
    run = subprocess.run([os.path.join(ROOT, 'tools', 'fuzz.py'), '--build', build, '--seconds', str(FUZZ_SECONDS), '--json'],
                         stdout=subprocess.PIPE, text=True)
    if not targets or not run.stdout.strip():
        print('no fuzz target ran')
        return 0, 1
    result = json.loads(run.stdout.splitlines()[-1])
    return result['passed'], result['failed']


def suites(options):
    for program in sorted(glob.glob(os.path.join(options.build, '*_test'))):
        yield os.path.basename(program), lambda program=program: unit_tests(program)
    for file in sorted(glob.glob(os.path.join(ROOT, 'tests', 'test_*.py'))):
        yield os.path.relpath(file, ROOT), lambda file=file: python_tests(file, os.path.join(options.build, 'testledger'))
    yield 'tools/tidy.py', lambda: command([os.path.join(ROOT, 'tools', 'tidy.py')])
    if options.fuzz:
        yield f'fuzz targets, {FUZZ_SECONDS} s each', lambda: fuzz_tests(options.fuzz)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', required=True)
    parser.add_argument('--fuzz')
    parser.add_argument('--only', help='run the suites whose name contains this')
    options = parser.parse_args()
    passed = failed = 0
    lines = []
    for name, run in suites(options):
        if options.only and options.only not in name:
            continue
        start = time.monotonic()
        try:
            good, bad = run()
        except Exception as problem:  # a suite that cannot run is a failure of its own, not the end of the others
            print(f'{name}: {problem}')
            good, bad = 0, 1
        passed, failed = passed + good, failed + bad
        lines.append(f'{name:40} {good:6} passed {bad:4} failed {time.monotonic() - start:7.1f} s')
        print(lines[-1], flush=True)
    if passed + failed == 0:
        failed = 1
    print('\n' + '\n'.join(lines))
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())

#!/usr/bin/python3
"""Runs everything that tests the project and closes with one line: N passed, N failed.

  run_tests.py --build build/debug [--fuzz build/fuzz] [--threads build/tsan] [--coverage build/coverage] [--only NAME...] [--at-once N]

Suites: every unit test program of the build (*_test), every tests/test_*.py against the binary of the build, the rules of the
house (tools/tidy.py), static analysis (tools/analyze.py), every fuzz target for 30 seconds, and the test programs of rooms with threads
in a build with ThreadSanitizer; and counts which lines the tests run (tools/coverage.py).
N suites run at once (by default as many as there are processors), each in a process of its own; what one says is shown when it ends.
Debian's Python, for which tools/setup.sh installs what the tests need.
"""
import argparse
import concurrent.futures
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
LINE_MAX = 2000  # an assertion about a large answer shows all of it
PROGRAM_TIMEOUT_S = 1200
LONGEST = ['tools/analyze.py', 'tools/coverage.py', 'fuzz targets', 'tests/test_crashes.py', 'tests/test_simulation.py', 'storage_sqlite_test, threads',
           'tests/test_faults_chaos.py', 'tests/test_faults_power.py', 'storage_sqlite_test', 'tests/test_web_payloads.py',
           'tests/test_permissions.py', 'tests/test_api_properties.py']
REPORTING = ['tools/coverage.py']  # what these say is shown also when all is well


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
    bad = [test for test, _ in result.failures + result.errors] + result.unexpectedSuccesses
    failed = len({getattr(test, 'test_case', test).id() for test in bad})  # a test may fail in several of its parts
    if result.testsRun == len(result.skipped):
        print(f'{file} ran no test')
        return 0, max(failed, 1)
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
    """By name; those that take longest come first, so that none of them is left alone at the end."""
    found = {}
    for program in sorted(glob.glob(os.path.join(options.build, '*_test'))):
        found[os.path.basename(program)] = lambda program=program: unit_tests(program)
    for file in sorted(glob.glob(os.path.join(ROOT, 'tests', 'test_*.py'))):
        found[os.path.relpath(file, ROOT)] = lambda file=file: python_tests(file, os.path.join(options.build, 'testledger'))
    found['tools/tidy.py'] = lambda: command([os.path.join(ROOT, 'tools', 'tidy.py')])
    found['tools/analyze.py'] = lambda: command([os.path.join(ROOT, 'tools', 'analyze.py'), '--build', options.build])
    if options.fuzz:
        found['fuzz targets'] = lambda: fuzz_tests(options.fuzz)
    if options.coverage:
        found['tools/coverage.py'] = lambda: command([os.path.join(ROOT, 'tools', 'coverage.py'), '--build', options.coverage, '--at-once', '1'])
    if options.threads:
        for program in sorted(glob.glob(os.path.join(options.threads, '*_test'))):
            found[os.path.basename(program) + ', threads'] = lambda program=program: unit_tests(program)
    return {name: found[name] for name in [*filter(found.get, LONGEST), *(name for name in found if name not in LONGEST)]}


def run_here(run):
    """The suite's (passed, failed); a suite that cannot run is a failure of its own, not the end of the others."""
    try:
        return run()
    except Exception as problem:
        print(problem)
        return 0, 1


def run_apart(name):
    """The suite in a process of its own: what it printed, (passed, failed) and seconds."""
    start = time.monotonic()
    with tempfile.NamedTemporaryFile('w+') as outcome:
        run = subprocess.run([sys.executable, os.path.abspath(__file__), *sys.argv[1:], '--suite', name, '--outcome', outcome.name],
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace')
        told = outcome.read()
    good, bad = json.loads(told) if told else (0, 1)
    said = run.stdout if bad or not told or name in REPORTING else ''
    said = ''.join(line if len(line) <= LINE_MAX else f'{line[:LINE_MAX]}...\n' for line in said.splitlines(keepends=True))
    return f'{said}{name:40} {good:6} passed {bad:4} failed {time.monotonic() - start:7.1f} s', good, bad


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', required=True)
    parser.add_argument('--fuzz')
    parser.add_argument('--threads')
    parser.add_argument('--coverage')
    parser.add_argument('--only', nargs='+', default=[''], help='run the suites whose name contains one of these')
    parser.add_argument('--at-once', type=int, default=os.cpu_count())
    parser.add_argument('--suite', help=argparse.SUPPRESS)
    parser.add_argument('--outcome', help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    options = arguments()
    found = suites(options)
    if options.suite:
        outcome = run_here(found[options.suite])
        with open(options.outcome, 'w') as file:
            json.dump(outcome, file)
        return 0
    wanted = [name for name in found if any(part in name for part in options.only)]
    passed = failed = 0
    lines = []
    with concurrent.futures.ThreadPoolExecutor(options.at_once) as pool:
        for ended in concurrent.futures.as_completed([pool.submit(run_apart, name) for name in wanted]):
            said, good, bad = ended.result()
            print(said, flush=True)
            lines.append(said.splitlines()[-1])
            passed, failed = passed + good, failed + bad
    if passed + failed == 0:
        failed = 1
    print('\n' + '\n'.join(sorted(lines)))
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())

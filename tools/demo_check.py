#!/usr/bin/env python3
"""Verifies over the REST API what `make demo` imported: every format gave cases, every case of the cycle has runs, and their
number is what `testledger inspect` counts in the same files; six nights tell what broke, and a broken file why it was refused. Standard library only; exit 1 with the reason when not."""
import argparse
import glob
import json
import subprocess
import sys
import urllib.request


def get(args, path):
    request = urllib.request.Request(f'{args.url}/aio-tcms/api/v1/project/AT{path}')
    request.add_header('Authorization', 'Bearer ' + open(args.token_file).read().strip())
    return json.load(urllib.request.urlopen(request, timeout=30))


def pages(args, path):
    start = 0
    while True:
        page = get(args, f'{path}?startAt={start}&maxResults=100')
        yield from page['items']
        if page['isLast']:
            return
        start += page['maxResults']


def inspected(args):
    files = sorted(f for f in glob.glob('examples/reports/*/*') if f.endswith(('.xml', '.json')) and '-bad-' not in f)
    lines = subprocess.run([args.binary, 'inspect', '--json', *files], capture_output=True, text=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


def check_nights(args, cycles):
    nights = sorted((each for each in cycles if each['title'].startswith('Nightly')), key=lambda each: each['key'])
    assert len(nights) == 6, [each['title'] for each in cycles]
    last = nights[-1]['key']
    changes = get(args, f'/testcycle/{last}/compare')
    assert changes['with']['key'] == nights[-2]['key'], changes['with']
    broke = [item['title'] for item in changes['items'] if item['change'] == 'newlyFailing']
    assert len(broke) == 4 and any('charges the card once' in title for title in broke), broke
    flaky = [item for item in get(args, '/overview')['flakiest'] if 'added a moment ago' in item['title']]
    assert flaky and flaky[0]['flips'] == 4, flaky
    failed = get(args, f'/testcycle/{last}/batch?status=Failed')['items']
    assert len(failed) == 1 and 'line' in json.dumps(failed), failed
    return f'{len(broke)} tests newly failing in {last}'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--url', required=True)
    parser.add_argument('--token-file', required=True)
    parser.add_argument('--binary', required=True)
    args = parser.parse_args()

    reports = inspected(args)
    formats = {r['format'] for r in reports if not r['error']}
    assert len(formats) == 6, f'sample reports of six formats are there, found {formats}'
    cycles = get(args, '/testcycle?maxResults=100')['items']
    cycle = next(each for each in cycles if each['title'] == 'Sample reports of six formats')
    cases = list(pages(args, f"/testcycle/{cycle['key']}/testrun"))
    runs = sum(len(case['runs']) for case in cases)
    statuses = {}
    for case in cases:
        for run in case['runs']:
            name = run['testRunStatus']['name']
            statuses[name] = statuses.get(name, 0) + 1
    assert cases and all(case['runs'] for case in cases), 'every case of the cycle has a run'
    assert {'Passed', 'Failed', 'Not Run'} <= set(statuses), statuses
    # Rows of one data-driven test may share a run, and a test with two keys has two: so many at least, never an empty cycle.
    tests = sum(r['tests'] for r in reports if not r['error'])
    assert tests * 0.5 <= runs <= tests * 1.5, f'{runs} runs from {tests} reported tests'
    print(f'demo verified: {len(reports)} reports, {tests} reported tests, {len(cases)} cases, {runs} runs {statuses}; {check_nights(args, cycles)}')


if __name__ == '__main__':
    try:
        main()
    except AssertionError as problem:
        sys.exit(f'demo check failed: {problem}')

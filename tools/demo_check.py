#!/usr/bin/env python3
"""Verifies over the REST API what `make demo` imported: every format gave cases, every case of the cycle has runs, and their
number is what `testledger inspect` counts in the same files; six nights tell what broke, and a broken file why it was refused. The
environment tells the server's URL, the TOKEN_FILE and the BINARY. Standard library only; exit 1 with the reason when not."""
import glob
import json
import os
import subprocess
import sys
import urllib.request


def get(path):
    request = urllib.request.Request(f'{os.environ["URL"]}/aio-tcms/api/v1/project/AT{path}')
    request.add_header('Authorization', 'Bearer ' + open(os.environ['TOKEN_FILE']).read().strip())
    return json.load(urllib.request.urlopen(request, timeout=30))


def pages(path):
    start = 0
    while True:
        page = get(f'{path}?startAt={start}&maxResults=100')
        yield from page['items']
        if page['isLast']:
            return
        start += page['maxResults']


def inspected():
    files = sorted(f for f in glob.glob('examples/reports/*/*') if f.endswith(('.xml', '.json')) and '-bad-' not in f)
    lines = subprocess.run([os.environ['BINARY'], 'inspect', '--json', *files], capture_output=True, text=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


def check_nights(cycles):
    nights = sorted((each for each in cycles if each['title'].startswith('Nightly')), key=lambda each: each['key'])
    assert len(nights) == 6, [each['title'] for each in cycles]
    last = nights[-1]['key']
    changes = get(f'/testcycle/{last}/compare')
    assert changes['with']['key'] == nights[-2]['key'], changes['with']
    broke = [item['title'] for item in changes['items'] if item['change'] == 'newlyFailing']
    assert len(broke) == 4 and any('charges the card once' in title for title in broke), broke
    flaky = [item for item in get('/overview')['flakiest'] if 'added a moment ago' in item['title']]
    assert flaky and flaky[0]['flips'] == 4, flaky
    failed = get(f'/testcycle/{last}/batch?status=Failed')['items']
    assert len(failed) == 1 and 'line' in json.dumps(failed), failed
    return f'{len(broke)} tests newly failing in {last}'


def main():
    reports = inspected()
    formats = {r['format'] for r in reports if not r['error']}
    assert len(formats) == 6, f'sample reports of six formats are there, found {formats}'
    cycles = get('/testcycle?maxResults=100')['items']
    cycle = next(each for each in cycles if each['title'] == 'Sample reports of six formats')
    cases = list(pages(f"/testcycle/{cycle['key']}/testrun"))
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
    print(f'demo verified: {len(reports)} reports, {tests} reported tests, {len(cases)} cases, {runs} runs {statuses}; {check_nights(cycles)}')


if __name__ == '__main__':
    try:
        main()
    except AssertionError as problem:
        sys.exit(f'demo check failed: {problem}')

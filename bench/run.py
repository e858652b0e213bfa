#!/usr/bin/env python3
"""Measures reading and importing and prints docs/bench.md's tables: medians of several runs, with the ratio to a named limit
measured in the same run. --write puts what was measured into docs/bench.md and leaves its other sections. Standard library only.

  run.py --build build/release [--only reading|importing|large|small|mixed|beside|held|looking|scrolling] [--keep FOLDER] [--write]

--keep lets `looking` leave its million runs in a folder, or take them from there when they are there already.
"""
import argparse
import concurrent.futures
import datetime
import json
import os
import platform
import shutil
import socket
import statistics
import subprocess
import tempfile
import time

import held
import load
import looking
import scrolling
from server import Server, report

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
RUNS = 5
READ_TESTS = 100_000
IMPORT_TESTS = 100_000
LARGE_TESTS = 485_000  # with their output, 1 GiB
SMALL_IMPORTS, SMALL_RESULTS, CONNECTIONS = 1000, 100, 16


def median_of(runs, key):
    return statistics.median(run[key] for run in runs)


def reading(options, folder):
    """One row per format: ours, and expat and libxml2 on the same XML file."""
    lines = ['| report | MB | ours MB/s | CPU s | RSS MiB | expat MB/s | libxml2 SAX MB/s | ours : expat | ours : libxml2 |', '|---|---|---|---|---|---|---|---|---|']
    program = os.path.join(options.build, 'bench_reading')
    for kind, tests in [('junit', READ_TESTS), ('junit', READ_TESTS * 10), ('testng', READ_TESTS), ('nunit', READ_TESTS), ('robot', READ_TESTS),
                        ('cucumber', READ_TESTS), ('newman', READ_TESTS)]:
        path = report(folder, kind, tests)
        readers = ['ours'] + (['expat', 'libxml2'] if kind not in ('cucumber', 'newman') else [])
        runs = {reader: [] for reader in readers}
        for _ in range(RUNS if tests == READ_TESTS else 3):
            for reader in readers:  # taking turns, so that a busy moment meets all of them
                runs[reader].append(json.loads(subprocess.run([program, reader, path], capture_output=True, text=True, check=True).stdout))
        speed = {reader: median_of(runs[reader], 'mbs') for reader in readers}
        cells = [f'{kind}, {tests:,} tests', f'{os.path.getsize(path) / 1e6:.0f}', f"{speed['ours']:.0f}", f"{median_of(runs['ours'], 'cpu'):.3f}",
                 f"{median_of(runs['ours'], 'rss'):.0f}"]
        cells += [f'{speed[r]:.0f}' if r in speed else '–' for r in ('expat', 'libxml2')]
        cells += [f"{speed['ours'] / speed[r]:.1f}" if r in speed else '–' for r in ('expat', 'libxml2')]
        lines.append('| ' + ' | '.join(cells) + ' |')
    xmllint = shutil.which('xmllint')
    if xmllint:
        path = report(folder, 'junit', READ_TESTS * 10)
        took = []
        for _ in range(3):
            before = os.times()
            subprocess.run([xmllint, '--stream', '--noout', path], check=True)
            after = os.times()
            took.append(after.children_user + after.children_system - before.children_user - before.children_system)
        lines.append(f'\n`xmllint --stream --noout` on the largest file: {statistics.median(took):.2f} s CPU.')
    return lines


def importing(options, folder):
    path = report(folder, 'junit', IMPORT_TESTS)
    lines = ['| import over HTTP | results/s | bare rows of the same import, results/s | share of the bare limit | peak RSS MiB |', '|---|---|---|---|---|']
    rows = {'new': [], 'known': []}
    for _ in range(3):
        server = Server(options)
        try:
            before = server.database('before.db')
            for number, what in ((1, 'new'), (2, 'known')):
                seconds = server.upload(path)
                peak = server.peak_mib()
                after = server.database(f'after{number}.db')
                bare = json.loads(subprocess.run([os.path.join(options.build, 'bench_bare_writes'), after, before, str(number)], capture_output=True,
                                                 text=True, check=True).stdout)
                rows[what].append({'rate': IMPORT_TESTS / seconds, 'bare': IMPORT_TESTS / bare['seconds'], 'peak': peak})
                before = after
        finally:
            server.remove()
    for what, runs in rows.items():
        rate, bare = median_of(runs, 'rate'), median_of(runs, 'bare')
        lines.append(f'| {IMPORT_TESTS:,} results, {what} cases | {rate:,.0f} | {bare:,.0f} | {rate / bare:.2f} | {median_of(runs, "peak"):.0f} |')
    return lines


def large(options, folder):
    """One report of 1 GiB; its memory beside that of a small one tells whether it is flat."""
    lines = ['| report of tests with their output | MiB | seconds | MiB/s | results/s | peak RSS MiB |', '|---|---|---|---|---|---|']
    for tests in (LARGE_TESTS // 100, LARGE_TESTS):
        path = report(folder, 'junit_output', tests)
        server = Server(options)
        try:
            seconds = server.upload(path)
            size = os.path.getsize(path) / 1024 / 1024
            lines.append(f'| {tests:,} results, new cases | {size:,.0f} | {seconds:.1f} | {size / seconds:.0f} | {tests / seconds:,.0f} | {server.peak_mib():.0f} |')
        finally:
            server.remove()
            os.remove(path)
    return lines


class Client:
    """A kept-alive connection that costs little: client and server share the processors."""
    def __init__(self, server):
        self.socket = socket.create_connection(('127.0.0.1', server.port), timeout=60)
        self.answers = self.socket.makefile('rb')
        self.head = (f'POST /aio-tcms/api/v1/project/AT/testcycle/AT-CY-Adhoc/import/results?type=JUnit HTTP/1.1\r\nHost: bench\r\n'
                     f'Authorization: Bearer {server.token}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ')

    def upload(self, body):
        """Seconds until the answer is there."""
        start = time.monotonic()
        self.socket.sendall(self.head.encode() + str(len(body)).encode() + b'\r\n\r\n' + body)
        status, length = self.answers.readline(), 0
        while (line := self.answers.readline()) != b'\r\n':
            if line.lower().startswith(b'content-length:'):
                length = int(line.split(b':')[1])
        answer = self.answers.read(length)
        seconds = time.monotonic() - start
        assert b' 200 ' in status and b'"errorCount":0' in answer, answer[:300]
        return seconds


def small(options, folder):
    """Many pipelines at once: small reports over kept-alive connections."""
    server = Server(options)
    bodies = []
    for i in range(SMALL_IMPORTS):
        cases = ''.join(f'<testcase classname="acme.Small{i % 50}" name="case {j}" time="0.01"/>' for j in range(SMALL_RESULTS))
        bodies.append(('--b\r\nContent-Disposition: form-data; name="createCase"\r\n\r\ntrue\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="r.xml"\r\n\r\n'
                       f'<testsuite name="s">{cases}</testsuite>\r\n--b--\r\n').encode())

    def upload_some(index):
        client = Client(server)
        return [client.upload(body) for body in bodies[index::CONNECTIONS]]

    try:
        runs = []
        for _ in range(3):
            start = time.monotonic()
            with concurrent.futures.ThreadPoolExecutor(CONNECTIONS) as pool:
                took = sorted(t for times in pool.map(upload_some, range(CONNECTIONS)) for t in times)
            runs.append({'rate': SMALL_IMPORTS / (time.monotonic() - start), 'p50': took[len(took) // 2] * 1000, 'p99': took[len(took) * 99 // 100] * 1000})
        peak = server.peak_mib()
    finally:
        server.remove()
    rate = median_of(runs, 'rate')
    return ['| small imports | imports/s | results/s | p50 ms | p99 ms | peak RSS MiB |', '|---|---|---|---|---|---|',
            f'| {SMALL_IMPORTS} × {SMALL_RESULTS} results from {CONNECTIONS} connections | {rate:,.0f} | {rate * SMALL_RESULTS:,.0f} | '
            f'{median_of(runs, "p50"):.0f} | {median_of(runs, "p99"):.0f} | {peak:.0f} |']


def machine():
    cpu = next((l.split(':')[1].strip() for l in open('/proc/cpuinfo') if l.startswith('model name')), platform.processor())
    memory = int(next(l.split()[1] for l in open('/proc/meminfo') if l.startswith('MemTotal'))) // 1024 // 1024
    return f'{os.cpu_count()} cores of {cpu}, {memory} GiB, Linux {platform.release().split("-")[0]}, {datetime.date.today()}, load of other work at the start {os.getloadavg()[0]:.1f}'


SECTIONS = [('reading', 'Reading', 'The whole reader with all its records, against expat and libxml2 SAX with empty handlers on the same file, fed in 256 KiB pieces.', reading),
            ('importing', 'Importing', 'One file over HTTP, first into an empty project, then again when every case is known. The limit beside it is a bare loop that writes the rows of that '
             'import into the same schema in one transaction, from memory.', importing),
            ('large', 'A large report', 'Memory does not grow with the report.', large),
            ('small', 'Many small imports', 'Every import is acknowledged only when it is on disk; the time of the client, written in Python, counts.', small),
            ('mixed', 'Batches of all sizes', f'{load.CLIENTS} clients for {load.SECONDS} seconds, each with a cycle of its own: queue a report of 1 KB to 50 MB, wait for its end, queue '
             'the next. The wait from the acceptance of a batch to its start is what the queue adds.', load.mixed),
            ('beside', 'A small import beside a large batch', 'A report of 100 KB sent again and again, at once, while a batch of 1 GiB is imported into another cycle of the project, '
             'and before it, when nothing else is done. The aim is 2 s at most.', load.beside),
            ('held', 'Connections that only hold', f'{held.HEADS:,} clients that send a request by a byte every two seconds, {held.BODIES} that send a body so, and {held.READERS} that '
             f'do not read their answers, replaced as the server closes them; {held.SECONDS} seconds without and with them. The aim is 50 ms and a ratio of 2 at most.', held.held),
            ('looking', 'Looking at results', f'{looking.CYCLES} cycles of the same {looking.CASES:,} cases, {looking.CYCLES * looking.CASES:,} runs; each question {looking.TIMES} '
             'times, one after another, of any cycle and from any place in its list. The aim for lists is a p95 of 100 ms at most.', looking.looking),
            ('scrolling', 'Scrolling through a cycle', f'The runs of a cycle of {scrolling.CASES:,} cases in Chromium without a graphics card, 1440 × 900, beside the server on the same '
             'machine. The aim is no frame with more than 50 ms of work, which is told in time of the processor: other work makes frames wait, not longer.', scrolling.scrolling)]


HEAD = """# Measured

`make bench` on the machine that is named under each table. Medians; compare within a table only. `bench/run.sh --write` renews this page, with
`--only looking` that section alone.
"""


def kept_parts(page):
    """What the page has now, by title."""
    parts = open(page).read().split('\n## ')[1:] if os.path.exists(page) else []
    return {part.split('\n', 1)[0]: f'## {part.strip()}\n' for part in parts}


def write(page, measured):
    parts = kept_parts(page) | measured
    open(page, 'w').write('\n'.join([HEAD] + [parts[title] for _, title, _, _ in SECTIONS if title in parts]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', required=True)
    parser.add_argument('--only')
    parser.add_argument('--keep', metavar='FOLDER')
    parser.add_argument('--write', action='store_true')
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix='testledger-bench-reports-')
    measured = {}
    try:
        for name, title, text, measure in SECTIONS:
            if options.only in (None, name):
                where = machine()
                part = '\n'.join([f'## {title}', '', text, '', *measure(options, folder), '', f'Measured on {where}.', ''])
                print(part, flush=True)
                measured[title] = part
    finally:
        shutil.rmtree(folder)
    if options.write:
        write(os.path.join(ROOT, 'docs', 'bench.md'), measured)


if __name__ == '__main__':
    main()

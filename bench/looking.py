"""Looking at results while a million runs are stored: ten cycles of the same 100,000 cases, read from any place in any order."""
import http.client
import json
import os
import random
import sqlite3
import statistics
import time

from load import form_of, percentile
from server import Server, report

CYCLES, CASES = 10, 100_000
TIMES = 60
API = '/aio-tcms/api/v1/project/AT'
# What is asked of a cycle; {start} is any place in its list.
QUESTIONS = [
    ('results in the order of joining', 'testcycle/{cycle}/result?startAt={start}'),
    ('results by title', 'testcycle/{cycle}/result?sort=title&startAt={start}'),
    ('results by title, the last first', 'testcycle/{cycle}/result?sort=title&order=desc&startAt={start}'),
    ('results by key', 'testcycle/{cycle}/result?sort=key&order=desc&startAt={start}'),
    ('results by status', 'testcycle/{cycle}/result?sort=status&startAt={start}'),
    ('results by duration', 'testcycle/{cycle}/result?sort=duration&order=desc&startAt={start}'),
    ('results by time', 'testcycle/{cycle}/result?sort=updated&startAt={start}'),
    ('failed results', 'testcycle/{cycle}/result?status=4&startAt={failed}'),
    ('results without a folder, with a word, by title', 'testcycle/{cycle}/result?folder=none&text=order_7&sort=title'),
    ('results that are assigned', 'testcycle/{cycle}/result?assignee=eve'),
    ('the next failure', 'testcycle/{cycle}/result/next?from={start}'),
    ('cycles with counts', 'testcycle?counts=true'),
    ('history of a case', 'testcase/AT-TC-{case}/history'),
    ('comparison with the cycle before', 'testcycle/{cycle}/compare'),
    ('overview', 'overview'),
    ('what a cycle says together', 'testcycle/{cycle}/insight'),
    ('folders with counts', 'testcase/folder/counts'),
    ('find, with nothing to be found', 'find?q=there+is+none'),
]


class Reader:
    def __init__(self, server):
        self.connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=600)
        self.token = {'Authorization': 'Bearer ' + server.token}

    def ask(self, method, path, body=None, kind=None):
        """(milliseconds, the answer)"""
        start = time.monotonic()
        self.connection.request(method, f'{API}/{path}', body, self.token | ({'Content-Type': kind} if kind else {}))
        answer = self.connection.getresponse()
        text = answer.read()
        took = (time.monotonic() - start) * 1000
        assert answer.status == 200, (path, answer.status, text[:300])
        return took, json.loads(text)


def stored(server, folder):
    """The keys of the cycles, all of them imported."""
    noted = os.path.join(server.home, 'cycles.json')
    if os.path.exists(noted):
        return json.load(open(noted))
    reader, form, keys = Reader(server), form_of(report(folder, 'junit', CASES)), []
    for number in range(CYCLES):
        keys.append(reader.ask('POST', 'testcycle/detail', json.dumps({'title': f'Night {number}'}), 'application/json')[1]['key'])
        told = reader.ask('POST', f'testcycle/{keys[-1]}/import/results?type=JUnit', form, 'multipart/form-data; boundary=b')[1]
        assert told['successCount'] == CASES, told['errorCount']
    json.dump(keys, open(noted, 'w'))
    return keys


def bare_pass(server):
    """Milliseconds in which the database engine alone passes over the rows of one cycle."""
    database = sqlite3.connect(server.database('looking'))
    database.execute('PRAGMA cache_size = -8192')
    cycle, = database.execute('SELECT max(cycle_id) FROM test_cycle').fetchone()
    project, = database.execute('SELECT project_id FROM project').fetchone()
    took = []
    for _ in range(11):
        start = time.monotonic()
        database.execute('SELECT sum(position), sum(latest_run_id), sum(latest_effort), sum(latest_status_id), sum(latest_updated) FROM cycle_case '
                         'WHERE project_id = ? AND cycle_id = ?', (project, cycle)).fetchone()
        took.append((time.monotonic() - start) * 1000)
    database.close()
    return statistics.median(took)


def timed(server, reader, path):
    """(milliseconds until the answer is there, milliseconds of the server's processors)"""
    before = server.cpu_ms()
    took = reader.ask('GET', path)[0]
    return took, server.cpu_ms() - before


def first_visits(server, cycles):
    """Each question as the first one that a server is asked."""
    visits = {}
    for what, path in QUESTIONS:
        server.stop()
        server.start()
        reader = Reader(server)
        reader.ask('GET', 'config')
        visits[what] = timed(server, reader, path.format(cycle=cycles[-1], start=CASES // 2, failed=CASES // 50, case=CASES // 2))
    return visits


def looking(options, folder):
    server, chance = Server(options, options.keep), random.Random(1)
    try:
        cycles = stored(server, folder)
        limit = bare_pass(server)
        first = first_visits(server, cycles)
        server.stop()
        server.start()
        reader, lines = Reader(server), []
        for what, path in QUESTIONS:
            took = []
            for _ in range(TIMES):
                asked = path.format(cycle=chance.choice(cycles), start=chance.randrange(CASES), failed=chance.randrange(CASES // 20), case=chance.randrange(1, CASES))
                took.append(timed(server, reader, asked))
            waited, busy = ([each[part] for each in took] for part in (0, 1))
            cells = [percentile(waited, 0.5), percentile(waited, 0.95), max(waited), percentile(busy, 0.5), percentile(busy, 0.95), *first[what]]
            lines.append(f'| {what} | ' + ' | '.join(f'{each:.0f}' for each in cells) + ' |')
        peak = server.peak_mib()
    finally:
        server.remove()
    return ['| asked for | p50 ms | p95 ms | slowest ms | p50 CPU ms | p95 CPU ms | first ms | first CPU ms |', '|---|---|---|---|---|---|---|---|', *lines,
            f'\nCPU is what the server used; beside other work the rest is waiting for a processor. The first is asked of a server that has just been started. The bare pass of the database engine over the {CASES:,} rows '
            f'of a cycle, with nothing looked up: {limit:.0f} ms. Peak RSS of the server {peak:.0f} MiB.']

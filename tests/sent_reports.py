"""Reports that a test sends while something goes wrong, and what must be there of those that were answered."""
import http.client
import os
import sqlite3
import threading
import time

from support import FAILURE, junit, multipart, run, testcase

QUEUED, PROCESSING, COMPLETED, FAILED, CANCELLED = range(5)  # batch.state
LARGE = 1 << 20  # reports above this are imported in parts


class Report:
    """Its name is that of its file, its request key and the beginning of its tests' names."""

    def __init__(self, name, cycle, results, way='batch', large=False, content_of=None, project='AT'):
        self.name, self.cycle, self.results, self.way, self.project = name, cycle, results, way, project
        self.tests = content_of.tests if content_of else [f'{name} {i}' for i in range(results)]
        self.content = junit(*[testcase(test, inner=FAILURE if i % 3 == 0 else '') for i, test in enumerate(self.tests)])
        self.content += ' ' * LARGE if large else ''
        self.is_large = large

    def path(self):
        return f'/project/{self.project}/testcycle/{self.cycle}/import/results{"/batch" if self.way == "batch" else ""}?type=JUnit'

    def send(self, server):
        """(status, headers, text); a connection that breaks is an OSError or HTTPException."""
        body, content_type = multipart({'createCase': 'true'}, self.content, self.name)
        headers = {'Content-Type': content_type, 'Idempotency-Key': self.name.replace(' ', '-')}
        return server.call('POST', self.path(), body, headers=headers)


def send_until_answered(server, report, seconds=60):
    """As a client does: the same again, under the same key, after whatever passes; the statuses on the way."""
    statuses, end = [], time.monotonic() + seconds
    while True:
        try:
            status, headers, text = report.send(server)
            statuses.append(status)
            if status == 200:
                return statuses
            if status < 500 and status not in (409, 429):
                raise AssertionError(f'{report.name}: {status} {text[:300]}')
        except (OSError, http.client.HTTPException):
            statuses.append(None)
        assert time.monotonic() < end, f'{report.name} is not taken: {statuses[-20:]}'
        time.sleep(0.05)


def in_threads(works):
    """Runs them beside one another; the first failure is raised."""
    problems = []

    def guarded(work):
        try:
            work()
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]


def complaints_of_verify(data):
    """What `testledger verify` says of a data directory that nobody uses, when it is not content."""
    checked = run('verify', '--hashes', '--data', data)
    return [] if checked.returncode == 0 else [f'verify ended with {checked.returncode}: {checked.stdout}{checked.stderr}'[:1500]]


def stored_batches(data):
    """file name -> [(batch id, state, undo, results in the store)]"""
    db = sqlite3.connect(os.path.join(data, 'testledger.db'))
    try:
        found = {}
        counted = db.execute('SELECT project_id, import_id, count(*) FROM test_run GROUP BY project_id, import_id').fetchall()
        runs = {(project, import_id): count for project, import_id, count in counted}
        rows = db.execute('SELECT file_name, project_id, batch_id, state, undo, import_id FROM batch')
        for name, project, batch, state, undo, import_id in rows:
            found.setdefault(name, []).append((batch, state, undo, runs.get((project, import_id), 0)))
        return found
    finally:
        db.close()


def complaints_of_reports(data, reports):
    """Of reports that must be there, completed, once."""
    stored = stored_batches(data)
    for report in reports:
        # A direct import that was interrupted stays as a failed batch; the one that was sent again is another.
        found = [each for each in stored.get(report.name, []) if report.way == 'batch' or each[1] != FAILED]
        if [(state, runs) for _, state, _, runs in found] != [(COMPLETED, report.results)]:
            yield f'{report.name} with {report.results} results is {found}'

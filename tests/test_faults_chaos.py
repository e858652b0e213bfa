"""A server that is killed and stopped for longer than its leases, again and again, while clients send reports and send them again: every
report that was taken is there once, and every number that is derived from its results is right (docs/reliability.md).

  FAULTS=long python3 tests/test_faults_chaos.py    10,000 reports instead of 1,000
"""
import itertools
import os
import random
import signal
import sqlite3
import threading
import time
import unittest

from faulty_disk import FaultyServer, use_build_asked_for, use_release_build
from sent_reports import Report, complaints_of_reports, complaints_of_verify, in_threads, send_until_answered
from support import run

LONG = os.environ.get('FAULTS') == 'long'
REPORTS = 10_000 if LONG else 1_000
CLIENTS = 6
PROJECTS = ('AT', 'BB', 'CC')
LEASE_S = 30
PATIENCE_S = 120
SEED = int(os.environ.get('CHAOS_SEED', 3))

setUpModule, tearDownModule = use_release_build, use_build_asked_for


class Tormentor(threading.Thread):
    """Kills the server and starts it again, or stops it for what it takes for longer than its leases last."""

    def __init__(self, server):
        super().__init__()
        self.server, self.chance, self.ended = server, random.Random(SEED), threading.Event()
        self.kills = self.pauses = 0
        self.problem = None

    def run(self):
        try:
            for torment in itertools.cycle((self.kill, self.pause)):
                if self.ended.wait(0.05 + self.chance.random() / 2):
                    break
                torment()
        except BaseException as problem:
            self.problem = problem

    def kill(self):
        self.server.stop(signal.SIGKILL)
        self.server.start()
        self.kills += 1

    def pause(self):
        self.server.process.send_signal(signal.SIGSTOP)
        time.sleep(self.chance.random() / 2)
        self.server.disk.put_clock_ahead(LEASE_S + 10)
        self.server.process.send_signal(signal.SIGCONT)
        self.pauses += 1


class Chaos(unittest.TestCase):
    def setUp(self):
        self.server = FaultyServer(['--workers', '3', '--disk-reserve', '0'])
        self.addCleanup(self.server.remove)
        for key in PROJECTS[1:]:
            self.assertEqual(run('project', 'create', '--data', self.server.data, key).returncode, 0)
        self.server.start()
        self.cycles = [(project, self.server.json('POST', f'/project/{project}/testcycle/detail', {'title': 'c'})['key'])
                       for project in PROJECTS for _ in range(2)]

    def reports(self):
        chance = random.Random(SEED)
        for number in range(REPORTS):
            project, cycle = chance.choice(self.cycles)
            kind = chance.random()
            large = kind < 0.04
            yield Report(f'report {number}', cycle, 2500 if large else chance.randint(1, 30), 'direct' if 0.04 < kind < 0.2 else 'batch',
                         large, project=project)

    def test_every_report_is_there_once(self):
        reports, next_, start = list(self.reports()), itertools.count(), time.monotonic()

        def client():
            while (number := next(next_)) < len(reports):
                send_until_answered(self.server, reports[number], PATIENCE_S)

        tormentor = Tormentor(self.server)
        tormentor.start()
        try:
            in_threads([client] * CLIENTS)
        finally:
            tormentor.ended.set()
            tormentor.join()
        if tormentor.problem:
            raise tormentor.problem
        retried = self.await_the_end()
        self.assertEqual(self.server.stop(), 0)
        self.assertEqual(complaints_of_verify(self.server.data), [])
        self.assertEqual(list(complaints_of_reports(self.server.data, reports)), [])
        self.assert_every_result_is_there_once(reports, retried)
        self.assertGreater(tormentor.kills, 1)
        self.assertGreater(tormentor.pauses, 1)
        print(f'chaos: {len(reports)} reports, {sum(report.results for report in reports)} results, {tormentor.kills} kills, '
              f'{tormentor.pauses} pauses past the lease, {len(retried)} batches retried that five kills had met; '
              f'{time.monotonic() - start:.0f} s')

    def await_the_end(self):
        """Batches that five kills in a row have met are given up; their senders may have them begun again."""
        retried, end = set(), time.monotonic() + PATIENCE_S
        for project in PROJECTS:
            for batch in self.batches(project, 'Failed'):
                if not batch['direct']:
                    self.server.json('POST', f'/project/{project}/testcycle/{batch["cycle"]}/batch/{batch["batchId"]}/retry')
                    retried.add((project, batch['batchId']))
            while self.batches(project, 'Queued') or self.batches(project, 'Processing'):
                self.assertLess(time.monotonic(), end, 'batches do not end')
                time.sleep(0.05)
        return retried

    def batches(self, project, status):
        return self.server.json('GET', f'/project/{project}/batch?maxResults=100&status={status}')['items']

    def assert_every_result_is_there_once(self, reports, retried):
        """Also by the names of the tests, which no two reports share."""
        db = sqlite3.connect(os.path.join(self.server.data, 'testledger.db'))
        self.addCleanup(db.close)
        found = db.execute('''SELECT automation_key, count(*) FROM test_run JOIN test_case USING (project_id, case_id)
            GROUP BY 1''').fetchall()
        self.assertEqual(dict(found), {f'acme.Shop.{test}': 1 for report in reports for test in report.tests})
        self.assertEqual(db.execute('SELECT count(*) FROM cycle_case').fetchone()[0], len(found))
        self.assert_batches_of_a_cycle_kept_their_order(db, retried)

    def assert_batches_of_a_cycle_kept_their_order(self, db, retried):
        rows = db.execute('''SELECT key, cycle_id, batch_id, import_id FROM batch JOIN project USING (project_id)
            WHERE direct = 0 ORDER BY 1, 2, 3''')
        for cycle, group in itertools.groupby(rows, lambda row: row[:2]):
            imports = [import_id for project, _, batch, import_id in group if (project, batch) not in retried]
            self.assertEqual(imports, sorted(imports), f'project and cycle {cycle}')


if __name__ == '__main__':
    unittest.main()

"""Backup, restore, verify and retention against the real server."""
import glob
import json
import os
import shutil
import signal
import socket
import sqlite3
import tempfile
import threading
import time
import unittest

from support import Server, junit, run, testcase, unique

DAY_MS = 86_400_000


def stored_files(directory):
    return sorted(f for f in glob.glob(os.path.join(directory, 'blobs', '??', '*')))


def change(directory, sql, values=()):
    """Edits the database of a stopped store."""
    database = sqlite3.connect(os.path.join(directory, 'testledger.db'))
    with database:
        changed = database.execute(sql, values).rowcount
    database.close()
    assert changed > 0, sql


def violations(directory, *options):
    ended = run('verify', '--data', directory, '--output', 'json', *options)
    assert ended.returncode in (0, 1), ended.stderr
    found = {each['code']: each for each in json.loads(ended.stdout)['violations']}
    assert (ended.returncode == 0) == (not found), ended.stdout
    return found


class Administration(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='testledger-')
        self.servers = []

    def tearDown(self):
        for server in self.servers:
            if server.process and server.process.poll() is None:
                server.stop(signal.SIGKILL)
            server.remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    def server(self, arguments=()):
        self.servers.append(Server(arguments).start())
        return self.servers[-1]

    def path(self, name):
        return os.path.join(self.folder, name)

    def ok(self, *arguments):
        ended = run(*arguments)
        self.assertEqual(ended.returncode, 0, ended.stderr + ended.stdout)
        return ended.stdout

    def refused(self, *arguments):
        ended = run(*arguments)
        self.assertEqual(ended.returncode, 2, ended.stderr + ended.stdout)
        return ended.stderr


class Backup(Administration):
    def test_a_backup_under_load_has_everything_that_was_acknowledged_before(self):
        server = self.server()
        acknowledged, stop = [], threading.Event()  # (cycle, name)

        def import_on(number):
            cycle = server.new_cycle(f'load {number}')
            while not stop.is_set():
                name = unique()
                if server.import_report(cycle, 'JUnit', junit(*[testcase(f'{name} {i}') for i in range(20)]), {'createCase': 'true'})['successCount'] == 20:
                    acknowledged.append((cycle, name))
                server.queue_report(cycle, 'JUnit', junit(testcase(name + ' 0')))

        threads = [threading.Thread(target=import_on, args=(n,)) for n in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(1.5)
        before = list(acknowledged)
        saved = self.ok('backup', '--data', server.data, self.path('b'))
        self.assertRegex(saved, r'^saved 1 projects, \d+ cases, \d+ runs, \d+ imports, \d+ batches, \d+ files, \d+ bytes in ')
        stop.set()
        for thread in threads:
            thread.join()
        self.assertGreater(len(before), 2)
        self.assertGreater(len(acknowledged), len(before), 'imports went on meanwhile')
        server.stop(signal.SIGKILL)

        self.assertEqual(violations(self.path('b')), {})
        self.ok('restore', '--data', self.path('r'), self.path('b'))
        self.assertEqual(violations(self.path('r'), '--hashes'), {})
        database = sqlite3.connect(self.path('r') + '/testledger.db')
        keys = {row[0] for row in database.execute('SELECT automation_key FROM test_case')}
        runs = dict(database.execute('SELECT automation_key, count(*) FROM test_run JOIN test_case USING (project_id, case_id) GROUP BY 1'))
        database.close()
        for _, name in before:
            for i in range(20):
                self.assertIn(f'acme.Shop.{name} {i}', keys)
                self.assertGreaterEqual(runs[f'acme.Shop.{name} {i}'], 1)
        # A server goes on with it.
        restored, server.data = server.data, self.path('r')
        server.start()
        server.import_report(before[0][0], 'JUnit', junit(testcase(unique())), {'createCase': 'true'})
        self.assertEqual(server.stop(), 0)
        server.data = restored

    def test_a_backup_without_a_server_and_what_is_refused(self):
        server = self.server()
        server.import_report(server.new_cycle(), 'JUnit', junit(testcase('a')), {'createCase': 'true'})
        server.stop()
        self.ok('backup', '--data', server.data, self.path('b'))
        self.assertIn('is not empty', self.refused('backup', '--data', server.data, self.path('b')))
        os.mkdir(self.path('empty'))
        self.ok('backup', '--data', server.data, self.path('empty') + '/')
        self.assertEqual(sorted(os.listdir(self.folder)), ['b', 'empty'], 'nothing half-done is left')
        self.assertEqual(sorted(os.listdir(self.path('b'))), ['blobs', 'manifest.jsonl', 'testledger.db'])
        self.assertIn('is not empty', self.refused('restore', '--data', server.data, self.path('b')))
        self.assertIn('is no backup', self.refused('restore', '--data', self.path('r'), server.data))
        self.assertEqual(violations(self.path('b')), {})
        self.assertEqual(sorted(os.listdir(self.path('b'))), ['blobs', 'manifest.jsonl', 'testledger.db'], 'looking leaves nothing')
        # Made from hard links, restored as copies.
        self.ok('restore', '--data', self.path('r'), self.path('b'))
        for file in stored_files(self.path('r')):
            self.assertEqual((os.stat(file).st_nlink, os.stat(file).st_mode & 0o77), (1, 0))

    def test_a_damaged_backup_is_refused_by_the_name_of_its_file(self):
        server = self.server()
        server.import_report(server.new_cycle(), 'JUnit', junit(testcase('a')), {'createCase': 'true'})
        self.ok('backup', '--data', server.data, self.path('b'))
        server.stop()

        def damaged(name, damage):
            copy = self.path(unique())
            shutil.copytree(self.path('b'), copy)
            damage(copy)
            message = self.refused('restore', '--data', self.path('r'), copy)
            self.assertIn(name, message)
            self.assertEqual([f for f in os.listdir(self.folder) if f.startswith('r')], [], 'nothing is restored')

        def flip(file, place=100):
            with open(file, 'r+b') as opened:
                opened.seek(place)
                byte = opened.read(1)
                opened.seek(place)
                opened.write(bytes([byte[0] ^ 1]))

        def newer(copy):
            lines = open(copy + '/manifest.jsonl').read().replace('"format":1', '"format":2')
            open(copy + '/manifest.jsonl', 'w').write(lines)

        def cut(copy):
            lines = open(copy + '/manifest.jsonl').read().splitlines(True)
            open(copy + '/manifest.jsonl', 'w').write(''.join(lines[:-1]))

        report = os.path.relpath(stored_files(self.path('b'))[0], self.path('b'))
        damaged(report, lambda copy: flip(os.path.join(copy, report)))
        damaged(report, lambda copy: os.remove(os.path.join(copy, report)))
        damaged('testledger.db', lambda copy: flip(copy + '/testledger.db', 20_000))
        damaged('testledger.db', lambda copy: os.truncate(copy + '/testledger.db', 8192))
        damaged('manifest.jsonl', cut)
        damaged('newer program', newer)
        flip(os.path.join(self.path('b'), report))
        self.assertEqual(violations(self.path('b'))['B1-file']['examples'], [report])

    def test_a_backup_that_fails_leaves_nothing(self):
        server = self.server()
        server.import_report(server.new_cycle(), 'JUnit', junit(testcase('a')), {'createCase': 'true'})
        os.remove(stored_files(server.data)[0])
        self.assertIn('is not there', self.refused('backup', '--data', server.data, self.path('b')))
        self.assertEqual(os.listdir(self.folder), [])


class Verify(Administration):
    def test_what_is_wrong_is_found(self):
        server = self.server()
        cycle = server.new_cycle()
        for _ in range(2):
            server.import_report(cycle, 'JUnit', junit(testcase('a'), testcase('b')), {'createCase': 'true'})
        server.import_report(cycle, 'JUnit', junit(testcase('c')), {'createCase': 'true'})
        self.assertEqual(violations(server.data, '--hashes'), {}, 'of a running server')
        self.assertIn('in good order: 1 projects, 3 cases, 5 runs, 3 imports, 3 batches, 2 files', self.ok('verify', '--data', server.data))
        server.stop()
        self.assertEqual(violations(server.data, '--hashes'), {}, 'of a stopped one')

        gone, flipped = stored_files(server.data)
        os.rename(gone, gone + '.away')
        self.assertEqual(violations(server.data)['I10-file-missing']['examples'], [os.path.basename(gone)])
        os.rename(gone + '.away', gone)
        with open(flipped, 'r+b') as file:
            file.write(b'!')
        self.assertEqual(violations(server.data), {}, 'contents are read on request')
        self.assertEqual(violations(server.data, '--hashes')['I10-file-content']['examples'], [os.path.basename(flipped)])
        change(server.data, 'UPDATE cycle_case SET latest_run_id = 1 WHERE case_id = 1')
        found = violations(server.data)['I7-run-newer']
        self.assertEqual((found['count'], found['examples']), (1, ['AT: run 3 is newer than run 1']))
        said = run('verify', '--data', server.data)
        self.assertEqual(said.returncode, 1)
        self.assertIn('I7-run-newer: A run is newer than the one that counts as the latest of its case in the cycle. 1 found', said.stdout)
        self.assertIn('not in good order', self.refused('backup', '--data', server.data, self.path('b')))
        self.assertEqual(os.listdir(self.folder), [])

    def test_a_directory_without_a_store_is_an_error(self):
        self.assertIn('holds no database', self.refused('verify', '--data', self.folder))


class Socket(Administration):
    def test_nobody_waits_for_another_wish(self):
        server = self.server()
        with socket.socket(socket.AF_UNIX) as silent:
            silent.connect(os.path.join(server.data, 'admin.sock'))
            start = time.monotonic()
            self.assertIn('AT', self.ok('project', 'list', '--data', server.data))
            self.assertEqual(violations(server.data), {})
            self.assertLess(time.monotonic() - start, 10)


class Retention(Administration):
    def test_reports_go_after_their_time_and_what_came_of_them_stays(self):
        server = self.server()
        cycle = server.new_cycle()
        old, shared, young = (junit(testcase(name)) for name in ('old', 'shared', 'young'))
        for report in (old, shared):
            server.import_report(cycle, 'JUnit', report, {'createCase': 'true'})
        failed = server.queue_report(cycle, 'JUnit', junit(testcase('broken'))[:-20])['batchId']
        server.ended_batch(cycle, failed)
        server.stop()
        before = (int(time.time() * 1000) // DAY_MS - 90) * DAY_MS - 1
        change(server.data, 'UPDATE import SET started = ?, finished = ?', (before, before))
        change(server.data, 'UPDATE batch SET finished = ?', (before,))
        for file in stored_files(server.data):
            os.utime(file, (before / 1000, before / 1000))
        server.start()
        for report in (shared, young):
            server.import_report(cycle, 'JUnit', report, {'createCase': 'true'})
        server.stop()
        self.assertEqual(len(stored_files(server.data)), 4, 'kept for ever unless told otherwise')

        server.arguments = ['--keep-reports', '90d']
        server.start()
        give_up = time.monotonic() + 30
        while len(stored_files(server.data)) > 2:
            self.assertLess(time.monotonic(), give_up, stored_files(server.data))
            time.sleep(0.05)
        self.assertEqual({len(runs) for runs in server.runs(cycle).values()}, {1, 2})
        self.assertEqual(violations(server.data, '--hashes'), {}, 'they were removed on purpose')
        status, _, text = server.call('POST', f'/project/AT/testcycle/{cycle}/batch/{failed}/retry')
        self.assertEqual(status, 409, text)
        self.assertIn('whose report is still kept', text)
        status, _, text = server.call('GET', f'/project/AT/testcycle/{cycle}/batch/{failed}/file')
        self.assertEqual(status, 404, text)
        self.assertRegex(text, r'removed on \d{4}-\d\d-\d\d')
        self.ok('backup', '--data', server.data, self.path('b'))
        # The same bytes again are kept again.
        server.import_report(cycle, 'JUnit', old, {'createCase': 'true'})
        self.assertEqual(len(stored_files(server.data)), 3)
        self.assertEqual(violations(server.data, '--hashes'), {})

    def test_a_time_that_is_none_is_refused(self):
        for value in ('0', '90w', 'd', '-1', '40000'):
            self.assertIn('is no number of days', self.refused('serve', '--data', self.folder, '--keep-reports', value))


if __name__ == '__main__':
    unittest.main()

"""Commands of administrators, migrations and the daily upkeep, killed at any of their calls to the disk: what was stored is in good
order, what has a name is whole, and the same command does it afterwards (docs/reliability.md)."""
import glob
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest

import support
from faulty_disk import AT_THE_NTH, CHANGES, KILLED, Disk, Server, ServerOf, preloaded, use_build_asked_for, use_release_build
from support import FAILURE, ROOT, junit, run, testcase
from test_administration import DAY_MS, change, stored_files, violations

POINTS = 12
PATIENCE_S = 30

setUpModule, tearDownModule = use_release_build, use_build_asked_for


def points(calls):
    """The first, the last and some between."""
    return sorted({1 + (calls - 1) * i // (POINTS - 1) for i in range(POINTS)})


class KilledAdministration(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.source = Server()
        with cls.source:
            cycle = cls.source.new_cycle()
            for name in ('a', 'b', 'c'):
                cls.source.import_report(cycle, 'JUnit', junit(testcase(name), testcase(name + '2', inner=FAILURE)), {'createCase': 'true'})
            cls.runs, cls.cycle, cls.token = cls.source.runs(cycle), cycle, cls.source.token
            cls.source.stop()
            cls.kept = tempfile.mkdtemp(prefix='testledger-')
            shutil.copytree(cls.source.data, os.path.join(cls.kept, 'data'), symlinks=True, ignore=shutil.ignore_patterns('*.sock'))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.kept)

    def setUp(self):
        self.folder = os.path.realpath(tempfile.mkdtemp(prefix='testledger-'))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.disk = Disk(os.path.join(tempfile.mkdtemp(dir=self.folder), 'control'))
        self.addCleanup(self.disk.close)
        self.environment = {'LD_PRELOAD': preloaded(), 'FAULTY_DISK_ROOT': self.path('of'), 'FAULTY_DISK_CONTROL': self.disk.file.name}
        self.fresh()

    def path(self, *name):
        return os.path.join(self.folder, *name)

    def fresh(self):
        """What the disk of the killed has: a data directory as it was."""
        shutil.rmtree(self.path('of'), ignore_errors=True)
        os.mkdir(self.path('of'))
        shutil.copytree(os.path.join(self.kept, 'data'), self.path('of', 'data'))

    def kill_everywhere(self, command, check, prepare=lambda: None):
        """Runs the command once to its end, then killed at many of its calls; after each, `check` and the command once more."""
        prepare()
        self.disk.count()
        ended = run(*command, env=self.environment)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        calls = self.disk.calls
        self.assertGreater(calls, 3)
        for call in points(calls):
            with self.subTest(command[0], call=call, of=calls):
                self.fresh()
                prepare()
                self.disk.fail(AT_THE_NTH, call, CHANGES, failure=KILLED)
                self.assertEqual(run(*command, env=self.environment).returncode, -signal.SIGKILL)
                self.disk.recover()
                check()

    def assert_stored(self, data=None):
        self.assertEqual(violations(data or self.path('of', 'data'), '--hashes'), {})

    def again(self, *command):
        ended = run(*command)
        self.assertEqual(ended.returncode, 0, ended.stderr)

    def test_a_backup_is_whole_or_not_there(self):
        command = ('backup', '--data', self.path('of', 'data'), self.path('of', 'backup'))

        def check():
            self.assert_stored()
            if not os.path.exists(self.path('of', 'backup')):
                self.again(*command)
            self.assert_stored(self.path('of', 'backup'))

        self.kill_everywhere(command, check)

    def test_what_is_restored_is_whole_or_not_there(self):
        self.again('backup', '--data', self.path('of', 'data'), self.path('backup'))
        command = ('restore', '--data', self.path('of', 'restored'), self.path('backup'))

        def check():
            if not os.path.exists(self.path('of', 'restored')):
                self.again(*command)
            self.assert_stored(self.path('of', 'restored'))
            self.assert_stored(self.path('backup'))

        self.kill_everywhere(command, check)

    def test_a_token_is_rotated_or_as_it_was(self):
        command = ('token', 'rotate', '--data', self.path('of', 'data'), '--token-file', self.path('of', 'token'), '1')

        def check():
            self.assert_stored()
            told = [text.strip() for text in map(support.read, glob.glob(self.path('of', 'token'))) if text.endswith('\n')]
            for secret in [self.token, *told]:  # who has the old one goes on with it, whatever became of the new one
                with ServerOf(self.path('of', 'data'), secret) as server:
                    self.assertEqual(server.runs(self.cycle), self.runs)

        self.kill_everywhere(command, check)

    def test_an_old_store_comes_up_to_date_after_all(self):
        migrations = sorted(glob.glob(os.path.join(ROOT, 'src', 'storage', 'migrations', '*.sqlite.sql')))
        data = self.path('of', 'data')
        command = ('project', 'create', '--data', data, 'BB')

        def prepare():
            """A store as the fifth version of the schema has it, with a cycle and nothing in it."""
            shutil.rmtree(data)
            os.mkdir(data, 0o700)
            db = sqlite3.connect(os.path.join(data, 'testledger.db'))
            db.execute('PRAGMA journal_mode = WAL')
            db.execute('CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, '
                       'applied INTEGER NOT NULL)')
            for number, file in enumerate(migrations[:5], 1):
                with open(file, 'rb') as sql:
                    text = sql.read()
                db.executescript(text.decode())
                db.execute('INSERT INTO schema_version VALUES (?, ?, ?, 1)', (number, os.path.basename(file).removesuffix('.sqlite.sql'),
                                                                              hashlib.sha256(text).hexdigest()))
            db.executescript('''
                INSERT INTO project (project_id, key, name, created) VALUES (10001, 'AT', 'Demo', 1);
                INSERT INTO choice (project_id, kind, choice_id, position, name, is_default, eligible_for_cycle)
                SELECT project_id, value, 1, 1, 'one', 1, 1 FROM project, json_each('[0,1,2,3,4]');
                INSERT INTO run_status (project_id, status_id, position, name, status_type, color)
                SELECT project_id, value + 1, value + 1, 'status ' || value, value, '#000000' FROM project, json_each('[0,1,2,3,4]');
                INSERT INTO test_cycle (project_id, cycle_id, number, title, title_folded, objective, owner, tasks, custom_fields, closed,
                                        created, updated)
                SELECT project_id, 1, 0, 'Ad hoc', 'ad hoc', '', '', x'', '[]', 0, 1, 1 FROM project;
                INSERT INTO project_counter (project_id, name, next_value) SELECT project_id, 'cycle', 2 FROM project;''')
            db.commit()
            db.close()

        def check():
            if 'BB' not in run('project', 'list', '--data', data).stdout:
                self.again(*command)
            self.assertIn('"projects":2', run('verify', '--data', data, '--output', 'json').stdout)
            self.assert_stored()

        self.kill_everywhere(command, check, prepare)

    def test_upkeep_that_is_killed_goes_on_at_the_next_start(self):
        self.age()
        self.disk.count()
        self.serve_until(lambda: not stored_files(self.path('of', 'data')))
        calls = self.disk.calls
        for call in points(calls):
            with self.subTest(call=call, of=calls):
                self.fresh()
                self.age()
                self.disk.fail(AT_THE_NTH, call, CHANGES, failure=KILLED)
                self.serve_until(lambda: self.disk.failures > 0 or not stored_files(self.path('of', 'data')))
                self.disk.recover()
                self.assert_stored()
                self.serve_until(lambda: not stored_files(self.path('of', 'data')))
                self.assert_stored()
                with ServerOf(self.path('of', 'data'), self.token) as server:
                    self.assertEqual(server.runs(self.cycle), self.runs)

    def age(self):
        """All reports are older than they are to be kept."""
        before = int(time.time() * 1000) - 100 * DAY_MS
        change(self.path('of', 'data'), 'UPDATE import SET started = ?, finished = ?', (before, before))
        change(self.path('of', 'data'), 'UPDATE batch SET queued = ?, started = ?, finished = ?', (before,) * 3)
        for file in stored_files(self.path('of', 'data')):
            os.utime(file, (before / 1000, before / 1000))

    def serve_until(self, done):
        server = subprocess.Popen([support.BINARY, 'serve', '--data', self.path('of', 'data'), '--listen', '127.0.0.1:0', '--keep-reports', '90d'],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **self.environment})
        end = time.monotonic() + PATIENCE_S
        while not done() and server.poll() is None:
            self.assertLess(time.monotonic(), end, 'the server does not do it')
            time.sleep(0.02)
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
        server.wait(PATIENCE_S)


if __name__ == '__main__':
    unittest.main()

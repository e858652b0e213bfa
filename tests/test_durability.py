"""What is acknowledged is durable, what is not leaves nothing: the server is killed in the middle of imports and looked at
again; and its memory stays flat whatever a report's size."""
import json
import os
import random
import signal
import sqlite3
import threading
import time
import unittest
import unittest.mock

from support import BINARY, Server, junit, multipart, testcase, unique

RSS_GROWTH_MAX_MIB = 64


def large_report(results, name):
    """A JUnit report of so many results, in pieces."""
    yield b'<?xml version="1.0"?><testsuites><testsuite name="large">'
    for start in range(0, results, 1000):
        yield ''.join(f'<testcase classname="acme.Large{i // 500}" name="{name} {i}" time="0.01"/>\n' for i in range(start, min(start + 1000, results))).encode()
    yield b'</testsuite></testsuites>'


def post_large(server, cycle, results, name):
    """Streams the report with chunked transfer; the answer's status, or None when the connection broke."""
    import http.client
    body, content_type = multipart({'createCase': 'true'}, b'@', 'large.xml')
    before, after = body.split(b'@')

    def pieces():
        yield before
        yield from large_report(results, name)
        yield after

    connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=300)
    try:
        connection.request('POST', f'/aio-tcms/api/v1/project/AT/testcycle/{cycle}/import/results?type=JUnit', body=pieces(), encode_chunked=True,
                           headers={'Authorization': 'Bearer ' + server.token, 'Content-Type': content_type, 'Transfer-Encoding': 'chunked'})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (ConnectionError, http.client.HTTPException, OSError):
        return None
    finally:
        connection.close()


def memory_mib(process, what):
    for line in open(f'/proc/{process.pid}/status'):
        if line.startswith(what + ':'):
            return int(line.split()[1]) / 1024
    raise AssertionError(what)


class Killed(unittest.TestCase):
    def await_undone(self, server):
        """What a killed import had written in parts is undone by the next server, within moments."""
        end = time.time() + 30
        while any(batch['status'] in ('Queued', 'Processing') for batch in server.json('GET', '/project/AT/batch')['items']):
            self.assertLess(time.time(), end, 'the import that was killed is still there')
            time.sleep(0.05)

    def test_a_kill_during_an_import_leaves_nothing_of_it(self):
        server = Server().start()
        try:
            cycle = server.new_cycle()
            kept = unique('kept')
            server.import_report(cycle, 'JUnit', junit(testcase(kept)), {'createCase': 'true'})
            chance = random.Random(7)
            for round_ in range(6):
                answers = []
                sender = threading.Thread(target=lambda: answers.append(post_large(server, cycle, 60_000, f'round {round_}')))
                sender.start()
                time.sleep(0.2 + chance.random() * 2.5)
                server.stop(signal.SIGKILL)
                sender.join()
                server.start()
                self.await_undone(server)
                runs = server.runs(cycle)
                acknowledged = answers == [200]
                self.assertIn(len(runs), (1 + 60_000, 1) if acknowledged else (1, 1 + 60_000), 'all of it or nothing')
                if acknowledged:
                    self.assertEqual(len(runs), 1 + 60_000, 'what was acknowledged is there')
                    break
                self.assertEqual(list(runs.values())[0], ['Passed'])
                leftovers = [f for _, _, files in os.walk(os.path.join(server.data, 'blobs', 'tmp')) for f in files]
                self.assertEqual(leftovers, [], 'no unfinished upload stays')
            self.assertEqual(server.import_report(cycle, 'JUnit', junit(testcase(kept)))['successCount'], 1)
            server.stop()
            database = sqlite3.connect(os.path.join(server.data, 'testledger.db'))
            self.assertEqual(database.execute('PRAGMA integrity_check').fetchall(), [('ok',)])
            database.close()
            server.start()
        finally:
            server.stop(signal.SIGKILL)
            server.remove()

    def test_what_was_answered_survives_a_kill(self):
        server = Server().start()
        try:
            cycle = server.new_cycle()
            names = [unique() for _ in range(20)]
            for name in names:
                self.assertEqual(server.import_report(cycle, 'JUnit', junit(testcase(name)), {'createCase': 'true'})['successCount'], 1)
            folder = server.json('PUT', '/project/AT/testcase/folder/hierarchy', {'folderHierarchy': ['A', 'B']})
            server.stop(signal.SIGKILL)
            server.start()
            self.assertEqual(len(server.runs(cycle)), 20)
            with open(server.log_path) as log:
                said = [json.loads(line)['message'] for line in log]
            self.assertIn('the last stop was not clean; the database is checked', said, 'every line of the log is JSON')
            self.assertEqual(server.json('PUT', '/project/AT/testcase/folder/hierarchy', {'folderHierarchy': ['a', 'b']})['ID'], folder['ID'])
        finally:
            server.stop(signal.SIGKILL)
            server.remove()

    def test_sigterm_lets_an_import_end(self):
        server = Server().start()
        cycle = server.new_cycle()
        answers = []
        sender = threading.Thread(target=lambda: answers.append(post_large(server, cycle, 20_000, 'drained')))
        sender.start()
        time.sleep(1.0)
        code = server.stop(signal.SIGTERM)
        sender.join()
        server.start()
        runs = len(server.runs(cycle))
        server.stop()
        server.remove()
        self.assertEqual(code, 0)
        self.assertEqual(runs, 20_000 if answers == [200] else 0)


class Memory(unittest.TestCase):
    def test_it_stays_flat_for_a_large_report(self):
        # The first import fills the caches and a full list of cases for the answer; from there on size must not matter.
        # Sanitizers make everything slow and large: there the sizes are smaller, and bench/ measures the release binary.
        warm, large = (20_000, 60_000) if 'release' not in BINARY else (150_000, 450_000)
        # AddressSanitizer keeps freed memory for a while, 256 MiB of it unless told otherwise.
        with unittest.mock.patch.dict(os.environ, ASAN_OPTIONS='quarantine_size_mb=4'), Server() as server:
            cycle = server.new_cycle()
            self.assertEqual(post_large(server, cycle, warm, 'warm'), 200)
            self.assertEqual(post_large(server, cycle, warm, 'again'), 200)
            before = memory_mib(server.process, 'VmHWM')
            self.assertEqual(post_large(server, cycle, large, 'large'), 200)
            self.assertLess(memory_mib(server.process, 'VmHWM') - before, RSS_GROWTH_MAX_MIB)


if __name__ == '__main__':
    unittest.main()

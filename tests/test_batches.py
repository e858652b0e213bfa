"""Batches against the real server: what is accepted is imported once, whatever becomes of the process meanwhile."""
import os
import random
import signal
import tempfile
import time
import unittest

from support import ROOT, run, Server, ServerTest, junit, multipart, testcase, unique


def report(results, name):
    return junit(*[testcase(f'{name} {i}') for i in range(results)])


class Batches(ServerTest):
    def test_a_batch_is_imported_and_tells_what_it_did(self):
        cycle, name = self.server.new_cycle(), unique()
        accepted = self.server.queue_report(cycle, 'JUnit', junit(testcase(name), testcase('AT-TC-99999 x')), {'createCase': 'true'}, 'nightly.xml')
        self.assertEqual((accepted['errorMsg'], accepted['status'], accepted['type']), (None, 'QUEUED', 'IMPORT_RESULTS'))
        ended = self.server.ended_batch(cycle, accepted['batchId'])
        self.assertEqual((ended['status'], ended['requestCount'], ended['successCount'], ended['errorCount']), ('Completed', 2, 1, 1))
        self.assertEqual(ended['fileName'], 'nightly.xml')
        self.assertEqual(list(ended['errors']), ['AT-TC-99999'])
        self.assertEqual([case['status'] for case in ended['processedData'].values()], ['Passed'])
        self.assertGreaterEqual(ended['finishedDate'], ended['startedDate'])
        self.assertEqual(len(self.server.runs(cycle)), 1)
        listed = self.server.json('GET', f'/project/AT/testcycle/{cycle}/batch?status=Completed')['items']
        self.assertEqual([item['batchId'] for item in listed], [accepted['batchId']])

    def test_a_broken_report_fails_and_leaves_nothing(self):
        cycle = self.server.new_cycle()
        accepted = self.server.queue_report(cycle, 'JUnit', report(2000, unique())[:-20], {'createCase': 'true'})
        ended = self.server.ended_batch(cycle, accepted['batchId'])
        self.assertEqual(ended['status'], 'Failed')
        self.assertIn('Invalid xml', ended['errorMsg'])
        self.assertEqual(self.server.runs(cycle), {})

    def test_batches_of_a_cycle_keep_their_order(self):
        cycle, name = self.server.new_cycle(), unique()
        failed = testcase(name, inner='<failure message="m"/>')
        batches = [self.server.queue_report(cycle, 'JUnit', junit(failed if i % 2 else testcase(name)), {'createCase': 'true'})['batchId']
                   for i in range(12)]
        for batch in batches:
            self.assertEqual(self.server.ended_batch(cycle, batch)['status'], 'Completed')
        runs = list(self.server.runs(cycle).values())
        self.assertEqual(runs, [['Failed', 'Passed'] * 6])

    def test_a_queued_batch_tells_its_place(self):
        cycle = self.server.new_cycle()
        sizes = [30_000, 1, 1, 1]  # while the first is in work, the others wait
        batches = [self.server.queue_report(cycle, 'JUnit', report(size, unique()), {'createCase': 'true'})['batchId'] for size in sizes]
        while self.server.batch(cycle, batches[0])['status'] == 'Queued':
            time.sleep(0.005)
        self.assertEqual([self.server.batch(cycle, batch)['position'] for batch in batches], [None, 1, 2, 3])
        for batch in batches:
            ended = self.server.ended_batch(cycle, batch)
            self.assertEqual((ended['status'], ended['position']), ('Completed', None))
            self.assertLessEqual(ended['createdDate'], ended['startedDate'])

    def test_a_batch_tells_what_wrote_its_report(self):
        with open(os.path.join(ROOT, 'examples', 'reports', 'robot', 'robot-7.3.2.xml'), 'rb') as file:
            content = file.read()
        cycle = self.server.new_cycle()
        batch = self.server.queue_report(cycle, 'Robot', content, {'createCase': 'true'})['batchId']
        self.assertEqual(self.server.ended_batch(cycle, batch)['producer'], 'Robot 7.3.2')

    def test_the_command_line_sends_batches_and_waits(self):
        cycle = self.server.new_cycle()
        with tempfile.TemporaryDirectory() as folder:
            files = {'good.xml': junit(testcase(unique())), 'broken.xml': junit(testcase(unique()))[:-20]}
            for name, content in files.items():
                with open(os.path.join(folder, name), 'w') as file:
                    file.write(content)
            send = ['import', '--url', self.server.url, '--token-file', self.server.token_file, '--project', 'AT', '--cycle', cycle,
                    '--create-case', 'true', '--batch']
            alone = run(*send[:-1], '--wait', os.path.join(folder, 'good.xml'))
            self.assertEqual((alone.returncode, 'Add --batch' in alone.stderr), (2, True))
            queued = run(*send, os.path.join(folder, 'good.xml'))
            self.assertEqual(queued.returncode, 0, queued.stderr)
            self.assertRegex(queued.stdout, r'queued as batch \d+')
            waited = run(*send, '--wait', *(os.path.join(folder, name) for name in files))
        self.assertEqual(waited.returncode, 2, 'one could not be imported')
        self.assertRegex(waited.stdout, r'good.xml +JUnit +1 +1 +0 +Completed')
        self.assertRegex(waited.stdout, r'broken.xml .*NOT IMPORTED')
        self.assertIn('Invalid xml', waited.stderr)
        self.assertEqual([len(runs) for runs in self.server.runs(cycle).values()], [2])


class TurnedAway(unittest.TestCase):
    """What serve is told about how much may wait."""

    def refused(self, arguments, status):
        with Server(arguments) as server:
            body, kind = multipart({'createCase': 'true'}, junit(testcase(unique())), 'r.xml')
            answer = server.call('POST', f'/project/AT/testcycle/{server.new_cycle()}/import/results/batch?type=JUnit', body, {'Content-Type': kind})
            self.assertEqual(answer[0], status, answer)
            self.assertGreater(int(answer[1]['retry-after']), 0)
            self.assertEqual(server.json('GET', '/project/AT/batch')['items'], [])
            return answer[2]

    def test_a_full_queue(self):
        self.assertIn('--backlog-bytes-max', self.refused(['--backlog-bytes-max', '100'], 429))

    def test_a_disk_with_too_little_room(self):
        self.assertIn('--disk-reserve', self.refused(['--disk-reserve', str(1 << 60)], 507))


class Killed(unittest.TestCase):
    def test_a_killed_server_goes_on_with_its_batches(self):
        server = Server().start()
        try:
            cycles = [server.new_cycle() for _ in range(3)]
            batches = [(cycle, server.queue_report(cycle, 'JUnit', report(4000, f'{cycle} {i}'), {'createCase': 'true'})['batchId'])
                       for i in range(3) for cycle in cycles]
            chance = random.Random(11)
            for _ in range(4):
                time.sleep(0.1 + chance.random() * 0.8)
                server.stop(signal.SIGKILL)
                server.start()
            for cycle, batch in batches:
                ended = server.ended_batch(cycle, batch)
                self.assertEqual((ended['status'], ended['successCount'], ended['errorCount']), ('Completed', 4000, 0), ended['errorMsg'])
            for cycle in cycles:
                runs = server.runs(cycle)
                self.assertEqual(len(runs), 12_000, 'nothing is lost')
                self.assertEqual({len(each) for each in runs.values()}, {1}, 'nothing is doubled')
        finally:
            server.stop(signal.SIGKILL)
            server.remove()

    def test_a_killed_server_has_its_batch_at_work_again_within_two_seconds(self):
        server = Server(['--workers', '1']).start()
        try:
            cycle = server.new_cycle()
            batch = server.queue_report(cycle, 'JUnit', report(30_000, 'long'), {'createCase': 'true'})['batchId']
            while server.batch(cycle, batch)['status'] == 'Queued':
                time.sleep(0.005)
            server.stop(signal.SIGKILL)
            server.start()
            ready = time.monotonic()
            while server.batch(cycle, batch)['status'] == 'Queued' or server.batch(cycle, batch)['attempts'] < 2:
                self.assertLess(time.monotonic() - ready, 2)
                time.sleep(0.02)
            self.assertEqual(server.ended_batch(cycle, batch)['successCount'], 30_000)
        finally:
            server.stop(signal.SIGKILL)
            server.remove()

    def test_sigterm_gives_a_batch_back(self):
        server = Server().start()
        try:
            cycle = server.new_cycle()
            batch = server.queue_report(cycle, 'JUnit', report(60_000, 'drained'), {'createCase': 'true'})['batchId']
            while server.batch(cycle, batch)['status'] == 'Queued':
                time.sleep(0.005)
            self.assertEqual(server.stop(signal.SIGTERM), 0)
            server.start()
            ended = server.ended_batch(cycle, batch)
            self.assertEqual((ended['successCount'], ended['attempts']), (60_000, 1), 'a stop is no attempt')
        finally:
            server.stop(signal.SIGKILL)
            server.remove()


if __name__ == '__main__':
    unittest.main()

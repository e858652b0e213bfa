"""A batch's file and its events, as clients of any make read them: piece by piece, over one long answer."""
import hashlib
import http.client
import json
import os
import signal
import subprocess
import tempfile
import threading
import time
import unittest

from api_document import API
from support import PREFIX, Server, ServerTest, junit, testcase, unique

MIB = 1024 * 1024


def report(results, name):
    return junit(*[testcase(f'{name} {i}') for i in range(results)])


class Watch:
    """One stream of events, read line by line."""

    def __init__(self, server, cycle, batch, last_id=None):
        self.connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=60)
        headers = {'Authorization': 'Bearer ' + server.token, **({'Last-Event-ID': last_id} if last_id else {})}
        self.connection.request('GET', f'{PREFIX}/project/AT/testcycle/{cycle}/batch/{batch}/events', headers=headers)
        self.answer = self.connection.getresponse()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.answer.close()
        self.connection.close()

    def __iter__(self):
        """The events: dicts of id, event and data; comments are left out. Ends when the stream ends as it should."""
        fields = {}
        while line := self.answer.readline():
            line = line.decode().rstrip('\n')
            if not line and fields:
                data = json.loads(fields['data'])
                assert not API.problems(API.whole['components']['schemas']['Batch'], data), data
                yield {**fields, 'data': data}
                fields = {}
            elif line and not line.startswith(':'):
                name, _, value = line.partition(': ')
                fields[name] = value
        assert not fields, 'the stream ended within an event'


def states(events):
    return [event['data']['status'] for event in events if event['event'] == 'state']


def busy_cycle(server, results=60_000):
    """A cycle whose batches wait, for the first has much to do; and that one."""
    cycle = server.new_cycle()
    return cycle, server.queue_report(cycle, 'JUnit', report(results, unique()), {'createCase': 'true'})['batchId']


class Events(ServerTest):
    def test_an_import_is_told_from_its_beginning_to_its_end(self):
        cycle, batch = busy_cycle(self.server, 20_000)
        with Watch(self.server, cycle, batch) as watch:
            self.assertEqual((watch.answer.status, watch.answer.getheader('Content-Type'), watch.answer.getheader('Cache-Control')),
                             (200, 'text/event-stream', 'no-store'))
            events = list(watch)
        self.assertEqual(states(events), ['Queued', 'Processing', 'Completed'])
        self.assertEqual(len({event['id'] for event in events}), len(events))
        self.assertEqual([event['data']['total'] for event in (events[0], events[-1])], [None, 20_000])
        counts = [event['data']['processed'] for event in events]
        self.assertEqual((counts, counts[-1]), (sorted(counts), 20_000))
        self.assertTrue(any(0 < count < 20_000 for count in counts), 'progress is told')
        listed = self.server.json('GET', f'/project/AT/testcycle/{cycle}/batch')['items'][0]
        self.assertEqual(events[-1]['data'], listed, 'the same shape as in lists')

    def test_states_that_nobody_could_see_are_told(self):
        cycle = self.server.new_cycle()
        batch = self.server.queue_report(cycle, 'JUnit', junit(testcase(unique())), {'createCase': 'true'})['batchId']
        ended = self.server.ended_batch(cycle, batch)
        with Watch(self.server, cycle, batch) as watch:
            events = list(watch)
        self.assertEqual(states(events), ['Queued', 'Processing', 'Completed'])
        self.assertEqual([event['data']['startedDate'] for event in events], [None, ended['startedDate'], ended['startedDate']])
        for position, event in enumerate(events):
            with Watch(self.server, cycle, batch, event['id']) as watch:
                self.assertEqual(list(watch), events[position + 1:], 'a watcher who comes back is told what followed')

    def test_a_failure_a_retry_and_a_cancellation(self):
        cycle, _ = busy_cycle(self.server)
        broken = self.server.queue_report(cycle, 'JUnit', report(3, unique())[:-20])['batchId']
        path = f'/project/AT/testcycle/{cycle}/batch/{broken}'
        with Watch(self.server, cycle, broken) as watch:
            events = iter(watch)
            told = [next(events)]
            self.server.json('POST', path + '/cancel')
            told += events
        self.assertEqual(states(told), ['Queued', 'Cancelled'])
        self.server.json('POST', path + '/retry')
        with Watch(self.server, cycle, broken, told[-1]['id']) as watch:
            again = list(watch)
        self.assertEqual(states(again), ['Queued', 'Processing', 'Failed'])
        self.assertIn('Invalid xml', again[-1]['data']['errorMsg'])

    def test_fifty_watch_at_once(self):
        cycle, _ = busy_cycle(self.server, 30_000)
        batch = self.server.queue_report(cycle, 'JUnit', junit(testcase(unique())), {'createCase': 'true'})['batchId']
        told = []

        def follow():
            with Watch(self.server, cycle, batch) as watch:
                told.append(states(watch))

        watchers = [threading.Thread(target=follow) for _ in range(50)]
        for watcher in watchers:
            watcher.start()
        while self.server.batch(cycle, batch)['status'] == 'Queued':
            started = time.monotonic()
            self.server.batch(cycle, batch)
            self.assertLess(time.monotonic() - started, 2, 'others are served meanwhile')
            time.sleep(0.1)
        for watcher in watchers:
            watcher.join()
        self.assertEqual(told, [['Queued', 'Processing', 'Completed']] * 50)

    def test_more_watchers_than_may_be_are_refused_and_leave_their_places(self):
        cycle, _ = busy_cycle(self.server, 100_000)
        batch = self.server.queue_report(cycle, 'JUnit', junit(testcase(unique())))['batchId']
        watchers = [Watch(self.server, cycle, batch) for _ in range(201)]
        try:
            self.assertEqual([watch.answer.status for watch in watchers], [200] * 200 + [503])
            self.assertIn('event_streams_max', watchers[-1].answer.read().decode())
        finally:
            for watch in watchers:
                watch.__exit__()
        end = time.monotonic() + 10
        while True:
            with Watch(self.server, cycle, batch) as watch:
                if watch.answer.status == 200:
                    break
            self.assertLess(time.monotonic(), end, 'the places of those who left are free again')
            time.sleep(0.1)

    def test_a_batch_of_another_cycle_is_not_there(self):
        cycle, other = self.server.new_cycle(), self.server.new_cycle()
        batch = self.server.queue_report(cycle, 'JUnit', junit(testcase(unique())))['batchId']
        for kind in ('events', 'file'):
            status, _, text = self.server.call('GET', f'/project/AT/testcycle/{other}/batch/{batch}/{kind}')
            self.assertEqual((status, text), (404, f'Batch not found : {batch}'))
            self.assertEqual(self.server.call('GET', f'/project/AT/testcycle/{cycle}/batch/{batch}/{kind}', token=False)[0], 401)


class Stopping(unittest.TestCase):
    def test_watchers_do_not_hold_up_a_stop_and_go_on_afterwards(self):
        server = Server().start()
        try:
            cycle, batch = busy_cycle(server, 30_000)
            waiting = server.queue_report(cycle, 'JUnit', junit(testcase(unique())), {'createCase': 'true'})['batchId']
            watches = [Watch(server, cycle, each) for each in (batch, waiting)]
            firsts = [next(iter(watch)) for watch in watches]
            started = time.monotonic()
            self.assertEqual(server.stop(signal.SIGTERM), 0)
            self.assertLess(time.monotonic() - started, 2)
            told = [[first, *watch] for first, watch in zip(firsts, watches)]  # a cut stream would raise IncompleteRead
            for watch in watches:
                watch.__exit__()
            server.start()
            for each, before in zip((batch, waiting), told):
                with Watch(server, cycle, each, before[-1]['id']) as watch:
                    after = list(watch)
                self.assertEqual(after[-1]['data']['status'], 'Completed')
                self.assertFalse({event['id'] for event in before} & {event['id'] for event in after}, 'nothing is told twice')
        finally:
            server.stop(signal.SIGKILL)
            server.remove()

    def test_curl_reads_events_in_both_versions_of_http(self):
        with Server() as server:
            cycle = server.new_cycle()
            batch = server.queue_report(cycle, 'JUnit', junit(testcase(unique())), {'createCase': 'true'})['batchId']
            url = f'{server.url}{PREFIX}/project/AT/testcycle/{cycle}/batch/{batch}/events'
            for version in ('--http1.1', '--http1.0'):
                told = subprocess.run(['curl', '-sSN', version, '-H', 'Authorization: Bearer ' + server.token, url], capture_output=True, text=True, timeout=60)
                self.assertEqual((told.returncode, told.stderr), (0, ''))
                self.assertEqual(told.stdout.count('event: state\n'), 3, told.stdout)


class Files(unittest.TestCase):
    def setUp(self):
        self.server = Server().start()
        self.cycle = self.server.new_cycle()

    def tearDown(self):
        self.server.stop(signal.SIGKILL)
        self.server.remove()

    def path(self, batch):
        return f'/project/AT/testcycle/{self.cycle}/batch/{batch}/file'

    def peak_memory(self):
        with open(f'/proc/{self.server.process.pid}/status') as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith('VmHWM:'))

    def test_a_file_comes_back_byte_for_byte_under_its_name(self):
        content = report(10, 'naïve ✓').encode() + bytes(range(256))  # no report at all in the end, and kept all the same
        batch = self.server.queue_report(self.cycle, 'JUnit', content, filename='Prüfung.xml')['batchId']
        connection = http.client.HTTPConnection('127.0.0.1', self.server.port)
        headers = {'Authorization': 'Bearer ' + self.server.token}
        for method, expected in (('GET', content), ('HEAD', b''), ('GET', content)):
            connection.request(method, PREFIX + self.path(batch), headers=headers)
            answer = connection.getresponse()
            self.assertEqual((answer.status, answer.read()), (200, expected))
            for field, value in {'Content-Type': 'application/octet-stream', 'Content-Length': str(len(content)),
                                 'X-Content-Type-Options': 'nosniff', 'ETag': '"' + hashlib.sha256(content).hexdigest() + '"',
                                 'Content-Disposition': "attachment; filename=\"Pr_fung.xml\"; filename*=UTF-8''Pr%C3%BCfung.xml"}.items():
                self.assertEqual(answer.getheader(field), value)
        connection.close()

    def test_a_large_file_takes_no_memory(self):
        line = '<testcase classname="c" name="n{}"><system-out>' + 'x' * 900 + '</system-out></testcase>\n'
        with tempfile.TemporaryDirectory() as folder:
            sent, got = os.path.join(folder, 'large.xml'), os.path.join(folder, 'got.xml')
            with open(sent, 'w') as file:
                file.write('<testsuite>')
                for i in range(72 * 1024):
                    file.write(line.format(i))
            self.assertGreater(os.path.getsize(sent), 64 * MIB)
            auth = ['-sS', '-H', 'Authorization: Bearer ' + self.server.token]
            url = self.server.url + PREFIX + f'/project/AT/testcycle/{self.cycle}/import/results/batch?type=JUnit'
            accepted = subprocess.run(['curl', *auth, '-F', f'file=@{sent}', url], capture_output=True, timeout=120, check=True).stdout
            batch = json.loads(accepted)['batchId']
            self.assertEqual(self.server.ended_batch(self.cycle, batch)['status'], 'Failed', 'it has no end')
            before = self.peak_memory()
            for _ in range(3):
                subprocess.run(['curl', *auth, '-o', got, self.server.url + PREFIX + self.path(batch)], timeout=120, check=True)
                self.assertEqual(subprocess.run(['cmp', sent, got]).returncode, 0)
            self.assertLess(self.peak_memory() - before, 16 * MIB)

    def test_a_file_that_is_not_there_any_more_is_told(self):
        batch = self.server.queue_report(self.cycle, 'JUnit', report(1, unique()), {'createCase': 'true'})['batchId']
        sha256 = self.server.ended_batch(self.cycle, batch)['sha256']
        found = subprocess.run(['find', self.server.data, '-name', sha256], capture_output=True, text=True).stdout.split()
        self.assertEqual(len(found), 1)
        os.remove(found[0])
        status, _, text = self.server.call('GET', self.path(batch))
        self.assertEqual((status, text), (404, f'The file of batch {batch} is not kept any more. Its results are not affected.'))

    def test_a_file_that_is_cut_short_on_disk_is_no_whole_answer(self):
        content = report(1000, unique())
        batch = self.server.queue_report(self.cycle, 'JUnit', content, {'createCase': 'true'})['batchId']
        sha256 = self.server.ended_batch(self.cycle, batch)['sha256']
        found = subprocess.run(['find', self.server.data, '-name', sha256], capture_output=True, text=True).stdout.split()
        os.chmod(found[0], 0o600)
        os.truncate(found[0], len(content) // 2)
        connection = http.client.HTTPConnection('127.0.0.1', self.server.port)
        connection.request('GET', PREFIX + self.path(batch), headers={'Authorization': 'Bearer ' + self.server.token})
        with connection.getresponse() as answer, self.assertRaises(http.client.IncompleteRead):
            answer.read()
        connection.close()
        self.assertEqual(self.server.call('GET', '/healthz', prefix='')[0], 200)


if __name__ == '__main__':
    unittest.main()

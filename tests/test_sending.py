"""Reports that are sent twice, in parts, to be tried only, or into a server that is stopped meanwhile: each is taken once and as a
whole, and nobody waits for the large report of another."""
import json
import signal
import threading
import time
import unittest

from support import FAILURE, Server, ServerTest, junit, multipart, read, run, samples, testcase, unique

CREATE = {'createCase': 'true'}
BOTH_ENDPOINTS = ('', '/batch')
PARTS = 16_000  # results of a report that is above 1 MiB and so imported in parts
KINDS = {'cucumber': 'Cucumber', 'junit': 'JUnit', 'newman': 'Newman', 'nunit': 'NUnit', 'robot': 'Robot', 'testng': 'TestNG'}


def large(results, name, output=''):
    return junit(*[testcase(f'{name} {i}', inner=output) for i in range(results)])


def send(server, cycle, content, fields=None, key=None, endpoint='', type_='JUnit', project='AT'):
    """(status, headers, answer): JSON as an object, a refusal as its text."""
    body, content_type = multipart(CREATE if fields is None else fields, content)
    headers = {'Content-Type': content_type, **({'Idempotency-Key': key} if key is not None else {})}
    status, told, text = server.call('POST', f'/project/{project}/testcycle/{cycle}/import/results{endpoint}?type={type_}', body, headers)
    return status, told, json.loads(text) if status == 200 else text


def at_once(count, what):
    """The answers of so many calls of what(i) at the same time."""
    answers, ready = [None] * count, threading.Barrier(count)

    def one(i):
        ready.wait()
        answers[i] = what(i)

    threads = [threading.Thread(target=one, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def batches(server, cycle, of=''):
    return server.json('GET', f'/project/AT/testcycle/{cycle}/batch{of}')['items']


def runs_in(server, cycle):
    return sum(len(runs) for runs in server.runs(cycle).values())


def wait_until(what, seconds=60):
    give_up = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < give_up, 'it did not happen in time'
        time.sleep(0.01)


def all_pages(server, path):
    found, start = [], 0
    while True:
        page = server.json('GET', f'{path}?startAt={start}&maxResults=100')
        found += page['items']
        if page['isLast']:
            return found
        start += page['maxResults']


def all_there_is(server):
    """What every GET of the project tells."""
    of = '/project/AT'
    told = {kind: server.json('GET', f'{of}/{kind}/folder') for kind in ('testcase', 'testcycle', 'testset')}
    told['cases'] = [server.json('GET', f'{of}/testcase/{case["key"]}/detail') for case in all_pages(server, f'{of}/testcase')]
    told['batches'] = all_pages(server, f'{of}/batch')
    for cycle in all_pages(server, f'{of}/testcycle'):
        path = f'{of}/testcycle/{cycle["key"]}'
        told[cycle['key']] = server.json('GET', f'{path}/detail')
        told[cycle['key'], 'runs'] = members = all_pages(server, f'{path}/testrun')
        for member in members:
            for run in member['runs']:
                told[run['ID']] = server.json('GET', f'{path}/testrun/{run["ID"]}')
    for batch in told['batches']:
        path = f'{of}/testcycle/{batch["cycle"]}/batch/{batch["batchId"]}'
        told['batch', batch['batchId']] = server.json('GET', path)
        told['receipt', batch['batchId']] = server.call('GET', f'{path}/receipt')[2]
    return told


class Keys(ServerTest):
    def test_a_request_that_is_sent_again_is_answered_again(self):
        for endpoint in BOTH_ENDPOINTS:
            with self.subTest(endpoint):
                cycle, key, report = self.server.new_cycle(), unique(), junit(testcase(unique()), testcase(unique(), inner=FAILURE))
                first = send(self.server, cycle, report, key=key, endpoint=endpoint)
                again = send(self.server, cycle, report, key=f'"{key}"', endpoint=endpoint)
                self.assertEqual((first[0], again[0]), (200, 200))
                self.assertEqual(again[2], first[2])
                self.assertNotIn('idempotency-replayed', first[1])
                self.assertEqual(again[1]['idempotency-replayed'], 'true')
                self.server.ended_batch(cycle, first[2]['batchId'])
                self.assertEqual((len(batches(self.server, cycle)), runs_in(self.server, cycle)), (1, 2))

    def test_a_refused_report_is_refused_again(self):
        cycle, key, report = self.server.new_cycle(), unique(), junit(testcase(unique()))[:-5]
        first, again = [send(self.server, cycle, report, key=key) for _ in range(2)]
        self.assertEqual((first[2]['status'], again[2]), ('FAILED', first[2]))
        self.assertEqual([(b['status'], b['direct']) for b in batches(self.server, cycle)], [('Failed', True)])

    def test_a_key_is_for_one_request(self):
        cycle, other, key, report = self.server.new_cycle(), self.server.new_cycle(), unique(), junit(testcase(unique()))
        self.assertEqual(send(self.server, cycle, report, key=key)[0], 200)
        for what, status in {'another report': send(self.server, cycle, report + ' ', key=key)[0],
                             'another option': send(self.server, cycle, report, {'createCase': 'false'}, key)[0],
                             'another cycle': send(self.server, other, report, key=key)[0],
                             'the other endpoint': send(self.server, cycle, report, key=key, endpoint='/batch')[0]}.items():
            self.assertEqual(status, 422, what)
        self.assertEqual((runs_in(self.server, cycle), self.server.runs(other)), (1, {}))

    def test_a_key_is_that_of_a_project(self):
        made = run('project', 'create', '--data', self.server.data, 'BT')
        self.assertEqual(made.returncode, 0, made.stderr)
        key = unique()
        for project in ('AT', 'BT'):
            status, told, _ = send(self.server, f'{project}-CY-Adhoc', junit(testcase(key)), key=key, project=project)
            self.assertEqual((status, 'idempotency-replayed' in told), (200, False))

    def test_keys_that_cannot_be_meant(self):
        cycle, report = self.server.new_cycle(), junit(testcase(unique()))
        for key in ('a b', 'x' * 256, '""', 'k\u00e9'.encode().decode('latin-1')):
            status, _, text = send(self.server, cycle, report, key=key)
            self.assertEqual((status, '255 visible' in text), (400, True), key)
        self.assertEqual(batches(self.server, cycle), [])
        self.assertEqual(send(self.server, cycle, report, key='x' * 255)[0], 200)

    def test_twenty_at_once_are_taken_once(self):
        for endpoint in BOTH_ENDPOINTS:
            with self.subTest(endpoint):
                cycle, key, report = self.server.new_cycle(), unique(), large(300, unique())
                answers = at_once(20, lambda _: send(self.server, cycle, report, key=key, endpoint=endpoint))
                self.assertEqual({answer[0] for answer in answers}, {200}, [a[2] for a in answers if a[0] != 200][:1])
                self.assertEqual(len({json.dumps(answer[2]) for answer in answers}), 1, 'all are told the same')
                self.assertEqual(sum('idempotency-replayed' in answer[1] for answer in answers), 19)
                self.server.ended_batch(cycle, answers[0][2]['batchId'])
                self.assertEqual((len(batches(self.server, cycle)), runs_in(self.server, cycle)), (1, 300))

    def test_who_asks_while_it_is_in_work_is_told_to_come_back(self):
        """Whose report is read only when the first is imported gets its answer; then a larger one is in work for longer."""
        for results in (60_000, 120_000, 240_000):
            cycle, key, report, first = self.server.new_cycle(), unique(), large(results, unique()), []
            sender = threading.Thread(target=lambda: first.append(send(self.server, cycle, report, key=key)))
            sender.start()
            wait_until(lambda: batches(self.server, cycle, '?status=Processing') or not sender.is_alive())
            status, told, answer = send(self.server, cycle, report, key=key)
            sender.join()
            again = send(self.server, cycle, report, key=key)
            self.assertTrue(again[2] == first[0][2] and again[1]['idempotency-replayed'] == 'true')
            self.assertEqual(len(batches(self.server, cycle)), 1)
            if status != 200:
                break
            self.assertEqual(told.get('idempotency-replayed'), 'true')
        self.assertEqual((status, 'in work' in answer), (409, True))
        self.assertGreaterEqual(int(told['retry-after']), 1)


class SameReports(ServerTest):
    def test_a_report_that_is_there_already_is_told(self):
        for endpoint in BOTH_ENDPOINTS:
            with self.subTest(endpoint):
                cycle, other, report = self.server.new_cycle(), self.server.new_cycle(), junit(testcase(unique()))
                first, again, elsewhere = [send(self.server, of, report, endpoint=endpoint)[2] for of in (cycle, cycle, other)]
                self.assertNotIn('duplicateOf', first)
                self.assertEqual(again['duplicateOf'], first['batchId'])
                self.assertNotIn('duplicateOf', elsewhere)
                self.server.ended_batch(cycle, again['batchId'])
                self.assertEqual(runs_in(self.server, cycle), 2, 'it is imported all the same')

    def test_dedupe_gives_the_earlier_answer(self):
        for endpoint in BOTH_ENDPOINTS:
            with self.subTest(endpoint):
                cycle, report = self.server.new_cycle(), junit(testcase(unique()))
                fields = {**CREATE, 'dedupe': 'content'}
                first, again = [send(self.server, cycle, report, fields, endpoint=endpoint) for _ in range(2)]
                self.assertEqual((again[1].get('testledger-deduplicated'), again[2]), ('true', first[2]))
                self.server.ended_batch(cycle, first[2]['batchId'])
                self.assertEqual(runs_in(self.server, cycle), 1)
                otherwise = send(self.server, cycle, report, {**fields, 'createNewRun': 'false'}, endpoint=endpoint)
                self.assertNotEqual(otherwise[2]['batchId'], first[2]['batchId'], 'other options make another import')

    def test_dedupe_that_cannot_be_meant(self):
        self.assertEqual(send(self.server, self.server.new_cycle(), junit(testcase('a')), {'dedupe': 'maybe'})[0], 400)


class DryRuns(ServerTest):
    def test_it_decides_as_the_import_does_and_keeps_nothing(self):
        cycle, name = self.server.new_cycle(), unique()
        for _ in range(5):
            self.server.new_case()
        self.server.import_report(cycle, 'JUnit', junit(testcase(name), testcase(name + ' b', inner=FAILURE)), CREATE)
        changes = {**CREATE, 'createNewRun': 'false', 'forceUpdateCase': 'true', 'bddForceUpdateCase': 'true'}
        for kind, type_ in KINDS.items():
            file = samples(kind)[-1]
            with open(file, 'rb') as opened:
                content = opened.read()
            with self.subTest(file):
                before = all_there_is(self.server)
                tried = [send(self.server, cycle, content, {**changes, 'dryRun': 'true'}, unique(), endpoint, type_) for endpoint in BOTH_ENDPOINTS]
                self.assertEqual(all_there_is(self.server), before)
                self.assertEqual(tried[1][2], tried[0][2], 'both endpoints try alike')
                self.check_agreement(tried[0][2], cycle, send(self.server, cycle, content, changes, type_=type_)[2])

    def check_agreement(self, tried, cycle, done):
        self.assertTrue(tried['dryRun'])
        for count in ('status', 'requestCount', 'successCount', 'errorCount', 'createdCases', 'errors', 'warnings'):
            self.assertEqual(tried[count], done[count])
        self.assertEqual({key: (case['status'], case['created']) for key, case in tried['processedData'].items()},
                         {key: (case['status'], case['created']) for key, case in done['processedData'].items()})
        _, _, lines = self.server.call('GET', f'/project/AT/testcycle/{cycle}/batch/{done["batchId"]}/receipt')
        receipt = [json.loads(line) for line in lines.splitlines()]
        of_a_run = lambda entry: {k: v for k, v in entry.items() if k != 'runID'}
        self.assertEqual([of_a_run(entry) for entry in tried['records']], [of_a_run(entry) for entry in receipt])

    def test_a_broken_report_is_refused_without_a_batch(self):
        cycle = self.server.new_cycle()
        _, _, told = send(self.server, cycle, junit(testcase('a'))[:-5], {'dryRun': 'true'})
        self.assertEqual((told['status'], told['dryRun'], list(told['errors'])), ('FAILED', True, ['report.xml']))
        self.assertEqual(batches(self.server, cycle), [])

    def test_long_lists_are_cut_and_large_reports_refused(self):
        cycle, name = self.server.new_cycle(), unique()
        told = send(self.server, cycle, large(10_050, name), {**CREATE, 'dryRun': '1'})[2]
        self.assertEqual((told['successCount'], len(told['records']), told['recordsLeftOut']), (10_050, 10_000, 50))
        status, _, text = send(self.server, cycle, large(16, name, '<system-out>' + 'x' * (2 << 20) + '</system-out>'), {'dryRun': '1'})
        self.assertEqual((status, 'dry_run_size_max' in text), (413, True), text)
        self.assertEqual(self.server.runs(cycle), {})

    def test_a_truth_value_that_cannot_be_meant(self):
        self.assertEqual(send(self.server, self.server.new_cycle(), junit(testcase('a')), {'dryRun': 'perhaps'})[0], 400)


class Shards(ServerTest):
    def shard(self, cycle, run_key, shard, names, attempt=None, endpoint='', **more):
        fields = {**CREATE, 'runKey': run_key, 'shard': shard, **({'attempt': attempt} if attempt else {}), **more}
        status, _, answer = send(self.server, cycle, junit(*map(testcase, names)), fields, endpoint=endpoint)
        if status == 200 and endpoint:
            self.server.ended_batch(cycle, answer['batchId'])
        return status, answer

    def sharded_runs(self, cycle):
        return [(r['runKey'], r['reported'], r['shards']) for r in self.server.json('GET', f'/project/AT/testcycle/{cycle}/detail')['shardedRuns']]

    def test_a_later_attempt_takes_the_place_of_the_earlier(self):
        for endpoint in BOTH_ENDPOINTS:
            with self.subTest(endpoint):
                cycle, run_key, name = self.server.new_cycle(), unique(), unique()
                _, first = self.shard(cycle, run_key, '1/2', [name + ' a', name + ' b'], '1', endpoint)
                self.assertEqual(self.sharded_runs(cycle), [(run_key, 1, 2)])
                self.shard(cycle, run_key, '2/2', [name + ' c'], '1', endpoint)
                self.assertEqual(self.sharded_runs(cycle), [(run_key, 2, 2)])
                self.shard(cycle, run_key, '1/2', [name + ' a'], '2', endpoint)
                self.shard(cycle, run_key, '1/2', [name + ' a'], '2', endpoint)
                self.assertEqual(runs_in(self.server, cycle), 2, 'those of shard 2, and of the last attempt of shard 1')
                self.assertEqual(self.sharded_runs(cycle), [(run_key, 2, 2)])
                self.assertIsNotNone(self.server.batch(cycle, first['batchId'])['undone'])
                latest = batches(self.server, cycle)[0]['shard']
                self.assertEqual(latest, {'runKey': run_key, 'shard': '1/2', 'attempt': 2})

    def test_what_does_not_fit_is_refused(self):
        for endpoint in BOTH_ENDPOINTS:
            with self.subTest(endpoint):
                cycle, run_key, names = self.server.new_cycle(), unique(), [unique()]
                self.shard(cycle, run_key, '1/2', names, '3', endpoint)
                late, other = self.shard(cycle, run_key, '1/2', names, '2', endpoint), self.shard(cycle, run_key, '1/3', names, '3', endpoint)
                self.assertEqual((late[0], other[0]), (409, 409))
                self.assertIn('too late', late[1])
                self.assertIn('has 2 shards, not 3', other[1])
                self.assertEqual(runs_in(self.server, cycle), 1)

    def test_shards_that_cannot_be_meant(self):
        cycle = self.server.new_cycle()
        for fields in ({'shard': '1/2'}, *({'runKey': 'r', 'shard': shard} for shard in ('0/2', '3/2', '2', 'a/b', '1/2/3', '1/10001')),
                       {'runKey': 'r', 'attempt': '0'}, {'runKey': 'r', 'attempt': 'x'}, {'runKey': 'r' * 256}):
            self.assertEqual(send(self.server, cycle, junit(testcase('a')), fields)[0], 400, fields)
        self.assertEqual(batches(self.server, cycle), [])

    def test_parallel_shards_of_one_run_are_all_there(self):
        cycle, run_key, name = self.server.new_cycle(), unique(), unique()
        answers = at_once(8, lambda i: self.shard(cycle, run_key, f'{i + 1}/8', [f'{name} {i} {j}' for j in range(20)]))
        self.assertEqual({status for status, _ in answers}, {200})
        self.assertEqual((self.sharded_runs(cycle), runs_in(self.server, cycle)), ([(run_key, 8, 8)], 160))


class Large(ServerTest):
    def test_a_small_import_gets_its_turn_and_a_cancelled_batch_leaves_nothing(self):
        busy, calm = self.server.new_cycle(), self.server.new_cycle()
        name = unique()
        report = large(50_000, name, '<system-out>' + 'x' * 1100 + '</system-out>')
        self.assertGreater(len(report), 60_000_000)
        batch = send(self.server, busy, report, endpoint='/batch')[2]['batchId']
        wait_until(lambda: self.server.batch(busy, batch)['processed'] > 0)
        for _ in range(5):
            began = time.monotonic()
            self.assertEqual(send(self.server, calm, junit(testcase(unique())))[2]['successCount'], 1)
            self.assertLess(time.monotonic() - began, 5)
        told = self.server.batch(busy, batch)
        self.assertEqual((told['status'], told['total']), ('Processing', 50_000), 'it was at work all the time')
        self.assertGreater(told['resultsPerSecond'], 0)
        self.assertGreaterEqual(told['secondsLeft'], 0)
        answer = self.server.json('POST', f'/project/AT/testcycle/{busy}/batch/{batch}/cancel')
        self.assertTrue(answer['cancelRequested'] or answer['status'] == 'Cancelled')
        ended = self.server.ended_batch(busy, batch)
        self.assertEqual((ended['status'], ended['processed'], ended['importID'], ended['processedData']), ('Cancelled', 0, None, {}))
        self.assertEqual(self.server.runs(busy), {})
        self.assertEqual([case['title'] for case in all_pages(self.server, '/project/AT/testcase') if name in case['title']], [])

    def test_a_direct_import_is_nobodys_to_cancel(self):
        cycle, answers = self.server.new_cycle(), []
        sender = threading.Thread(target=lambda: answers.append(send(self.server, cycle, large(PARTS, unique()))))
        sender.start()
        wait_until(lambda: batches(self.server, cycle, '?status=Processing'))
        batch = batches(self.server, cycle)[0]
        self.assertTrue(batch['direct'])
        status, _, text = self.server.call('POST', f'/project/AT/testcycle/{cycle}/batch/{batch["batchId"]}/cancel')
        self.assertEqual(status, 409, text)
        sender.join()
        self.assertEqual((answers[0][2]['successCount'], answers[0][2]['batchId']), (PARTS, batch['batchId']))


class Stopped(unittest.TestCase):
    def setUp(self):
        self.server = Server().start()
        self.cycle = self.server.new_cycle()

    def tearDown(self):
        self.server.stop(signal.SIGKILL)
        self.server.remove()

    def kill(self):
        self.server.stop(signal.SIGKILL)
        self.server.start()

    def at_work(self):
        """Waits until something of the cycle's only batch is written."""
        wait_until(lambda: any(batch['processed'] for batch in batches(self.server, self.cycle, '?status=Processing')))

    def test_a_key_is_remembered(self):
        for endpoint in BOTH_ENDPOINTS:
            key, report = unique(), junit(testcase(unique()))
            first = send(self.server, self.cycle, report, key=key, endpoint=endpoint)
            self.kill()
            again = send(self.server, self.cycle, report, key=key, endpoint=endpoint)
            self.assertEqual((again[2], again[1]['idempotency-replayed']), (first[2], 'true'))

    def test_a_direct_import_is_undone_and_may_be_sent_again(self):
        name, key = unique(), unique()
        kept = send(self.server, self.cycle, junit(testcase('kept')))[2]
        report, lost = large(24_000, name), []

        def sender():
            try:
                send(self.server, self.cycle, report, key=key)
            except OSError:
                lost.append(True)

        thread = threading.Thread(target=sender)
        thread.start()
        self.at_work()
        self.kill()
        thread.join()
        self.assertEqual(lost, [True])
        batch = batches(self.server, self.cycle)[0]['batchId']
        ended = self.server.ended_batch(self.cycle, batch)
        self.assertEqual((ended['status'], ended['direct'], ended['importID']), ('Failed', True, None))
        self.assertIn('Send it again', ended['errorMsg'])
        self.assertEqual((self.server.runs(self.cycle), len(all_pages(self.server, '/project/AT/testcase'))),
                         ({list(kept['processedData'])[0]: ['Passed']}, 1))
        status, told, again = send(self.server, self.cycle, report, key=key)
        self.assertEqual((status, again['successCount'], again['createdCases'], 'idempotency-replayed' in told), (200, 24_000, 24_000, False))
        self.assertEqual(runs_in(self.server, self.cycle), 24_001)

    def test_a_batch_goes_on_within_two_seconds_and_is_there_once(self):
        batch = send(self.server, self.cycle, large(24_000, unique()), endpoint='/batch')[2]['batchId']
        self.at_work()
        self.kill()
        ready = time.monotonic()
        wait_until(lambda: self.server.batch(self.cycle, batch)['status'] == 'Processing')
        self.assertLess(time.monotonic() - ready, 2)
        ended = self.server.ended_batch(self.cycle, batch)
        self.assertEqual((ended['status'], ended['successCount'], ended['attempts']), ('Completed', 24_000, 2))
        runs = self.server.runs(self.cycle)
        self.assertEqual((len(runs), {len(each) for each in runs.values()}), (24_000, {1}))

    def test_sigterm_is_obeyed_and_the_batch_goes_on(self):
        batch = send(self.server, self.cycle, large(24_000, unique()), endpoint='/batch')[2]['batchId']
        self.at_work()
        began = time.monotonic()
        self.assertEqual(self.server.stop(signal.SIGTERM), 0, read(self.server.log_path)[-2000:])
        self.assertLess(time.monotonic() - began, 30)
        self.server.start()
        ended = self.server.ended_batch(self.cycle, batch)
        self.assertEqual((ended['status'], ended['successCount']), ('Completed', 24_000))
        self.assertEqual(runs_in(self.server, self.cycle), 24_000)


if __name__ == '__main__':
    unittest.main()

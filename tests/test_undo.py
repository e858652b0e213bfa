"""Imports that are taken back or imported again, and the receipts that tell what each did, against the real server."""
import json
import signal
import threading
import unittest

from support import FAILURE, Server, ServerTest, junit, samples, testcase, unique
from test_sending import KINDS, PARTS, all_pages, at_once, batches, large, runs_in, send, wait_until


def content_of(path):
    with open(path, 'rb') as file:
        return file.read()


class BatchTest(ServerTest):
    def ask(self, cycle, batch, what, query='', status=200):
        """The answer of a request to a batch, which has that status."""
        told, _, text = self.server.call('POST', f'/project/AT/testcycle/{cycle}/batch/{batch}/{what}{query}')
        self.assertEqual(told, status, text)
        return json.loads(text) if told == 200 else text

    def undo(self, cycle, batch, **options):
        return self.ask(cycle, batch, 'undo', **options)

    def reprocessed(self, cycle, batch, query=''):
        """The batch that a batch was imported again as, once it has ended."""
        return self.server.ended_batch(cycle, self.ask(cycle, batch, 'reprocess', query)['batchId'])

    def imported(self, cycle, content, fields=None, type_='JUnit'):
        status, _, answer = send(self.server, cycle, content, fields, type_=type_)
        self.assertEqual((status, answer['status']), (200, 'COMPLETED'), answer)
        return answer

    def cases_named(self, name):
        return [case['key'] for case in all_pages(self.server, '/project/AT/testcase') if name in case['title']]

    def receipt(self, cycle, batch):
        status, headers, text = self.server.call('GET', f'/project/AT/testcycle/{cycle}/batch/{batch}/receipt')
        self.assertEqual((status, headers['content-type'].split(';')[0]), (200, 'application/x-ndjson'))
        return [json.loads(line) for line in text.splitlines()]

    def runs_of(self, cycle):
        """Everything that is told of the runs in a cycle, by their ids, but for what they are numbered."""
        path = f'/project/AT/testcycle/{cycle}/testrun'
        return {run['ID']: self.server.json('GET', f'{path}/{run["ID"]}') for member in all_pages(self.server, path) for run in member['runs']}


class Undone(BatchTest):
    def test_what_was_made_is_gone_and_may_be_imported_again(self):
        for count, endpoint in ((2, ''), (2, '/batch'), (PARTS, '')):
            with self.subTest(f'{count} {endpoint}'):
                cycle, name = self.server.new_cycle(), unique()
                report = large(count, name)
                batch = send(self.server, cycle, report, endpoint=endpoint)[2]['batchId']
                self.server.ended_batch(cycle, batch)
                told = self.undo(cycle, batch)
                self.assertEqual((told['status'], told['undone']['user'], told['successCount']), ('Completed', 'admin', count))
                self.assertEqual((self.server.runs(cycle), self.cases_named(name)), ({}, []))
                self.assertEqual(len(self.receipt(cycle, batch)), count, 'the receipt stays')
                again = send(self.server, cycle, report, endpoint=endpoint)[2]
                self.assertNotIn('duplicateOf', again)
                ended = self.server.ended_batch(cycle, again['batchId'])
                self.assertEqual((ended['successCount'], ended['createdCases'], runs_in(self.server, cycle)), (count, count, count))

    def test_what_was_there_before_stays(self):
        cycle, name = self.server.new_cycle(), unique()
        self.imported(cycle, junit(testcase(name)))
        case = self.server.new_case(name + ' by hand')
        before = self.server.runs(cycle)
        later = self.imported(cycle, junit(testcase(name, inner=FAILURE), testcase(f'{case} joins'), testcase(name + ' new')))
        self.undo(cycle, later['batchId'])
        self.assertEqual((self.server.runs(cycle), len(self.cases_named(name))), (before, 2))

    def test_an_overwritten_run_is_restored(self):
        for kind, type_ in KINDS.items():
            file = next(file for file in reversed(samples(kind)) if 'handwritten' not in file)
            with self.subTest(file):
                cycle = self.server.new_cycle()
                self.imported(cycle, content_of(file), type_=type_)
                before, cases = self.runs_of(cycle), self.cases_in(cycle)
                status, other = (b'"failed"', b'"passed"') if file.endswith('json') else (b'FAIL', b'PASS')
                changed = content_of(file).replace(status, other).replace(b'<failure', b'<error').replace(b'</failure', b'</error')
                options = {'createNewRun': 'false', 'forceUpdateCase': 'true', 'bddForceUpdateCase': 'true'}
                over = self.imported(cycle, changed, options, type_)
                self.assertEqual(set(self.runs_of(cycle)), set(before), 'it wrote into the runs that were there')
                self.undo(cycle, over['batchId'])
                self.assertEqual(self.runs_of(cycle), before)
                self.assertEqual(self.cases_in(cycle), cases)

    def cases_in(self, cycle):
        return [self.server.json('GET', f'/project/AT/testcase/{key}/detail') for key in self.server.runs(cycle)]

    def test_comments_and_status_come_back(self):
        cycle, name = self.server.new_cycle(), unique()
        self.imported(cycle, junit(testcase(name, inner=FAILURE)))
        (run, before), = self.runs_of(cycle).items()
        over = self.imported(cycle, junit(testcase(name)), {'createNewRun': 'false'})
        changed = self.runs_of(cycle)[run]
        self.assertNotEqual((changed['testRunStatus'], changed['comments']), (before['testRunStatus'], before['comments']))
        self.undo(cycle, over['batchId'])
        self.assertEqual(self.runs_of(cycle), {run: before})

    def test_what_was_used_since_refuses(self):
        cycle, other, name = self.server.new_cycle(), self.server.new_cycle(), unique()
        first = self.imported(cycle, junit(testcase(name)))['batchId']
        second = self.imported(cycle, junit(testcase(name)))['batchId']
        self.assertIn('are used by others by now', self.undo(cycle, first, status=409))
        elsewhere = self.imported(other, junit(testcase(name)))['batchId']
        self.undo(cycle, second)
        self.assertIn('are used by others by now', self.undo(cycle, first, status=409))
        self.undo(other, elsewhere)
        self.undo(cycle, first)
        self.assertEqual((self.server.runs(cycle), self.server.runs(other), self.cases_named(name)), ({}, {}, []))

    def test_what_was_written_again_refuses(self):
        cycle, key = self.server.new_cycle(), self.server.new_case()
        first = self.imported(cycle, junit(testcase(f'{key} keyed')))['batchId']
        second = self.imported(cycle, junit(testcase(f'{key} keyed', inner=FAILURE)), {'createNewRun': 'false'})['batchId']
        self.assertIn('written again since, ' + key, self.undo(cycle, first, status=409))
        self.assertEqual(self.server.runs(cycle), {key: ['Failed']})
        self.undo(cycle, second)
        self.undo(cycle, first)
        self.assertEqual(self.server.runs(cycle), {})

    def test_only_what_is_completed_once(self):
        cycle, name = self.server.new_cycle(), unique()
        done = self.imported(cycle, junit(testcase(name)))['batchId']
        self.undo(cycle, done)
        self.assertIn('has been undone', self.undo(cycle, done, status=409))
        self.assertIn('only a failed or cancelled', self.ask(cycle, done, 'retry', status=409))
        failed = send(self.server, cycle, junit(testcase(name))[:-5])[2]['batchId']
        self.assertIn('it is Failed', self.undo(cycle, failed, status=409))
        for cycle_, batch in ((cycle, '0'), (cycle, '99999999999999999999'), (cycle, 'x'), (self.server.new_cycle(), done)):
            for what in ('undo', 'reprocess', 'cancel', 'retry'):
                self.assertEqual(self.ask(cycle_, batch, what, status=404), f'Batch not found : {batch}')

    def test_of_many_at_once_one_undoes(self):
        cycle, name = self.server.new_cycle(), unique()
        batch = self.imported(cycle, large(3000, name))['batchId']
        answers = at_once(5, lambda _: self.server.call('POST', f'/project/AT/testcycle/{cycle}/batch/{batch}/undo')[0])
        self.assertEqual(sorted(answers), [200, 409, 409, 409, 409])
        self.assertEqual((self.server.runs(cycle), self.cases_named(name)), ({}, []))

    def test_what_an_import_uses_meanwhile_stays(self):
        cycle, name = self.server.new_cycle(), unique()
        batch = self.imported(cycle, large(PARTS, name))['batchId']
        undoing = threading.Thread(target=lambda: self.undo(cycle, batch))
        undoing.start()
        wait_until(lambda: self.server.batch(cycle, batch)['undone'])
        self.imported(cycle, large(500, name))
        undoing.join()
        runs = self.server.runs(cycle)
        self.assertEqual((len(runs), {len(each) for each in runs.values()}), (500, {1}))
        self.assertEqual(len(self.cases_named(name)), 500)


class Reprocessed(BatchTest):
    def test_other_options_take_the_place_of_the_first(self):
        cycle, name = self.server.new_cycle(), unique()
        report = junit(testcase(name), testcase(name + ' b', inner=FAILURE))
        refused = send(self.server, cycle, report, {'updateDatasets': 'false'})[2]
        self.assertEqual((refused['status'], refused['errorCount']), ('FAILED', 2))
        made = self.reprocessed(cycle, refused['batchId'], '?createCase=true')
        self.assertEqual((made['status'], made['successCount'], made['replaces'], made['direct']), ('Completed', 2, refused['batchId'], False))
        self.assertEqual((made['options']['createCase'], made['options']['updateDatasets']), (True, False), 'what is not named is as it was')
        self.assertIsNotNone(self.server.batch(cycle, refused['batchId'])['undone'])
        again = self.reprocessed(cycle, made['batchId'])
        self.assertEqual((again['createdCases'], again['options']), (2, made['options']))
        self.assertEqual((len(self.cases_named(name)), runs_in(self.server, cycle)), (2, 2), 'not a run of it is there twice')

    def test_what_failed_may_be_processed_again(self):
        cycle = self.server.new_cycle()
        failed = send(self.server, cycle, junit(testcase(unique()))[:-5], endpoint='/batch')[2]['batchId']
        self.assertEqual(self.server.ended_batch(cycle, failed)['status'], 'Failed')
        again = self.reprocessed(cycle, failed)
        self.assertEqual((again['status'], again['replaces']), ('Failed', failed))
        self.assertIn('cut short', again['errorMsg'])
        self.ask(cycle, failed, 'retry')
        self.assertEqual(self.server.ended_batch(cycle, failed)['status'], 'Failed')

    def test_what_it_refuses(self):
        cycle = self.server.new_cycle()
        done = self.imported(cycle, junit(testcase(unique())))['batchId']
        self.ask(cycle, done, 'reprocess', '?createCase=perhaps', status=400)
        self.ask(cycle, done, 'reprocess', '?defaultFolder=99999', status=400)
        first = send(self.server, cycle, large(PARTS, unique()), endpoint='/batch')[2]['batchId']
        waiting = send(self.server, cycle, junit(testcase(unique())), endpoint='/batch')[2]['batchId']
        for what, text in (('reprocess', 'only one that has ended'), ('undo', 'it is Queued'), ('retry', 'is Queued')):
            self.assertIn(text, self.ask(cycle, waiting, what, status=409))
        self.assertEqual(self.ask(cycle, waiting, 'cancel')['status'], 'Cancelled')
        self.ask(cycle, first, 'cancel')
        self.assertEqual(self.server.ended_batch(cycle, first)['status'], 'Cancelled')
        self.assertEqual(runs_in(self.server, cycle), 1)
        self.ask(cycle, first, 'retry')
        self.assertEqual(self.server.ended_batch(cycle, first)['successCount'], PARTS)
        self.assertEqual(runs_in(self.server, cycle), PARTS + 1)


class Receipts(BatchTest):
    def test_each_line_leads_to_its_record(self):
        for _ in range(5):
            self.server.new_case()
        for file in samples():
            with self.subTest(file):
                content, cycle = content_of(file), self.server.new_cycle()
                done = send(self.server, cycle, content, type_=KINDS[file.split('/')[-2]])[2]
                entries = self.receipt(cycle, done['batchId'])
                self.assertEqual(len(entries), done['requestCount'])
                self.assertEqual(sum(entry['effect'] == 'refused' for entry in entries), done['errorCount'])
                cases = {entry.get('case') for entry in entries if entry['effect'] != 'refused'}
                self.assertEqual(cases, set(done['processedData']))
                self.check_places(content, entries)

    def test_offsets_are_those_of_the_bytes_whatever_their_line_ends(self):
        content = b'\xef\xbb\xbf' + '\r\n'.join(['<testsuite>', testcase('\u00fc'), testcase('AT-TC-1 \x01'), '', testcase('b'), '</testsuite>']).encode()
        cycle = self.server.new_cycle()
        self.check_places(content, self.receipt(cycle, send(self.server, cycle, content, type_='JUnit')[2]['batchId']))

    def check_places(self, content, entries):
        for entry in entries:
            offset = entry['offset']
            self.assertIn(content[offset:offset + 2].strip(b'\0')[:1], (b'<', b'{'), entry)  # of UTF-16 too
            self.assertEqual(entry['line'], content.count(b'\n', 0, offset) + 1, entry)

    def test_it_tells_what_became_of_each_record(self):
        cycle, name, key = self.server.new_cycle(), unique(), self.server.new_case()
        report = junit(testcase(name), testcase(f'{key} keyed', inner=FAILURE), testcase('AT-TC-99999 missing'))
        first = self.receipt(cycle, self.imported(cycle, report)['batchId'])
        second = self.receipt(cycle, self.imported(cycle, report, {'createNewRun': 'false'})['batchId'])
        self.assertEqual([(e['record'], e['rule'], e['effect'], e.get('status')) for e in first],
                         [(1, 'newCase', 'created', 'Passed'), (2, 'caseKey', 'created', 'Failed'), (3, 'caseKey', 'refused', None)])
        self.assertEqual([(e['rule'], e['effect']) for e in second],
                         [('automationKey', 'overwrote'), ('caseKey', 'overwrote'), ('caseKey', 'refused')])
        self.assertEqual([(e.get('case'), e.get('runID')) for e in first], [(e.get('case'), e.get('runID')) for e in second])
        self.assertEqual((first[1]['case'], first[2]['error']), (key, {'code': 'case_not_found', 'subject': 'AT-TC-99999'}))

    def test_it_is_as_long_as_the_report(self):
        cycle = self.server.new_cycle()
        batch = self.imported(cycle, large(PARTS, unique()))['batchId']
        self.assertEqual([entry['record'] for entry in self.receipt(cycle, batch)], list(range(1, PARTS + 1)))
        failed = send(self.server, cycle, junit(testcase('a'))[:-5])[2]['batchId']
        self.assertEqual(self.receipt(cycle, failed), [])


class Stopped(unittest.TestCase):
    def test_what_a_killed_server_began_to_undo_is_undone(self):
        server = Server().start()
        try:
            cycle, name = server.new_cycle(), unique()
            kept = send(server, cycle, junit(testcase('kept')))[2]
            batch = send(server, cycle, large(PARTS, name))[2]['batchId']

            def undo():
                try:
                    server.call('POST', f'/project/AT/testcycle/{cycle}/batch/{batch}/undo')
                except OSError:
                    pass

            undoing = threading.Thread(target=undo)
            undoing.start()
            wait_until(lambda: len(server.json('GET', f'/project/AT/testcycle/{cycle}/testrun?startAt={PARTS - 1000}')['items']) == 0)
            self.assertIsNotNone(server.batch(cycle, batch)['undone'])
            server.stop(signal.SIGKILL)
            undoing.join()
            server.start()
            wait_until(lambda: (server.batch(cycle, batch)['undone'] or {}).get('date'))
            self.assertEqual(list(server.runs(cycle)), list(kept['processedData']))
            self.assertEqual(len(all_pages(server, '/project/AT/testcase')), 1)
            self.assertEqual(server.call('POST', f'/project/AT/testcycle/{cycle}/batch/{batch}/undo')[0], 409)
        finally:
            server.stop(signal.SIGKILL)
            server.remove()


if __name__ == '__main__':
    unittest.main()

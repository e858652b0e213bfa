"""`testledger batch`: lists, shows, steers and follows batches, against the real server, and against one that is told what to answer."""
import json
import os
import tempfile
import unittest

from cutting_proxy import CuttingProxy, ToldServer
from support import ServerTest, junit, run, testcase, unique
from test_import_files import on_terminal

BATCH = {'batchId': 7, 'type': 'Import Results', 'cycle': 'AT-CY-3', 'status': 'Completed', 'requestCount': 2, 'successCount': 2, 'errorCount': 0,
         'size': 2048, 'errorMsg': None, 'format': 'junit', 'fileName': 'nightly.xml', 'user': 'admin', 'attempts': 1, 'importID': 9,
         'createdDate': 1767225600000, 'startedDate': 1767225601000, 'finishedDate': 1767225603500}
LIST, OF_7 = '/project/AT/batch', '/project/AT/testcycle/AT-CY-3/batch/7'


def page(*batches, is_last=True):
    return 200, {'startAt': 0, 'maxResults': 100, 'isLast': is_last, 'items': list(batches)}


def batch(state='Completed', **changes):
    return {**BATCH, 'status': state, **changes}


def event(batch_, number, name='state'):
    return f': a word in between\n\nid: {number}\nevent: {name}\ndata: {json.dumps(batch_)}\n\n'.encode()


def stream(*pieces):
    """An answer of server-sent events that ends without a length."""
    def answer(handler):
        handler.send_response(200)
        handler.send_header('Content-Type', 'text/event-stream')
        handler.send_header('Connection', 'close')
        handler.end_headers()
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
        handler.close_connection = True
    return answer


def content_of(path):
    with open(path, 'rb') as file:
        return file.read()


def cut(handler):
    handler.connection.close()
    handler.close_connection = True


class Told(unittest.TestCase):
    def batch(self, server, *arguments):
        return run('batch', arguments[0], '--url', server.url, '--project', 'AT', *arguments[1:], env={'TESTLEDGER_TOKEN': 'tl_x'})

    def test_the_cycle_of_a_batch_is_found_in_the_projects_list(self):
        many = [batch(batchId=number) for number in range(108, 8, -1)]
        with ToldServer({f'GET {LIST}?startAt=0&maxResults=100': page(*many, is_last=False), f'GET {LIST}?startAt=100&maxResults=100':
                         page(batch(batchId=8), batch(cycle={'ID': 3, 'key': 'AT-CY-3'})), f'GET {OF_7}': (200, batch(options={'createCase': True}, undoneBy='admin'))}) as server:
            ended = self.batch(server, 'show', '7')
            self.assertEqual(ended.returncode, 0, ended.stderr)
            for text in (r'cycle +AT-CY-3', r'state +Completed', r'file +nightly\.xml', r'user +admin', r'size +2\.0 KiB',
                         r'queued +2026-01-01 00:00:00 UTC', r'took +2\.5 s', r'createCase +true', r'undoneBy +admin'):
                self.assertRegex(ended.stdout, text)
            missing = self.batch(server, 'show', '500')
            self.assertEqual((missing.returncode, 'batch list' in missing.stderr), (2, True))
        with ToldServer({f'GET {LIST}': page({**BATCH, 'cycle': None})}) as server:
            self.assertIn('Name it with --cycle', self.batch(server, 'show', '7').stderr)

    def test_a_list_is_limited_and_asks_for_a_state(self):
        with ToldServer({f'GET {LIST}': page(batch(), batch(batchId=6)), 'GET /project/AT/testcycle/AT-CY-3/batch': page({**BATCH, 'cycle': None})}) as server:
            self.assertEqual([line.split()[0] for line in self.batch(server, 'list', '--limit', '1').stdout.splitlines()], ['BATCH', '7'])
            self.assertEqual(json.loads(self.batch(server, 'list', '--output', 'json').stdout)[1]['batchId'], 6)
            lines = self.batch(server, 'list', '--state', 'failed', '--output', 'ndjson').stdout.splitlines()
            self.assertEqual([json.loads(line)['batchId'] for line in lines], [7, 6])
            self.assertIn('status=failed', server.requests[-1][0])
            self.assertRegex(self.batch(server, 'list', '--cycle', 'AT-CY-3').stdout, r'7 +AT-CY-3 +Completed +nightly.xml +junit')

    def test_an_empty_list_is_one(self):
        with ToldServer({f'GET {LIST}': page()}) as server:
            self.assertEqual(json.loads(self.batch(server, 'list', '--output', 'json').stdout), [])
            self.assertEqual(self.batch(server, 'list', '--output', 'ndjson').stdout, '')

    def test_what_changes_something_is_posted_once(self):
        for verb in ('cancel', 'retry', 'undo'):
            with self.subTest(verb), ToldServer({f'POST {OF_7}/{verb}': (200, BATCH)}) as server:
                ended = self.batch(server, verb, '--cycle', 'AT-CY-3', '7', '--output', 'json')
                self.assertEqual((ended.returncode, json.loads(ended.stdout)), (0, BATCH), ended.stderr)
            with self.subTest(verb), ToldServer({f'POST {OF_7}/{verb}': cut}) as server:
                ended = self.batch(server, verb, '--cycle', 'AT-CY-3', '7')
                self.assertEqual((ended.returncode, len(server.requests)), (2, 1), ended.stderr)
            with self.subTest(verb), ToldServer({f'POST {OF_7}/{verb}': (409, 'it is Completed')}) as server:
                ended = self.batch(server, verb, '--cycle', 'AT-CY-3', '7')
                self.assertEqual((ended.returncode, 'it is Completed' in ended.stderr), (2, True))

    def test_a_download_is_whole_or_not_there(self):
        content = b'{"a":1}\n' * 300_000
        for what in ('receipt', 'file'):
            with self.subTest(what), tempfile.TemporaryDirectory() as folder, ToldServer({f'GET {OF_7}/{what}': (200, content)}) as server:
                to = os.path.join(folder, 'x')
                self.assertEqual(self.batch(server, what, '--cycle', 'AT-CY-3', '7', '--to', to).returncode, 0)
                self.assertEqual(content_of(to), content)
                self.assertEqual(self.batch(server, what, '--cycle', 'AT-CY-3', '7').stdout.encode(), content)
                with CuttingProxy(server.http.server_address[1], ['half', 'answer', 503]) as proxy:
                    self.assertEqual(self.batch(proxy, what, '--cycle', 'AT-CY-3', '7', '--to', to).returncode, 0)
                    self.assertEqual(content_of(to), content)
                with CuttingProxy(server.http.server_address[1], ['half']) as proxy:
                    told = self.batch(proxy, what, '--cycle', 'AT-CY-3', '7')
                    self.assertEqual((told.returncode, 'Name a file with --to' in told.stderr), (2, True), 'what is on stdout cannot be taken back')
                with CuttingProxy(server.http.server_address[1], ['half'] * 2) as proxy:
                    self.assertEqual(self.batch(proxy, what, '--cycle', 'AT-CY-3', '7', '--to', to + '2', '--retries', '1').returncode, 2)
                self.assertEqual(self.batch(server, what, '--cycle', 'AT-CY-9', '7', '--to', to + '3').returncode, 2)
                self.assertEqual(os.listdir(folder), ['x'])

    def test_watching_follows_the_events_and_goes_on_behind_the_last_one(self):
        events = [stream(event(batch('Queued', position=2), 1)[:-20]),  # cut within an event
                  stream(event(batch('Queued', position=2), 1), event(batch('Processing', processed=1, total=2), 2, 'progress')),
                  cut, (503, 'busy'), stream(event(BATCH, 3), event(batch('Queued'), 4))]
        with ToldServer({f'GET {OF_7}/events': events, f'GET {OF_7}': [(200, batch('Processing'))] * 5 + [(200, BATCH)]}) as server:
            ended = self.batch(server, 'watch', '--cycle', 'AT-CY-3', '7', '--output', 'json')
            self.assertEqual(ended.returncode, 0, ended.stderr)
            self.assertEqual(json.loads(ended.stdout), BATCH)
            self.assertEqual(ended.stderr, '')
            asked = [headers for what, headers, _ in server.requests if what.endswith('/events')]
            self.assertEqual([headers.get('Last-Event-ID') for headers in asked], [None, None, '2', '2', '2'])
            self.assertEqual(asked[0]['Accept'], 'text/event-stream')

    def test_watching_asks_again_and_again_where_there_are_no_events(self):
        states = [(200, batch('Queued')), cut, (502, 'away'), (200, batch('Processing')), (200, BATCH)]
        with ToldServer({f'GET {OF_7}': states}) as server:
            self.assertEqual(self.batch(server, 'watch', '--cycle', 'AT-CY-3', '7').returncode, 0)
            self.assertEqual(len(server.asked(f'GET {OF_7}/events')), 1)

    def test_watching_ends_with_the_exit_codes_of_an_import(self):
        refused = batch(errorCount=1, errors={'AT-TC-9': {'message': 'no such case'}})
        for end, code, text in ((BATCH, 0, 'Completed'), (refused, 1, 'AT-TC-9: no such case'), (batch('Failed', errorMsg='broken'), 2, 'broken'),
                                (batch('Cancelled'), 2, 'was cancelled')):
            with self.subTest(text), ToldServer({f'GET {OF_7}': (200, end)}) as server:
                ended = self.batch(server, 'watch', '--cycle', 'AT-CY-3', '7')
                self.assertEqual((ended.returncode, text in ended.stdout), (code, True), ended.stdout)
                self.assertEqual(self.batch(server, 'show', '--cycle', 'AT-CY-3', '7').returncode, 0, 'it could be shown')
        with ToldServer({}) as server:
            self.assertEqual(self.batch(server, 'watch', '--cycle', 'AT-CY-3', '7').returncode, 2)
        server.url = 'http://127.0.0.1:1'
        self.assertEqual(self.batch(server, 'watch', '--cycle', 'AT-CY-3', '7', '--retries', '0').returncode, 2, 'nobody waits for a wrong address')

    def test_a_terminal_sees_the_place_in_the_queue_and_the_progress(self):
        events = stream(event(batch('Queued', position=2), 1), event(BATCH, 2))
        going_on = stream(event(batch('Processing', processed=1, total=4), 1), event(BATCH, 2))
        for told, text in ((events, 'batch 7: queued, position 2'), (going_on, r'batch 7: processing \[######\.{18}\] 25 %, 1 of 4 results')):
            with ToldServer({f'GET {OF_7}/events': told, f'GET {OF_7}': [(200, batch('Queued')), (200, BATCH)]}) as server:
                code, output, shown = on_terminal(['batch', 'watch', '--cycle', 'AT-CY-3', '7'],
                                                  {'TESTLEDGER_URL': server.url, 'TESTLEDGER_PROJECT': 'AT', 'TESTLEDGER_TOKEN': 'x'})
            self.assertEqual(code, 0, shown)
            self.assertRegex(shown, text)
            self.assertRegex(output, r'state +Completed')

    def test_wrong_words_are_told(self):
        with ToldServer({}) as server:
            for arguments, text in ((['show', 'x'], 'no whole number'), (['show'], 'missing: NUMBER'), (['show', '0'], 'of 1 or more'),
                                    (['list', '--limit', '0'], 'from 1'), (['list', '--state', 'late'], 'queued, processing, completed'),
                                    (['undo', '7', '--to', 'x'], 'no option --to')):
                ended = self.batch(server, *arguments)
                with self.subTest(arguments):
                    self.assertEqual((ended.returncode, server.requests), (2, []))
                    self.assertIn(text, ended.stderr)


class Real(ServerTest):
    def batch(self, *arguments):
        return run('batch', arguments[0], '--url', self.server.url, '--token-file', self.server.token_file, '--project', 'AT', *arguments[1:])

    def test_a_batch_from_its_list_to_its_retry(self):
        cycle = self.server.new_cycle()
        number = self.server.queue_report(cycle, 'JUnit', junit(testcase(unique()))[:-20], {'createCase': 'true'}, 'broken.xml')['batchId']
        watched = self.batch('watch', '--cycle', cycle, number)
        self.assertEqual(watched.returncode, 2, watched.stderr)
        self.assertIn('Invalid xml', watched.stdout)
        self.assertRegex(self.batch('list', '--state', 'failed', '--cycle', cycle).stdout, rf'{number} +{cycle} +Failed +broken\.xml +junit')
        self.assertEqual(self.batch('list', '--state', 'queued', '--cycle', cycle, '--output', 'json').stdout, '[]\n')
        shown = json.loads(self.batch('show', '--cycle', cycle, number, '--output', 'json').stdout)
        self.assertEqual((shown['batchId'], shown['status']), (number, 'Failed'))
        self.assertEqual(self.batch('cancel', '--cycle', cycle, number).returncode, 2)
        again = self.batch('retry', '--cycle', cycle, number)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(self.batch('watch', '--cycle', cycle, number).returncode, 2)

    def test_the_report_of_a_batch_comes_back_as_it_was_sent(self):
        cycle, report = self.server.new_cycle(), junit(testcase(unique())) + ' ' * 100_000
        number = self.server.queue_report(cycle, 'JUnit', report, {'createCase': 'true'})['batchId']
        self.assertEqual(self.batch('file', '--cycle', cycle, number).stdout, report)

    def test_a_batch_of_another_cycle_or_project_is_not_found(self):
        cycle = self.server.new_cycle()
        for arguments in (['show', '--cycle', cycle, '99999'], ['show', '99999'], ['watch', '--cycle', cycle, '99999'], ['cancel', '--cycle', cycle, '99999']):
            ended = self.batch(*arguments)
            with self.subTest(arguments):
                self.assertEqual(ended.returncode, 2)
                self.assertRegex(ended.stderr, '99999')


if __name__ == '__main__':
    unittest.main()

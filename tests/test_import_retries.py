"""What `import` does on a bad network: the same report is sent again under the same key, told on stderr, and never after a plain refusal."""
import json
import os
import re
import tempfile
import unittest

from cutting_proxy import CuttingProxy, ToldServer
from support import ServerTest, junit, run, testcase, unique

DONE = {'status': 'COMPLETED', 'requestCount': 1, 'successCount': 1, 'errorCount': 0, 'errors': {}, 'warnings': [], 'processedData': {}}
UPLOAD = 'POST /project/AT/testcycle/AT-CY-1/import/results'


class BadNetwork(ServerTest):
    def write(self, content):
        path = os.path.join(self.server.home, unique() + '.xml')
        with open(path, 'w') as file:
            file.write(content)
        return path

    def send(self, url, *arguments):
        return run('import', '--url', url, '--token-file', self.server.token_file, '--project', 'AT', '--create-case', *arguments)

    def test_a_cut_connection_is_followed_by_the_same_request(self):
        for end in ('refuse', 'head', 'body', 'commit', 'answer', 'half', 429, 502, 503, 504, 507):
            cycle = self.server.new_cycle()
            report = self.write(junit(testcase(unique())) + ' ' * 3_000_000)
            with self.subTest(end), CuttingProxy(self.server.port, [end]) as proxy:
                ended = self.send(proxy.url, '--cycle', cycle, report)
                self.assertEqual(ended.returncode, 0, ended.stderr)
                self.assertRegex(ended.stderr, r'Sending it again in [\d.]+ s \(1 of 5\)')
                self.assertEqual(len(self.server.runs(cycle)), 1)
                sent = [key for key in proxy.keys() if key]
                self.assertEqual(len(sent), 1 if end in ('refuse', 'head') else 2)
                self.assertEqual(len(set(sent)), 1, 'one key for all')
                self.assertRegex(sent[0], r'^[0-9a-f]{32}$')

    def test_several_cuts_in_a_row_and_a_batch(self):
        cycle = self.server.new_cycle()
        with CuttingProxy(self.server.port, ['refuse', 'body', 'half']) as proxy:
            ended = self.send(proxy.url, '--cycle', cycle, '--batch', '--wait', self.write(junit(testcase(unique()))))
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertEqual(re.findall(r'\((\d) of 5\)', ended.stderr), ['1', '2', '3'])

    def test_each_file_has_a_key_of_its_own_and_so_has_each_run(self):
        files = [self.write(junit(testcase(unique()))) for _ in range(2)]
        with CuttingProxy(self.server.port, []) as proxy:
            for _ in range(2):
                self.assertEqual(self.send(proxy.url, '--cycle', 'AT-CY-Adhoc', *files).returncode, 0)
            self.assertEqual(len(set(proxy.keys())), 4)

    def test_a_pipe_is_sent_again_from_its_beginning(self):
        report = junit(testcase(unique())) + ' ' * 1_000_000
        cycle = self.server.new_cycle()
        with CuttingProxy(self.server.port, ['body']) as proxy:
            ended = run('import', '--url', proxy.url, '--token-file', self.server.token_file, '--project', 'AT', '--cycle', cycle, '--create-case',
                        '-', input=report)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertIn('-: ', ended.stderr)
        self.assertEqual(len(self.server.runs(cycle)), 1)

    def test_a_new_cycle_is_made_once(self):
        title = unique()
        with CuttingProxy(self.server.port, ['refuse']) as proxy:
            self.assertEqual(self.send(proxy.url, '--new-cycle', title, self.write(junit(testcase(unique())))).returncode, 0)
        found = self.server.json('POST', '/project/AT/testcycle/search', {'title': {'value': title, 'comparisonType': 'EXACT_MATCH'}})
        self.assertEqual(len(found['items']), 1)

    def test_retries_end(self):
        with CuttingProxy(self.server.port, ['refuse'] * 9) as proxy:
            ended = self.send(proxy.url, '--cycle', 'AT-CY-Adhoc', '--retries', '1', self.write(junit(testcase(unique()))))
            self.assertEqual(ended.returncode, 2)
            self.assertEqual(len(proxy.ends), 7)
            self.assertEqual(ended.stderr.count('Sending it again'), 1)
            self.assertIn('no answer from', ended.stderr)
            quiet = self.send(proxy.url, '--cycle', 'AT-CY-Adhoc', '--retries', '1', '--quiet', self.write(junit(testcase(unique()))))
            self.assertNotIn('Sending it again', quiet.stderr)
            self.assertIn('no answer from', quiet.stderr)


class Answers(unittest.TestCase):
    """Answers that a real server gives only under stress."""

    def setUp(self):
        self.file = tempfile.NamedTemporaryFile(suffix='.xml')
        self.addCleanup(self.file.close)
        self.file.write(junit(testcase('a')).encode())
        self.file.flush()

    def send(self, server, *arguments):
        return run('import', '--url', server.url, '--project', 'AT', '--cycle', 'AT-CY-1', *arguments, self.file.name, env={'TESTLEDGER_TOKEN': 'tl_x'})

    def test_a_refusal_stands(self):
        for status in (400, 401, 403, 404, 409, 413, 422, 500):
            with self.subTest(status), ToldServer({UPLOAD: (status, 'no')}) as server:
                ended = self.send(server)
                self.assertEqual(ended.returncode, 2)
                self.assertEqual(len(server.asked(UPLOAD + '?type=JUnit')), 1)
                self.assertIn(f'answered {status}: no', ended.stderr)

    def test_a_server_that_asks_for_an_hour_and_more_is_given_up(self):
        def busy(handler):
            handler.send_response(503)
            handler.send_header('Retry-After', '7200')
            handler.send_header('Content-Length', '0')
            handler.end_headers()
        with ToldServer({UPLOAD: busy}) as server:
            ended = self.send(server)
            self.assertEqual((ended.returncode, len(server.requests)), (2, 1))
            self.assertIn('7200 seconds', ended.stderr)

    def test_a_dry_run_asks_for_one_and_prints_what_would_be(self):
        told = {**DONE, 'dryRun': True, 'createdCases': 1, 'processedData': {'AT-TC-9': {'status': 'Passed', 'created': True}},
                'changes': {'runs': 1, 'cases': [{'title': 'a'}]}}
        with ToldServer({UPLOAD: (200, told)}) as server:
            ended = self.send(server, '--dry-run')
            self.assertEqual(ended.returncode, 0, ended.stderr)
            self.assertRegex(server.requests[0][2], rb'name="dryRun"\r\n\r\ntrue\r\n')
            for text in ('nothing was written', 'would create 1 cases', 'AT-TC-9: Passed, a new case', 'runs: 1', 'cases: {"title":"a"}'):
                self.assertIn(text, ended.stdout)
            self.assertEqual(json.loads(self.send(server, '--dry-run', '--output', 'ndjson').stdout)['answer'], told)
            self.send(server)
            self.assertNotIn(b'dryRun', server.requests[-1][2])

    def test_a_server_that_knows_no_dry_runs_is_told(self):
        with ToldServer({UPLOAD: (200, {**DONE, 'importID': 17})}) as server:
            ended = self.send(server, '--dry-run')
            self.assertEqual(ended.returncode, 2)
            self.assertIn('as import 17', ended.stderr)

    def test_a_dry_run_rules_out_what_writes(self):
        with ToldServer({}) as server:
            ended = self.send(server, '--dry-run', '--batch')
            self.assertEqual((ended.returncode, 'Leave --batch out' in ended.stderr), (2, True))
            ended = run('import', '--url', server.url, '--project', 'AT', '--new-cycle', 'x', '--dry-run', self.file.name, env={'TESTLEDGER_TOKEN': 'x'})
            self.assertEqual((ended.returncode, 'makes no cycle' in ended.stderr), (2, True))
            self.assertEqual(server.requests, [])

    def test_what_is_no_server_of_ours_is_not_asked_again(self):
        with ToldServer({UPLOAD: (200, '<html>')}) as server:
            ended = self.send(server)
            self.assertEqual((ended.returncode, len(server.requests)), (2, 1))
            self.assertIn('Check --url', ended.stderr)


if __name__ == '__main__':
    unittest.main()

"""Which files `import` takes, how it prints what came of them, and what a terminal sees meanwhile."""
import fcntl
import json
import os
import pty
import struct
import subprocess
import tempfile
import termios
import threading
import unittest

from cutting_proxy import ToldServer
from support import BINARY, ServerTest, junit, run, testcase, unique


class Files(ServerTest):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.cycle = self.server.new_cycle()
        for name in ('TEST-b.xml', 'TEST-a.xml', 'm/TEST-c.xml', 'm/n/TEST-a.xml', 'm/other.xml', 'odd[1].xml'):
            self.write(name, junit(testcase(unique())))
        self.write('m/cucumber.json', '[]')
        os.symlink('..', os.path.join(self.folder, 'm', 'loop'))

    def write(self, name, content):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w') as file:
            file.write(content)

    def send(self, *arguments, output='ndjson', **options):
        return run('import', '--url', self.server.url, '--token-file', self.server.token_file, '--project', 'AT', '--cycle', self.cycle,
                   '--create-case', 'true', '--output', output, *arguments, cwd=self.folder, **options)

    def files(self, ended):
        return [json.loads(line)['file'] for line in ended.stdout.splitlines()]

    def test_patterns_in_quotes(self):
        rows = ((['TEST-*.xml'], ['TEST-a.xml', 'TEST-b.xml']),
                (['**/TEST-*.xml'], ['TEST-a.xml', 'TEST-b.xml', 'm/TEST-c.xml', 'm/n/TEST-a.xml']),
                (['TEST-[!b].xml', 'm/**/TEST-?.xml'], ['TEST-a.xml', 'm/TEST-c.xml', 'm/n/TEST-a.xml']),
                (['TEST-b.xml', 'TEST-*.xml', './TEST-a.xml'], ['TEST-b.xml', 'TEST-a.xml']),
                (['odd[1].xml'], ['odd[1].xml']))
        for words, files in rows:
            ended = self.send(*words)
            with self.subTest(words):
                self.assertEqual(ended.returncode, 0, ended.stderr)
                self.assertEqual(self.files(ended), files)

    def test_a_pattern_that_nothing_fits_is_named_and_does_not_keep_the_others(self):
        ended = self.send('TEST-a.xml', '**/*.trx', output='table')
        self.assertEqual(ended.returncode, 2)
        self.assertIn('**/*.trx: error: no file fits this pattern', ended.stderr)
        self.assertRegex(ended.stdout, r'TEST-a\.xml +JUnit +1 +1 +0 +COMPLETED')

    def test_a_pattern_may_stand_behind_a_true_false_option(self):
        ended = run('import', '--url', self.server.url, '--token-file', self.server.token_file, '--project', 'AT', '--cycle', self.cycle,
                    '--create-case', 'TEST-*.xml', cwd=self.folder)
        self.assertEqual(ended.returncode, 0, ended.stderr)

    def test_the_format_is_told_per_file_and_same_names_are_told_apart(self):
        ended = self.send('**/TEST-a.xml', output='table')
        self.assertRegex(ended.stdout, r'(?m)^TEST-a\.xml +JUnit')
        self.assertRegex(ended.stdout, r'(?m)^m/n/TEST-a\.xml +JUnit')
        self.assertRegex(self.send('m/*.[xj]*', output='table').stdout, r'(?s)Cucumber.*JUnit')

    def test_json_is_one_document_and_ndjson_a_line_as_each_is_done(self):
        document = json.loads(self.send('TEST-*.xml', 'nowhere.xml', output='json').stdout)
        self.assertEqual([(item['file'], item['cycle'], 'answer' in item) for item in document],
                         [('TEST-a.xml', self.cycle, True), ('TEST-b.xml', self.cycle, True), ('nowhere.xml', self.cycle, False)])
        self.assertIn('Check the path', document[2]['error'])
        waited = self.send('--batch', '--wait', 'TEST-*.xml')
        self.assertEqual([json.loads(line)['answer']['status'] for line in waited.stdout.splitlines()], ['Completed', 'Completed'])

    def test_ndjson_comes_while_others_are_still_to_be_sent(self):
        first_is_done = threading.Event()
        done = {'status': 'COMPLETED', 'requestCount': 1, 'successCount': 1, 'errorCount': 0}

        def second(_):
            self.assertTrue(first_is_done.wait(60), 'the first line must come before the second file is answered')
            return 200, done
        with ToldServer({'POST /project/AT/testcycle/C/import/results': [(200, done), second]}) as server:
            process = subprocess.Popen([BINARY, 'import', '--url', server.url, '--token-file', self.server.token_file, '--project', 'AT', '--cycle', 'C',
                                        '--output', 'ndjson', 'TEST-*.xml'], cwd=self.folder, stdout=subprocess.PIPE, text=True)
            self.assertEqual(json.loads(process.stdout.readline())['file'], 'TEST-a.xml')
            first_is_done.set()
            self.assertEqual(json.loads(process.stdout.readline())['file'], 'TEST-b.xml')
            self.assertEqual(process.wait(60), 0)
            process.stdout.close()


def on_terminal(arguments, environment, columns=100):
    """(exit code, stdout, what the terminal on stderr got)"""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
    process = subprocess.Popen([BINARY, *arguments], stdout=subprocess.PIPE, stderr=theirs, env={'TERM': 'xterm', **environment})
    os.close(theirs)
    shown = b''

    def read():
        nonlocal shown
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:
            pass  # the terminal's other end is closed
    reader = threading.Thread(target=read)
    reader.start()
    output = process.stdout.read()
    process.stdout.close()
    code = process.wait(120)
    reader.join()
    os.close(ours)
    return code, output.decode(), shown.decode()


class Terminal(ServerTest):
    def setUp(self):
        self.report = os.path.join(self.server.home, unique() + '.xml')
        with open(self.report, 'w') as file:
            file.write(junit(*[testcase(unique()) for _ in range(20_000)]))
        self.environment = {'TESTLEDGER_URL': self.server.url, 'TESTLEDGER_TOKEN': self.server.token, 'TESTLEDGER_PROJECT': 'AT',
                            'TESTLEDGER_CYCLE': self.server.new_cycle(), 'TESTLEDGER_CREATE_CASE': 'true'}

    def test_the_upload_and_the_batch_are_shown_on_one_line_that_goes_again(self):
        code, output, shown = on_terminal(['import', '--batch', '--wait', self.report], self.environment)
        self.assertEqual(code, 0, shown)
        self.assertRegex(shown, r'uploading .*\[#*\.*\] \d+ %')
        self.assertRegex(shown, r'batch \d+: (queued|processing)')
        self.assertNotIn('\n', shown, 'it is one line')
        self.assertTrue(shown.endswith('\r\x1b[K'), 'nothing of it stays')
        self.assertIn('Completed', output)

    def test_no_line_is_wider_than_the_terminal(self):
        _, _, shown = on_terminal(['import', self.report], self.environment, columns=30)
        lines = [line for line in shown.replace('\x1b[K', '').split('\r') if line]
        self.assertTrue(lines)
        self.assertLess(max(map(len, lines)), 30)

    def test_nothing_of_it_where_nobody_looks(self):
        for arguments, environment in ((['--quiet'], {}), ([], {'TERM': 'dumb'})):
            code, _, shown = on_terminal(['import', *arguments, self.report], {**self.environment, **environment})
            self.assertEqual((code, shown), (0, ''))
        self.assertEqual(run('import', '--batch', '--wait', self.report, env=self.environment).stderr, '')

    def test_what_is_said_stands_on_lines_of_its_own(self):
        answers = [(503, 'busy'), (200, {'status': 'COMPLETED', 'requestCount': 1, 'successCount': 1, 'errorCount': 0})]
        with ToldServer({f'POST /project/AT/testcycle/{self.environment["TESTLEDGER_CYCLE"]}/import/results': answers}) as server:
            code, _, shown = on_terminal(['import', self.report], {**self.environment, 'TESTLEDGER_URL': server.url})
        self.assertEqual(code, 0, shown)
        self.assertRegex(shown, r'\r\x1b\[Ktestledger: .*answered 503\. Sending it again in 0\.\d s \(1 of 5\)\.\r\n')


if __name__ == '__main__':
    unittest.main()

"""What `import` and `inspect` do with inputs, options and servers as pipelines have them: pipes, packed files, context paths,
variables against options, servers that say nothing, and which exit code each gives."""
import json
import os
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from support import BINARY, ServerTest, junit, run, testcase, unique

TWO = junit(testcase('a'), testcase('b'))


def shell(line, env=None):
    """A command line of bash, with $T as the program."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith('TESTLEDGER_')}
    return subprocess.run(['bash', '-c', line], capture_output=True, text=True, timeout=120, env={**clean, 'T': BINARY, **(env or {})})


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, content, name='report.xml'):
        path = os.path.join(self.folder, name)
        with open(path, 'wb') as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path


class WrongInput(Folder):
    """Refused with the remedy, by inspect and by import alike, before any server is asked."""

    def rows(self):
        return (('nowhere.xml', 2, 'Check the path'),
                (self.folder, 2, 'Name the report files in it'),
                (self.write('', 'empty.xml'), 1, 'the file is empty'),
                (self.write(b'\x1f\x8b\x08\x00rest', 'r.xml.gz'), 1, 'the gzip data is cut short'),
                (self.write(b'PK\x03\x04rest', 'r.zip'), 1, 'the zip is damaged'),
                (self.write(b'BZh91AY', 'r.xml.bz2'), 1, 'a bzip2 file'),
                (self.write('what is this', 'prose.txt'), 1, 'known format'))

    def test_inspect(self):
        for path, code, text in self.rows():
            ended = run('inspect', path)
            with self.subTest(path):
                self.assertEqual(ended.returncode, code)
                self.assertIn(text, ended.stdout)
                if code == 1:
                    self.assertEqual(json.loads(run('inspect', '--json', path).stdout)['error'].get('line', 1), 1)

    def test_import(self):
        token = self.write('tl_x', 'token')
        for path, _, text in self.rows():
            ended = run('import', '--url', 'http://127.0.0.1:1', '--token-file', token, '--project', 'AT', '--new-cycle', 'x', path)
            with self.subTest(path):
                self.assertEqual(ended.returncode, 2)
                self.assertIn(text, ended.stderr)
                self.assertNotIn('no answer', ended.stderr)

    def test_the_worst_of_several_files_counts(self):
        good, broken = self.write(TWO), self.write('<testsuite>', 'broken.xml')
        for files, code in (([good], 0), ([good, broken], 1), ([good, broken, self.folder], 2), (['/nowhere', good], 2)):
            self.assertEqual(run('inspect', *files).returncode, code, files)


class WrongOptions(Folder):
    def test_every_wrong_word_is_told_in_our_own_words_before_anything_is_sent(self):
        token, good = self.write('tl_x', 'token'), self.write(TWO)
        base = ['import', '--url', 'http://127.0.0.1:1', '--token-file', token, '--project', 'AT', '--cycle', 'AT-CY-1']
        rows = (([*base, '--create-case', 'maybe', good], 'neither true nor false'),
                ([*base, '--create-case=maybe', good], 'neither true nor false'),
                ([*base, '--create-case', 'missing.xml'], 'Nor is there a file of that name'),
                ([*base, '--type', 'foo', good], 'Supported types are'),
                ([*base, '--output', 'xml', good], 'neither table nor json nor ndjson'),
                ([*base, '--default-folder', 'x', good], 'no whole number'),
                ([*base, '--timeout', '0', good], 'from 1 to 86400'),
                ([*base, '--new-cycle', 'x', good], 'either --cycle KEY or --new-cycle TITLE'),
                ([*base, '--bogus', good], 'there is no option --bogus'),
                (base, 'missing: FILE'),
                (['import', '--bogus', good], 'there is no option --bogus'),
                (['import', good], 'TESTLEDGER_URL'),
                (['import', '--url'], '--url wants exactly one value'),
                (['inspect', '--type', 'foo', good], 'Supported types are'),
                (['token', 'revoke', '--data', 'x', 'x'], 'no whole number'),
                (['token', 'create', '--data', 'x', '--label', 'x', '--token-file', 'x', '--days', '400'], 'from 1 to 365'),
                (['token'], 'name a command: create, list, revoke'),
                (['token', 'list', '--data', 'x', 'y'], "what is 'y'"),
                (['serve', '--data', 'x', '--body-size-max', '-1'], 'of 1024 or more'),
                (['serve', '--data', 'x', '--body-size-max', '0'], 'of 1024 or more'))
        for arguments, text in rows:
            ended = run(*arguments)
            with self.subTest(arguments):
                self.assertEqual(ended.returncode, 2, ended.stdout)
                self.assertIn(text, ended.stderr)
                for raw in ('Could not convert', 'value in {', 'no answer', 'required'):
                    self.assertNotIn(raw, ended.stderr)

    def test_an_empty_token_file_is_told_with_the_remedy(self):
        ended = run('import', '--url', 'http://127.0.0.1:1', '--token-file', self.write('', 'token'), '--project', 'AT', '--cycle', 'x', self.write(TWO))
        self.assertEqual(ended.returncode, 2)
        self.assertIn('Write the token into it', ended.stderr)


class MuteServer(Folder):
    def test_a_server_that_never_answers_is_given_up(self):
        with socket.create_server(('127.0.0.1', 0)) as mute:
            url = f'http://127.0.0.1:{mute.getsockname()[1]}'
            for size in (1, 8_000_000):  # it waits for the answer; it waits for the upload to go on
                report = self.write(TWO + ' ' * size)
                begun = time.monotonic()
                ended = run('import', '--url', url, '--project', 'AT', '--cycle', 'AT-CY-1', report,
                            env={'TESTLEDGER_TOKEN': 'tl_x', 'TESTLEDGER_TIMEOUT': '1', 'TESTLEDGER_RETRIES': '0'})
                with self.subTest(size):
                    self.assertEqual(ended.returncode, 2)
                    self.assertIn('nothing moved for 1 seconds', ended.stderr)
                    self.assertIn('--timeout', ended.stderr)
                    self.assertLess(time.monotonic() - begun, 30)


class Pipes(ServerTest):
    def setUp(self):
        self.env = {'TESTLEDGER_URL': self.server.url, 'TESTLEDGER_TOKEN': self.server.token, 'TESTLEDGER_PROJECT': 'AT',
                    'TESTLEDGER_CYCLE': 'AT-CY-Adhoc', 'TESTLEDGER_CREATE_CASE': 'true', 'F': os.path.join(self.server.home, unique())}
        with open(self.env['F'], 'w') as file:
            file.write(TWO + '\n' * 200_000)  # more than a pipe and a look at the beginning take

    def test_import_and_inspect_read_what_can_be_read_only_once(self):
        for command in ('import --output ndjson', 'inspect --json'):
            for line in ('cat $F | $T {} -', '$T {} - < $F', 'cat $F | $T {} /dev/stdin', '$T {} <(cat $F)',
                         'mkfifo $F.pipe; cat $F > $F.pipe & $T {} $F.pipe; code=$?; rm $F.pipe; exit $code'):
                ended = shell(line.format(command), self.env)
                with self.subTest(line=line, command=command):
                    self.assertEqual(ended.returncode, 0, ended.stderr + ended.stdout)
                    read = json.loads(ended.stdout)
                    self.assertEqual(read['answer']['successCount'] if 'answer' in read else read['tests'], 2)

    def test_nothing_is_left_of_a_pipe(self):
        folder = tempfile.mkdtemp(dir=self.server.home)
        shell('cat $F | $T import -', {**self.env, 'TMPDIR': folder})
        self.assertEqual(os.listdir(folder), [])
        told = shell('cat $F | $T import -', {**self.env, 'TMPDIR': '/nowhere'})
        self.assertEqual(told.returncode, 2)
        self.assertIn('TMPDIR', told.stderr)


class Import(ServerTest):
    def write(self, content, name='report.xml'):
        path = os.path.join(self.server.home, unique() + name)
        with open(path, 'w') as file:
            file.write(content)
        return path

    def import_(self, *arguments, url='', project='AT', **options):
        return run('import', '--url', self.server.url + url, '--token-file', self.server.token_file, '--project', project, *arguments, **options)

    def cycles(self, title):
        return self.server.json('POST', '/project/AT/testcycle/search', {'title': {'value': title, 'comparisonType': 'EXACT_MATCH'}})['items']

    def test_the_server_below_any_path(self):
        for path in ('', '/', '/jira', '/jira/', '/aio-tcms/api/v1', '/aio-tcms/api/v1/', '/rest/aio-tcms-api/1.0', '/x/rest/aio-tcms-api/1.0/'):
            ended = self.import_('--new-cycle', unique(), '--create-case', 'true', self.write(TWO), url=path)
            with self.subTest(path):
                self.assertEqual(ended.returncode, 0, ended.stderr)

    def test_an_option_without_a_value_means_true(self):
        file = self.write(TWO)
        for arguments in (['--create-case', file], [file, '--create-case'], ['--create-case', '--create-new-run', 'FALSE', file]):
            ended = self.import_('--new-cycle', unique(), *arguments)
            with self.subTest(arguments):
                self.assertEqual(ended.returncode, 0, ended.stderr)

    def test_an_option_beats_the_variable_of_the_one_it_rules_out(self):
        title = unique()
        self.assertEqual(self.import_('--new-cycle', title, '--create-case', self.write(TWO), env={'TESTLEDGER_CYCLE': 'AT-CY-777'}).returncode, 0)
        self.assertEqual(len(self.cycles(title)), 1)
        title = unique()
        ended = self.import_('--cycle=AT-CY-Adhoc', '--create-case', self.write(TWO), env={'TESTLEDGER_NEW_CYCLE': title})
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertEqual(self.cycles(title), [])

    def test_the_exit_code_is_that_of_the_worst_file(self):
        good, unknown, broken = self.write(junit(testcase(self.server.new_case()))), self.write(TWO), self.write('<testsuite>')
        unknown = self.write(junit(testcase(unique()), testcase(unique())))
        for files, code in (([good], 0), ([unknown], 1), ([good, unknown], 1), ([broken], 2), ([good, broken], 2), ([good, '/nowhere.xml'], 2)):
            ended = self.import_('--cycle', 'AT-CY-Adhoc', *files)
            with self.subTest(files):
                self.assertEqual(ended.returncode, code, ended.stdout + ended.stderr)
                if good in files:
                    self.assertRegex(ended.stdout, r'JUnit\s+1\s+1\s+0\s+COMPLETED')
                if broken in files:
                    self.assertIn('NOT IMPORTED', ended.stdout)

    def test_no_cycle_is_made_for_files_that_cannot_be_read(self):
        for file in ('/nowhere.xml', self.write('no report')):
            title = unique()
            self.assertEqual(self.import_('--new-cycle', title, file).returncode, 2)
            self.assertEqual(self.cycles(title), [])

    def test_warnings_of_the_answer_are_shown_with_code_and_place(self):
        report = self.write(junit('\n' + testcase(unique()), *['\n' + testcase(unique('\x01')) for _ in range(60)]))
        ended = self.import_('--cycle', 'AT-CY-Adhoc', '--create-case', report)
        answer = json.loads(self.import_('--cycle', 'AT-CY-Adhoc', '--create-case', '--output', 'json', report).stdout)[0]['answer']
        self.assertTrue(answer['warnings'], 'the report must give warnings')
        shown = [line for line in ended.stderr.splitlines() if ': warning: ' in line]
        self.assertEqual(len(shown), min(20, len(answer['warnings'])))
        self.assertRegex(shown[0], r'report\.xml:\d+: warning: .+ \[' + answer['warnings'][0]['code'] + r'\]$')

    def test_a_refusal_is_a_sentence_before_the_remedy(self):
        ended = self.import_('--cycle', 'AT-CY-1', self.write(TWO), project='ZZ')
        self.assertEqual(ended.returncode, 2)
        self.assertIn('Project not found : ZZ. Check --url, --project and --cycle.', ended.stderr)


if __name__ == '__main__':
    unittest.main()

"""The command line as people use it: help on every level, remedies in errors, exit codes, secrets, environment variables."""
import json
import os
import shutil
import socket
import stat
import subprocess
import tempfile
import unittest

from support import BINARY, FAILURE, ROOT, Server, ServerTest, junit, run, samples, testcase, unique

SAMPLES = os.path.join(ROOT, 'examples', 'reports')


def resolves(host):
    try:
        return bool(socket.getaddrinfo(host, 0))
    except OSError:
        return False


class Help(unittest.TestCase):
    def test_every_level_has_a_page_with_examples_or_remarks(self):
        pages = {(): 'EXAMPLES', ('init',): 'EXAMPLE', ('serve',): 'SIGTERM', ('inspect',): 'EXIT STATUS', ('import',): 'EXIT STATUS',
                 ('batch',): 'EXIT STATUS', **{('batch', name): '--cycle' for name in ('list', 'show', 'watch', 'cancel', 'retry', 'undo', 'receipt', 'file')},
                 ('project',): 'create', ('project', 'create'): '--name', ('project', 'list'): '--data', ('token',): 'revoke',
                 ('backup',): 'EXAMPLE', ('restore',): 'EXAMPLE', ('verify',): 'EXIT STATUS',
                 ('token', 'create'): '--token-file', ('token', 'list'): '--data', ('token', 'revoke'): 'NUMBER'}
        for command, expected in pages.items():
            page = run(*command, '--help')
            with self.subTest(command):
                self.assertEqual(page.returncode, 0, page.stderr)
                self.assertIn(expected, page.stdout)

    def test_every_option_names_its_environment_variable(self):
        for command in ('init', 'serve', 'backup', 'restore', 'verify', 'inspect', 'import', 'batch list', 'batch watch', 'batch receipt'):
            page = run(*command.split(), '--help').stdout
            options = [line for line in page.splitlines() if line.strip().startswith('--') and 'help' not in line]
            with self.subTest(command):
                self.assertTrue(options)
                self.assertGreaterEqual(page.count('TESTLEDGER_'), len(options))

    def test_no_option_takes_a_secret_itself(self):
        self.assertNotRegex(run('import', '--help').stdout, r'--(token|password)\s')

    def test_a_wrong_command_fails_and_points_to_the_help(self):
        for arguments in (('bogus',), ('serve', '--bogus'), (), ('import', 'x.xml'), ('token', 'revoke')):
            ended = run(*arguments)
            with self.subTest(arguments):
                self.assertEqual(ended.returncode, 2)
                self.assertIn('--help', ended.stderr)


class Inspect(unittest.TestCase):
    def test_every_sample_is_read_in_full(self):
        files = samples()
        ended = run('inspect', '--json', *files)
        lines = [json.loads(line) for line in ended.stdout.splitlines()]
        self.assertEqual([line['file'] for line in lines], files)
        for line in lines:
            with self.subTest(line['file']):
                self.assertIsNone(line['error'])
                self.assertEqual(line['format'], os.path.basename(os.path.dirname(line['file'])))
        self.assertEqual(ended.returncode, 0)

    def test_the_counts_are_those_of_the_manifest(self):
        manifest = os.path.join(SAMPLES, 'MANIFEST.tsv')
        head, *rows = [line.rstrip('\n').split('\t') for line in open(manifest, encoding='utf-8') if line.strip()]
        self.assertGreater(len(rows), 30)
        for row in (dict(zip(head, row)) for row in rows):
            if not row['tests']:
                continue  # damaged on purpose, see below
            seen = json.loads(run('inspect', '--json', os.path.join(ROOT, 'examples', row['path'])).stdout)
            counted = seen['assertions'] if row['format'] == 'newman' else seen  # of Newman the manifest counts the assertions
            with self.subTest(row['path']):
                for count in counted.keys() & {'passed', 'failed', 'errored', 'skipped', 'other'}:
                    self.assertEqual(counted[count], int(row[count]), count)

    def test_a_damaged_sample_is_refused_or_warned_about(self):
        damaged = samples(good=False)
        self.assertGreater(len(damaged), 8)
        for line in map(json.loads, run('inspect', '--json', *damaged).stdout.splitlines()):
            with self.subTest(line['file']):
                self.assertTrue(line['error'] or (line['warnings'] and 'control-characters' in line['file']), line)

    def test_a_broken_file_names_line_and_column_and_does_not_stop_the_others(self):
        with tempfile.TemporaryDirectory() as folder:
            broken, good = os.path.join(folder, 'broken.xml'), os.path.join(folder, 'good.xml')
            open(broken, 'w').write(junit(testcase('a'), testcase('b'))[:-40])
            open(good, 'w').write(junit(testcase('a')))
            ended = run('inspect', broken, good)
            self.assertEqual(ended.returncode, 1)
            self.assertRegex(ended.stdout, r'broken\.xml:\d+:\d+: error: ')
            self.assertRegex(ended.stdout, r'good\.xml\s+JUnit')

    def test_a_file_that_is_not_there_and_an_unknown_type(self):
        self.assertEqual(run('inspect', '/nowhere.xml').returncode, 2)
        ended = run('inspect', '--type', 'fortran', __file__)
        self.assertEqual(ended.returncode, 2)
        self.assertIn('Supported types are', ended.stderr)

    def test_control_characters_of_a_report_do_not_reach_the_terminal(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'x\x1b[31m.xml')
            open(path, 'w').write('<testsuite>')
            self.assertNotIn('\x1b', run('inspect', path).stdout.split('\n')[1])


class Administration(unittest.TestCase):
    def test_init_makes_a_directory_and_a_token_for_the_owner_alone(self):
        server = Server()
        try:
            self.assertEqual(stat.S_IMODE(os.stat(server.token_file).st_mode), 0o600)
            self.assertEqual(stat.S_IMODE(os.stat(server.data).st_mode), 0o700)
            self.assertTrue(server.token.startswith('tl_'))
            again = run('init', '--data', server.data, '--project', 'AT', '--admin-token-file', server.token_file + '2')
            self.assertEqual(again.returncode, 2)
            self.assertIn('--data', again.stderr)
            self.assertFalse(os.path.exists(server.token_file + '2'))
            taken = run('init', '--data', server.data + '2', '--project', 'AT', '--admin-token-file', server.token_file)
            self.assertEqual(taken.returncode, 2)
            self.assertFalse(os.path.exists(server.data + '2'), 'nothing half done')
        finally:
            server.remove()

    def test_what_is_stored_is_for_the_owner_alone_whatever_the_umask(self):
        with Server() as server:
            for folder, _, files in os.walk(server.data):
                for name in files:
                    path = os.path.join(folder, name)
                    self.assertEqual(stat.S_IMODE(os.stat(path).st_mode) & 0o077, 0, path)

    def test_init_tells_the_key_as_it_is_stored(self):
        with tempfile.TemporaryDirectory() as folder:
            made = run('init', '--data', f'{folder}/d', '--project', 'ab_1', '--admin-token-file', f'{folder}/t')
            self.assertIn('project AB_1;', made.stdout)

    def test_a_file_in_place_of_the_directory_is_told_with_the_remedy(self):
        with tempfile.NamedTemporaryFile() as file, tempfile.TemporaryDirectory() as folder:
            for arguments, text in ((('init', '--project', 'AT', '--admin-token-file', folder + '/t'), 'is no directory. Name another one'),
                                    (('token', 'list'), 'correct --data')):
                ended = run(*arguments, '--data', file.name)
                self.assertEqual(ended.returncode, 2)
                self.assertIn(text, ended.stderr)

    @unittest.skipUnless(os.geteuid() == 0, 'only root can run a command as somebody else')
    def test_the_directory_of_another_user_is_told_with_the_remedy(self):
        server = Server()
        os.chmod(server.home, 0o755)
        binary = shutil.copy(BINARY, server.home)  # the folder of the built one may be closed to others
        for arguments in (('token', 'list'), ('project', 'list'), ('serve',)):
            ended = run(*arguments, '--data', server.data, executable=binary, user=65534, group=65534, extra_groups=[])
            with self.subTest(arguments):
                self.assertEqual(ended.returncode, 2)
                self.assertIn('Run this as the user who owns the directory', ended.stderr)
        server.remove()

    @unittest.skipUnless(resolves('localhost'), 'this machine does not know localhost')
    def test_host_names_are_listened_on_and_unknown_ones_told(self):
        server = Server()
        process = subprocess.Popen([BINARY, 'serve', '--data', server.data, '--listen', 'localhost:0'], stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True)
        self.assertRegex(process.stdout.readline(), r'^Testledger serves http://127\.0\.0\.1:\d+$')
        process.terminate()
        self.assertEqual(process.wait(timeout=60), 0)
        process.stdout.close()
        unknown = run('serve', '--data', server.data, '--listen', 'nowhere.invalid:0')
        server.remove()
        self.assertEqual(unknown.returncode, 2)
        self.assertIn('nowhere.invalid is not known', unknown.stderr)

    def test_a_bad_project_key_is_refused_with_the_rule_and_leaves_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            ended = run('init', '--data', f'{folder}/d', '--project', '1 X', '--admin-token-file', f'{folder}/t')
            self.assertEqual(ended.returncode, 2)
            self.assertIn('starting with a letter', ended.stderr)
            self.assertFalse(os.path.exists(f'{folder}/d/testledger.db'))
            self.assertFalse(os.path.exists(f'{folder}/t'))

    def test_a_token_file_that_cannot_be_written_is_told_before_anything_is_made(self):
        with tempfile.TemporaryDirectory() as folder:
            ended = run('init', '--data', f'{folder}/d', '--project', 'AT', '--admin-token-file', f'{folder}/nowhere/token')
            self.assertEqual(ended.returncode, 2)
            self.assertIn('nowhere/token', ended.stderr)
            self.assertFalse(os.path.exists(f'{folder}/d'))

    def test_serving_a_directory_without_a_database_is_refused(self):
        ended = run('serve', '--data', '/nowhere/at/all')
        self.assertEqual(ended.returncode, 2)
        self.assertIn('testledger init', ended.stderr)

    def check_projects_and_tokens(self, server):
        self.assertEqual(run('project', 'create', '--data', server.data, 'web', '--name', 'Web Shop').returncode, 0)
        listed = run('project', 'list', '--data', server.data).stdout
        self.assertIn('WEB', listed)
        self.assertIn('Web Shop', listed)
        self.assertEqual(run('project', 'create', '--data', server.data, 'WEB').returncode, 2)
        file = os.path.join(server.home, unique('token'))
        self.assertEqual(run('token', 'create', '--data', server.data, '--label', 'nightly', '--token-file', file).returncode, 0)
        self.assertEqual(stat.S_IMODE(os.stat(file).st_mode), 0o600)
        secret = open(file).read().strip()
        table = run('token', 'list', '--data', server.data).stdout
        row = next(line for line in table.splitlines() if 'nightly' in line)
        self.assertIn('valid', row)
        self.assertIn(secret[-4:], row)
        self.assertNotIn(secret, table)
        return row.split()[0], secret

    def test_projects_and_tokens_without_a_server(self):
        server = Server()
        try:
            number, _ = self.check_projects_and_tokens(server)
            self.assertEqual(run('token', 'revoke', '--data', server.data, number).returncode, 0)
            self.assertIn('revoked', run('token', 'list', '--data', server.data).stdout)
            self.assertEqual(run('token', 'revoke', '--data', server.data, '999').returncode, 2)
        finally:
            server.remove()

    def test_projects_and_tokens_while_the_server_runs(self):
        with Server() as server:
            number, secret = self.check_projects_and_tokens(server)
            asked = lambda: server.call('GET', '/project/WEB/testcase', headers={'Authorization': 'Bearer ' + secret})[0]
            self.assertEqual(asked(), 200)
            self.assertEqual(run('token', 'revoke', '--data', server.data, number).returncode, 0)
            self.assertEqual(asked(), 401)

    def test_a_second_server_on_the_directory_is_refused(self):
        with Server() as server:
            second = run('serve', '--data', server.data, '--listen', '127.0.0.1:0')
            self.assertEqual(second.returncode, 2)
            self.assertTrue(second.stderr)

    def test_serve_says_where_it_is_and_ends_well_on_sigterm(self):
        server = Server().start()
        self.assertEqual(server.process.stdout.readline().strip(), f'Testledger serves {server.url}')
        self.assertEqual(server.stop(), 0)
        server.remove()

    def test_workers_of_their_own_are_refused_with_the_reason(self):
        refused = run('work', '--data', '/anywhere')
        self.assertEqual(refused.returncode, 2)
        self.assertIn('SQLite', refused.stderr)
        self.assertIn('serve --workers', refused.stderr)

    def test_a_port_that_is_taken_is_told(self):
        with Server() as one:
            two = Server()
            ended = run('serve', '--data', two.data, '--listen', f'127.0.0.1:{one.port}')
            two.remove()
            self.assertEqual(ended.returncode, 2)
            self.assertIn(str(one.port), ended.stderr)


class Import(ServerTest):
    def write(self, content, name='report.xml'):
        path = os.path.join(self.server.home, unique() + name)
        open(path, 'w').write(content)
        return path

    def import_(self, *arguments, **options):
        return run('import', '--url', self.server.url, '--token-file', self.server.token_file, '--project', 'AT', *arguments, **options)

    def test_all_taken_is_exit_0_with_a_table(self):
        ended = self.import_('--cycle', 'AT-CY-Adhoc', '--create-case', 'true', self.write(junit(testcase(unique()), testcase(unique(), inner=FAILURE))))
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertRegex(ended.stdout, r'JUnit\s+2\s+2\s+0\s+COMPLETED')

    def test_some_refused_is_exit_1_and_names_them_with_the_remedy(self):
        known = self.server.new_case()
        ended = self.import_('--cycle', 'AT-CY-Adhoc', self.write(junit(testcase(known), testcase('nobody knows this'))))
        self.assertEqual(ended.returncode, 1)
        self.assertIn('acme.Shop.nobody knows this', ended.stderr)
        self.assertIn('set createCase to true', ended.stderr)

    def test_nothing_imported_is_exit_2(self):
        good = self.write(junit(testcase(unique())))
        self.assertEqual(self.import_('--cycle', 'AT-CY-Adhoc', good).returncode, 1, 'imported, and every result refused')
        for arguments in (('--cycle', 'AT-CY-777', good), ('--cycle', 'AT-CY-Adhoc', '/nowhere.xml'),
                          ('--cycle', 'AT-CY-Adhoc', self.write('no report')), ('--cycle', 'AT-CY-Adhoc', '--type', 'JUnit', self.write('<testsuite>'))):
            with self.subTest(arguments):
                self.assertEqual(self.import_(*arguments).returncode, 2)

    def test_a_wrong_token_and_no_server_are_told(self):
        wrong = self.write('tl_nonsense', 'token')
        file = self.write(junit(testcase(unique())))
        refused = run('import', '--url', self.server.url, '--token-file', wrong, '--project', 'AT', '--cycle', 'AT-CY-Adhoc', file)
        self.assertEqual(refused.returncode, 2)
        self.assertIn('Check the token', refused.stderr)
        nobody = run('import', '--url', 'http://127.0.0.1:1', '--token-file', wrong, '--project', 'AT', '--cycle', 'AT-CY-Adhoc', '--retries', '0', file)
        self.assertEqual(nobody.returncode, 2)
        self.assertIn('--url', nobody.stderr)

    def test_everything_from_the_environment(self):
        name = unique()
        ended = run('import', self.write(junit(testcase(name))), env={
            'TESTLEDGER_URL': self.server.url, 'TESTLEDGER_TOKEN': self.server.token, 'TESTLEDGER_PROJECT': 'AT',
            'TESTLEDGER_NEW_CYCLE': 'Nightly ' + name, 'TESTLEDGER_CREATE_CASE': 'true', 'TESTLEDGER_OUTPUT': 'json'})
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertEqual(json.loads(ended.stdout)[0]['answer']['successCount'], 1)
        found = self.server.json('POST', '/project/AT/testcycle/search', {'title': {'value': 'Nightly ' + name, 'comparisonType': 'EXACT_MATCH'}})
        self.assertEqual(len(found['items']), 1)

    def test_every_parameter_reaches_the_server(self):
        name = unique()
        folder = self.server.json('PUT', '/project/AT/testcase/folder/hierarchy', {'folderHierarchy': ['From the command line']})['ID']
        path = self.write(junit(testcase(name)))
        self.assertEqual(self.import_('--cycle', 'AT-CY-Adhoc', '--create-case', '1', '--ignore-class-in-auto-key', 'TRUE',
                                      '--default-folder', folder, path).returncode, 0)
        made = next(c for c in self.cases() if c['automationKey'] == name)
        self.assertEqual(made['folder']['ID'], folder)
        wrong = self.import_('--cycle', 'AT-CY-Adhoc', '--create-case', 'perhaps', path)
        self.assertEqual(wrong.returncode, 2)
        self.assertIn('--create-case', wrong.stderr)

    def cases(self):
        start = 0
        while True:
            page = self.server.json('GET', f'/project/AT/testcase?startAt={start}')
            yield from page['items']
            if page['isLast']:
                return
            start += page['maxResults']

    def test_files_of_several_formats_are_told_apart(self):
        files = [samples(kind)[0] for kind in ('junit', 'testng', 'nunit', 'cucumber', 'robot', 'newman')]
        ended = self.import_('--new-cycle', 'all formats', '--create-case', 'true', *files)
        self.assertIn(ended.returncode, (0, 1), ended.stderr)
        for title in ('JUnit', 'TestNG', 'NUnit', 'Cucumber', 'Robot', 'Newman'):
            self.assertIn(title, ended.stdout)
        self.assertIn('all 6', ended.stdout)


if __name__ == '__main__':
    unittest.main()

"""What docs/security/asvs.md says of the sources, of the documents and of a release, looked at in those; test_asvs.py runs it."""
import glob
import hashlib
import json
import os
import re
import unittest

from support import ROOT, Server, read, run, unique


def sources():
    for path in sorted(glob.glob(os.path.join(ROOT, 'src', '**', '*.[ch]pp'), recursive=True)):
        name = os.path.relpath(path, os.path.join(ROOT, 'src'))
        if not name.endswith('_test.cpp') and '/contract/' not in name and '/testing/' not in name:
            yield name, re.sub(r'//.*', '', read(path))


class Sources(unittest.TestCase):
    """What is not in the program cannot be misused."""

    def found(self, pattern):
        return sorted({name for name, text in sources() if re.search(pattern, text)})

    def test_no_program_is_run(self):
        self.assertEqual(self.found(r'\b(?:system|popen|exec[lv]p?e?|execveat|posix_spawnp?|v?fork|wordexp|dlopen)\s*\('), [])

    def test_no_pattern_and_no_format_comes_from_outside(self):
        self.assertEqual(self.found(r'#\s*include\s*[<"](?:regex|regex\.h|re2/|boost/regex|pcre)'), [])
        self.assertEqual(self.found(r'fmt::runtime|\bv(?:format|print)\s*\(|\b(?:f|s|sn|v|vs|vsn|vf)?printf\s*\(|\bsyslog\s*\('), [])

    def test_statements_to_the_database_are_constants(self):
        """A statement is prepared from a text that stands in the program."""
        where = self.found(r'sqlite3_(?:prepare|exec)')
        self.assertTrue(where)
        self.assertTrue(all(name.startswith('storage/sqlite/') for name in where), where)
        glued = r'(?:SELECT|INSERT|UPDATE|DELETE)\b[^"]*"\s*\+|\+\s*R?"(?:sql)?\(?\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WHERE|ORDER BY)\b'
        self.assertEqual(self.found(glued), [])

    def test_hashes_and_random_numbers_are_strong_where_it_matters(self):
        self.assertEqual(self.found(r'\b(?i:md4|md5|sha1|ripemd160)\b|EVP_(?:md5|sha1)|crypto_shorthash'), [])
        weak = r'\bs?rand\s*\(|\bd?rand48\s*\(|mt19937|minstd_rand|default_random_engine'
        self.assertEqual(self.found(weak), ['client/retries.cpp', 'http/wire/request_head.cpp'], 'pauses and numbers of requests; no secrets')


class WebSources(unittest.TestCase):
    """The application in the browser, as it is written."""

    @classmethod
    def setUpClass(cls):
        paths = glob.glob(os.path.join(ROOT, 'web', 'src', '**', '*.ts*'), recursive=True) + glob.glob(os.path.join(ROOT, 'web', 'api-docs', '*'))
        cls.files = {os.path.relpath(path, os.path.join(ROOT, 'web')): read(path) for path in [*paths, os.path.join(ROOT, 'web', 'index.html')]}

    def found(self, pattern):
        return sorted(name for name, text in self.files.items() if re.search(pattern, text))

    def test_texts_are_never_taken_for_markup_or_code(self):
        self.assertGreater(len(self.files), 40)
        self.assertEqual(self.found(r'innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\.write|\bsrcDoc\b|\beval\(|new Function'), [])
        self.assertEqual(self.found(r'\bset(?:Timeout|Interval)\(\s*[\'"`]'), [])

    def test_passwords_are_hidden_and_keepers_of_passwords_are_helped(self):
        fields = [field for text in self.files.values() for field in re.findall(r"\{[^{}]*\bname: '\w*[pP]assword'[^{}]*\}", text) if 'label:' in field]
        self.assertGreater(len(fields), 1)
        for field in fields:
            self.assertRegex(field, r"autoComplete: '(?:current|new)-password'")
            self.assertIn('secret: true', field)
        self.assertIn('secret ? PasswordInput : TextInput', self.files['src/pages/account/AccountForm.tsx'])
        self.assertEqual(self.found(r'\bon(?:Paste|BeforeInput)\b'), [])

    def test_whoever_is_signed_in_can_sign_out(self):
        for name, text in self.files.items():
            if name.startswith('src/routes/') and name not in ('src/routes/account.ts', 'src/routes/root.tsx'):
                self.assertNotIn('getParentRoute: () => rootRoute', text, name)
        self.assertIn('<Navigation ', self.files['src/app/Shell.tsx'])
        self.assertIn('<AccountMenu ', self.files['src/app/Navigation.tsx'])
        self.assertRegex(self.files['src/app/AccountMenu.tsx'], r'(?s)onClick=\{leave\}>\s*Sign out')
        self.assertRegex(self.files['src/api/session.ts'], r"DELETE\('/api/session'")


RELEASE = os.path.join(ROOT, 'build', 'release', 'testledger')


@unittest.skipUnless(os.path.exists(RELEASE + '.cdx.json'), 'there is no release build to look at')
class Bill(unittest.TestCase):
    def test_a_release_comes_with_a_list_of_all_that_it_is_made_of(self):
        bill = json.loads(read(RELEASE + '.cdx.json'))
        with open(RELEASE, 'rb') as file:
            self.assertEqual(bill['metadata']['component']['hashes'], [{'alg': 'SHA-256', 'content': hashlib.sha256(file.read()).hexdigest()}])
        listed = {component['purl'].split('@')[0].split('?')[0] for component in bill['components']}
        for library in ('libssl3', 'libsodium23', 'libsqlite3-0', 'libarchive13', 'libfmt-dev', 'libcli11-dev'):
            self.assertTrue(any(purl.startswith(f'pkg:deb/debian/{library}') for purl in listed), library)
        packages = json.loads(read(os.path.join(ROOT, 'web', 'package-lock.json')))['packages']
        shipped = {path.rpartition('node_modules/')[2] for path, package in packages.items() if path and not package.get('dev')}
        self.assertEqual({purl.removeprefix('pkg:npm/').replace('%40', '@') for purl in (c['purl'].rpartition('@')[0] for c in bill['components'])
                          if purl.startswith('pkg:npm/')}, shipped)
        for path, package in packages.items():
            if path:
                self.assertTrue(package['integrity'].startswith('sha512-'), path)


class Documents(unittest.TestCase):
    def constant(self, file, name):
        told = re.search(rf'\b{name}\s*(?:=|{{)\s*([^;\n]+);', read(os.path.join(ROOT, 'src', file)))
        self.assertIsNotNone(told, name)
        value = re.sub(r'std::[\w:]+\{(\d+)\}', r'\1', told[1]).rstrip('}').replace("'", '')
        self.assertRegex(value, r'^[\d *<]+$')
        return eval(value)

    def test_the_accounts_page_has_the_codes_numbers(self):
        page = re.sub(r'\s+', ' ', read(os.path.join(ROOT, 'docs', 'accounts.md')))
        for sentence in ('ends after 12 hours without use and after 7 days', 'At most 50 sessions per user', 'at least 8 characters and at most 1,024 bytes', '(19 MiB, 2 passes)',
                         'at most 4 are hashed at once', '10 attempts a minute', 'after 5 failures', 'up to 900 seconds', 'good once, for 24 hours', 'good once, for 7 days',
                         '`__Host-testledger_browser`, 180 days', 'only within 10 minutes after logging in'):
            self.assertIn(sentence, page)
        rows = {('accounts/sessions.hpp', 'session_idle_max'): 12, ('accounts/sessions.hpp', 'session_life_max'): 7 * 24,
                ('storage/account_store.hpp', 'sessions_per_user_max'): 50, ('accounts/password_rules.hpp', 'password_length_min'): 8,
                ('accounts/password_rules.hpp', 'password_length_max'): 1024, ('accounts/password_hashing.hpp', 'memory'): 19 << 20,
                ('accounts/password_hashing.hpp', 'passes'): 2, ('accounts/password_hashing.hpp', 'hashings_at_once_max'): 4,
                ('http/limits.hpp', 'logins_per_minute_max'): 10, ('accounts/login_limits.hpp', 'failures_without_delay_max'): 5,
                ('accounts/login_limits.hpp', 'delay_max'): 900, ('accounts/one_time_codes.hpp', 'password_reset_life'): 24,
                ('accounts/one_time_codes.hpp', 'setup_life'): 24, ('accounts/one_time_codes.hpp', 'invitation_life'): 7 * 24,
                ('accounts/known_browsers.hpp', 'browser_mark_life'): 180 * 24, ('accounts/sessions.hpp', 'recent_login_max'): 10}
        for (file, name), wanted in rows.items():
            with self.subTest(name):
                self.assertEqual(self.constant(file, name), wanted)

    def test_the_table_of_roles_is_that_of_the_code(self):
        table = re.findall(r'^\| (viewer|tester|admin)(?: of a project)? \|(.*)\|$', read(os.path.join(ROOT, 'docs', 'accounts.md')), re.M)
        told = {role: [bool(cell.strip()) for cell in cells.split('|')] for role, cells in table}
        self.assertEqual(told, {'viewer': [True, False, False, False], 'tester': [True, True, True, False], 'admin': [True] * 4})
        with Server() as server:
            for role, rights in told.items():
                name, file = unique(role), os.path.join(server.home, role)
                for words in (('user', 'create', '--data', server.data, name), ('member', 'add', '--data', server.data, '--project', 'AT', '--role', role, name),
                              ('token', 'create', '--data', server.data, '--user', name, '--label', 'x', '--token-file', file)):
                    self.assertEqual(run(*words).returncode, 0, words)
                me = server.json('GET', '/me', headers={'Authorization': 'Bearer ' + read(file).strip()})
                self.assertEqual(me['projects'][0]['rights'], [right for right, may in zip(('read', 'report', 'edit', 'administer'), rights) if may])

    def test_the_limits_of_files_are_those_of_the_code(self):
        page = read(os.path.join(ROOT, 'docs', 'http.md'))
        for row in ('| `body_size_max` | 2 GiB |', '| `unpacked_size_max`, `unpacked_ratio_max`, `archive_entries_max` | 2 GiB, 200, 10,000:',
                    '| `attachment_size_max`, `attachments_max` | 100 MiB, 1,000 '):
            self.assertIn(row, page)
        for file, name, wanted in (('http/limits.hpp', 'body_size_max', 2 << 30), ('archives/archive_limits.hpp', 'unpacked_size_max', 2 << 30),
                                   ('archives/archive_limits.hpp', 'ratio_max', 200), ('archives/archive_limits.hpp', 'entries_max', 10_000),
                                   ('http/limits.hpp', 'attachment_size_max', 100 << 20)):
            self.assertEqual(self.constant(file, name), wanted, name)

    def test_the_operations_page_lists_what_is_logged_and_audited(self):
        page = read(os.path.join(ROOT, 'docs', 'operations.md'))
        logged = {message for name, text in sources() for message in re.findall(r'(?:log::write\(|\bnote\(log::)[^",]+,\s*"([^"]+)"', text)}
        audited = {action for name, text in sources() if name.startswith(('http/', 'accounts/', 'app/', 'storage/'))
                   for action in re.findall(r'(?:audit\(|redeemed\([^"]*|by_the_program\()(?:std::string\()?"([a-z_.]+)"', text)}
        self.assertGreater(len(logged), 15)
        self.assertGreater(len(audited), 15)
        for told in sorted(logged | audited):
            with self.subTest(told):
                self.assertIn(f'`{told}`', page)

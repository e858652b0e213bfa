"""What docs/security/asvs.md says and no other test looks at, on the real server; asvs_sources.py looks into the sources, asvs_table.py at
the page itself."""
import http.client
import json
import os
import re
import socket
import sqlite3
import ssl
import subprocess
import time
import unittest

from api_document import API
from asvs_sources import Bill, Documents, Sources, WebSources  # noqa: F401 (they run with these)
from asvs_table import Page  # noqa: F401
from cutting_proxy import ToldServer
from support import PREFIX, ROOT, Server, ServerTest, junit, multipart, read, run, testcase, unique
from test_accounts import MANY_LOGINS, PASSWORD, Browser
from test_permissions import FORM, routes
from test_tls import TlsServer

SAME_ORIGIN = {'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin'}
FOREIGN = {'Origin': 'https://evil.example', 'Sec-Fetch-Site': 'cross-site', 'Access-Control-Request-Method': 'POST'}


class Filled(ServerTest):
    """With something behind every placeholder of a path."""
    arguments = MANY_LOGINS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        server = cls.server
        cycle = server.new_cycle('=1+1 <script>')
        told = server.import_report(cycle, 'JUnit', junit(testcase(unique(), inner='<failure message="x"/>')), {'createCase': 'true'})
        case, made = next(iter(told['processedData'].items()))
        folder = server.json('PUT', '/project/AT/testcase/folder/hierarchy', {'folderHierarchy': ['a']})['ID']
        cls.values = {'project': 'AT', 'cycle': cycle, 'case': case, 'run': made['runID'], 'batch': told['batchId'], 'batchId': told['batchId'],
                      'asset': 'api-docs.js', 'format': 'csv', 'folder': folder}

    def filled(self, path):
        return re.sub(r'{(\w+)}', lambda found: str(self.values.get(found[1], 987654)), path)

    def ask(self, method, path, below, headers=None, token=True):
        body, sent = None, dict(headers or {})
        if method not in ('GET', 'HEAD', 'OPTIONS'):
            operation = API.found((PREFIX if below else '') + path)[method]
            form = 'multipart/form-data' in operation.body.get('content', {})
            body, sent['Content-Type'] = (FORM, 'multipart/form-data; boundary=b') if form else (b'[]', 'application/json')
        return self.server.call(method, self.filled(path), body, sent, prefix=PREFIX if below else '', token=token)


class EveryAnswer(Filled):
    def check(self, headers, text):
        policy = headers['content-security-policy']
        for part in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
            self.assertIn(part, policy)
        self.assertNotIn('unsafe', policy)
        self.assertEqual((headers['x-content-type-options'], headers['referrer-policy']), ('nosniff', 'no-referrer'))
        self.assertLessEqual(SAME_ORIGIN.items(), headers.items())
        self.assertFalse([name for name in headers if name.startswith('access-control-')], 'no other origin may read')
        if text:
            self.assertRegex(headers['content-type'], r'^[a-z]+/[a-z0-9.+-]+(;|$)')
        if headers.get('content-type', '').startswith(('text/', 'application/xml', 'application/json', 'image/svg+xml')) and 'event-stream' not in headers['content-type']:
            self.assertRegex(headers['content-type'], '; ?charset=utf-8$')

    def test_it_keeps_browsers_from_making_more_of_it(self):
        seen = {}
        for method, _, path, below in routes():
            for token in (True, False):
                with self.subTest(f'{method} {path}', token=token):
                    status, headers, text = self.ask(method, path, below, FOREIGN, token)
                    seen.setdefault(status, []).append(path)
                    self.check(headers, text)
                    stored = 'no-cache' if path == '/assets/{asset}' and status == 200 else 'no-store'  # that is part of the program
                    self.assertEqual(headers['cache-control'], stored)
        self.assertGreater(len(seen[200]), 30)
        self.assertLessEqual({200, 400, 401, 403, 404}, set(seen))

    def asked(self, method, path, **headers):
        """(status, text), of an answer that was looked at"""
        connection = http.client.HTTPConnection('127.0.0.1', self.server.port, timeout=60)
        connection.request(method, path, headers={**FOREIGN, **headers})
        answer = connection.getresponse()
        text = answer.read().decode(errors='replace')
        connection.close()
        with self.subTest(f'{method} {path}'):
            self.check({name.lower(): value for name, value in answer.getheaders()}, text)
        return answer.status, text

    def test_pages_and_their_files_are_no_exception(self):
        status, page = self.asked('GET', '/login', Accept='text/html')
        files = re.findall(r'assets/([^"]+)', page)
        self.assertEqual((status, len(files) > 2), (200, True))
        for file in files:
            self.assertEqual(self.asked('GET', f'/assets/{file}')[0], 200)

    def test_refusals_of_unknown_paths_methods_and_heads_are_no_exception(self):
        for method, path in (('GET', '/nothing'), ('OPTIONS', PREFIX + '/project/AT/testcase'), ('TRACE', '/'), ('DELETE', '/healthz'), ('GET', '/a/../b')):
            self.assertIn(self.asked(method, path)[0], (400, 404, 405))
        with socket.create_connection(('127.0.0.1', self.server.port), timeout=60) as raw:
            raw.sendall(b'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n')
            head, _, text = raw.makefile('rb').read().decode().partition('\r\n\r\n')
        self.assertTrue(head.startswith('HTTP/1.1 400 '))
        self.check({name.lower(): value for name, value in (line.split(': ', 1) for line in head.split('\r\n')[1:])}, text)

    def test_names_that_were_sent_cannot_end_a_field(self):
        sent = {'title': 'x', 'a\r\nSet-Cookie: a=b\r\n': 1, '\u2028\u0085': 1, 'b\0': 1}
        for path in ('/project/AT/testcase', '/project/AT/testcycle/detail'):
            _, headers, _ = self.server.call('POST', path, sent)
            self.assertNotIn('set-cookie', headers)
            self.assertIn('a??Set-Cookie:?a=b??', headers['testledger-warning'])


class Reading(Filled):
    def stored(self):
        """All rows but those that tell when somebody came."""
        database = sqlite3.connect(f'file:{self.server.data}/testledger.db?mode=ro', uri=True)
        tables = [name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'audit_%'")]
        rows = {}
        for table in tables:
            cursor = database.execute(f'SELECT * FROM {table}')
            columns = [column[0] for column in cursor.description]
            rows[table] = sorted(repr([value for name, value in zip(columns, row) if name != 'last_used']) for row in cursor)
        database.close()
        return rows

    def test_what_is_safe_by_its_name_changes_nothing(self):
        before = self.stored()
        self.assertGreater(sum(map(len, before.values())), 10)
        for method, _, path, below in routes():
            if method == 'GET':
                for asked in ('GET', 'HEAD'):
                    self.ask(asked, path, below)
        self.assertEqual(self.stored(), before)
        self.server.new_case()
        self.assertNotEqual(self.stored(), before, 'a change would have been seen')


class Credentials(ServerTest):
    arguments = MANY_LOGINS

    def test_an_address_carries_none(self):
        self.assertEqual(self.server.call('GET', '/project/AT/testcycle')[0], 200)
        for name in ('token', 'access_token', 'accessToken', 'api_key', 'apikey', 'key', 'jwt', 'auth', 'Authorization', 'AioAuth', 'session'):
            self.assertEqual(self.server.call('GET', f'/project/AT/testcycle?{name}={self.server.token}', token=False)[0], 401, name)
        for name in ('X-Api-Key', 'X-Auth-Token', 'Proxy-Authorization', 'X-User', 'X-Forwarded-User', 'Remote-User'):
            headers = {name: 'Bearer ' + self.server.token if 'Proxy' in name else self.server.token if 'X-A' in name else 'admin'}
            self.assertEqual(self.server.call('GET', '/project/AT/testcycle', headers=headers, token=False)[0], 401, name)

    def test_what_nobody_may_choose_is_not_taken_from_a_body(self):
        made = self.server.json('POST', '/project/AT/invitation', {'role': 'viewer', 'note': 'x', 'administrator': True})
        name = unique('eve')
        more = {'administrator': True, 'role': 'admin', 'project': 'AT', 'active': True, 'ID': 1, 'password_hash': 'x'}
        Browser(self.server).json('POST', '/api/invitations/accept', {**more, 'code': made['link']['code'], 'name': name, 'password': PASSWORD})
        browser = Browser(self.server).log_in(name)
        me = browser.json('GET', '/api/me')
        self.assertEqual((me['user']['administrator'], [p['role'] for p in me['projects']]), (False, ['viewer']))
        self.assertNotEqual(me['user']['ID'], 1)
        token = browser.json('POST', '/api/tokens', {'label': 'x', 'user': 1, 'userID': 1, 'owner': 'admin', 'secret': 'tl_' + '0' * 36, 'administrator': True})
        self.assertNotEqual(token['secret'], 'tl_' + '0' * 36)
        of = self.server.json('GET', '/api/me', prefix='', headers={'Authorization': 'Bearer ' + token['secret']})
        self.assertEqual((of['user']['name'], of['user']['administrator']), (name, False))
        case = self.server.json('POST', '/project/AT/testcase', {'title': 'x', 'ID': 999, 'key': 'AT-TC-999', 'version': 7, 'createdDate': 5, 'jiraProjectID': 77,
                                                                 'project': 'ZZ', 'isArchived': True})
        self.assertNotEqual((case['ID'], case['key']), (999, 'AT-TC-999'))
        self.assertEqual((case['version'], case['isArchived']), (1, False))
        self.assertGreater(case['createdDate'], 1_000_000_000_000)

    def test_nothing_secret_is_told_of_accounts(self):
        user = self.server.json('POST', '/api/users', {'name': unique('u'), 'password': PASSWORD}, prefix='')
        browser = Browser(self.server).log_in(user['name'])
        token = browser.json('POST', '/api/tokens', {'label': 'x'})
        listed = [self.server.call('GET', path, prefix='')[2] for path in ('/api/users', '/api/tokens', '/api/audit', '/api/invitations', '/metrics')]
        listed += [self.server.call('GET', '/project/AT' + path)[2] for path in ('/member', '/token', '/invitation')]
        listed += [browser.call('GET', path)[2] for path in ('/api/tokens', '/api/sessions', '/api/me')]
        told = ' '.join(listed)
        for secret in (token['secret'], token['secret'][3:33], browser.cookie.split('=')[1], browser.csrf, 'argon2', PASSWORD):
            self.assertNotIn(secret, told)
        self.assertNotRegex(told, r'"(passwordHash|password)"')


class Log(unittest.TestCase):
    def test_every_line_is_one_of_json_with_who_and_where_and_no_secret(self):
        with Server(MANY_LOGINS) as server:
            user = server.json('POST', '/api/users', {'name': unique('u'), 'password': PASSWORD}, prefix='')
            browser = Browser(server).log_in(user['name'])
            token = browser.json('POST', '/api/tokens', {'label': 'x'})['secret']
            link = server.json('POST', f'/api/users/{user["ID"]}/reset', prefix='')
            browser.call('POST', '/api/tokens', {'label': 'x'}, headers={'X-CSRF-Token': 'f' * 64})
            Browser(server).call('POST', '/api/session', {'name': user['name'], 'password': 'not ' + PASSWORD})
            server.call('GET', '/project/XX%0a%7B%7D%1b%5B31m/testcase')
            server.call('GET', f'/project/AT/testcase?token={token}&{token}')
            server.call('GET', '/project/AT/testcase', headers={'Authorization': 'Bearer ' + token[:-1]})
            Browser(server).call('POST', '/api/password/reset', {'code': link['code'], 'password': 'short'})
            self.assertEqual(server.stop(), 0)
            text = read(server.log_path)
        lines = [json.loads(line) for line in text.splitlines()]
        for line in lines:
            self.assertRegex(line['time'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$')
            self.assertLessEqual({'level', 'message'}, set(line))
        requests = [line for line in lines if line['message'] == 'request']
        for line in requests:
            self.assertLessEqual({'id', 'remote', 'user', 'method', 'target', 'route', 'status', 'detail'}, set(line))
        told = [(line['status'], line['detail']) for line in requests]
        for attempt in ((403, 'wrong X-CSRF-Token'), (401, 'not a token'), (401, '')):
            self.assertIn(attempt, told)
        self.assertIn((user['name'], 200), [(line['user'], line['status']) for line in requests])
        self.assertAlmostEqual(time.mktime(time.strptime(lines[-1]['time'][:19], '%Y-%m-%dT%H:%M:%S')) - time.timezone, time.time(), delta=120)
        for secret in (PASSWORD, token, token[:-1], link['code'], browser.cookie.split('=')[1], browser.csrf, server.token):
            self.assertNotIn(secret, text)

    def test_it_goes_nowhere_else(self):
        with Server() as server:
            server.import_report(server.new_cycle(), 'JUnit', junit(testcase(unique())), {'createCase': 'true'})
            server.call('GET', '/nothing')
            self.assertEqual(server.process.stdout.readline().split()[0], 'Testledger')
            names = {os.path.relpath(os.path.join(place, name), server.data) for place, _, files in os.walk(server.data) for name in files}
            opened = {os.readlink(f'/proc/{server.process.pid}/fd/{fd}') for fd in os.listdir(f'/proc/{server.process.pid}/fd')}
        for name in names:
            self.assertRegex(name, r'^(testledger\.db(-wal|-shm)?|lock|clean|admin\.sock|setup\.code|.*\.lock|blobs/.*)$')
        outside = {name for name in opened if name.startswith('/') and not name.startswith((server.data, '/dev/', '/proc/', '/tmp/'))}
        self.assertFalse(outside - {server.log_path}, outside)


class Broken(unittest.TestCase):
    def test_what_cannot_be_looked_up_is_refused_in_general_words(self):
        """A table is gone: whoever is known by it is not let in, and only the log says what failed."""
        for table, path in (('api_token', '/project/AT/testcase'), ('membership', '/project/AT/testcase'), ('tag', '/project/AT/tag')):
            server = Server()
            with self.subTest(table):
                database = sqlite3.connect(os.path.join(server.data, 'testledger.db'))
                database.execute('PRAGMA legacy_alter_table = ON')
                database.execute(f'ALTER TABLE {table} RENAME TO elsewhere')
                database.commit()
                database.close()
                server.start()
                status, _, text = server.call('GET', path)
                self.assertEqual(status, 500)
                self.assertNotRegex(text, r'(?i)sql|table|select|testledger\.db|/tmp|[a-z]+\.cpp|elsewhere')
                self.assertEqual(server.call('GET', '/healthz', prefix='')[0], 200, 'the server goes on')
                self.assertEqual(server.stop(), 0)
                failed = [line for line in map(json.loads, read(server.log_path).splitlines()) if line.get('status') == 500]
                self.assertIn(table, failed[0]['detail'])
                self.assertEqual(failed[0]['level'], 'error')
            server.remove()


class Encrypted(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = TlsServer(MANY_LOGINS).start()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.server.remove()

    def test_the_newest_protocol_and_forward_secrecy(self):
        for newest, told in ((ssl.TLSVersion.TLSv1_3, 'TLSv1.3'), (ssl.TLSVersion.TLSv1_2, 'TLSv1.2')):
            context = self.server.context()
            context.maximum_version = newest
            with socket.create_connection(('localhost', self.server.port)) as plain, context.wrap_socket(plain, server_hostname='localhost') as wrapped:
                self.assertEqual(wrapped.version(), told)
                self.assertRegex(wrapped.cipher()[0], r'^(TLS_|ECDHE-).*(GCM|CHACHA20)')
        context = self.server.context()
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        for weak in ('AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-SHA', 'DHE-RSA-AES128-GCM-SHA256'):
            context.set_ciphers(weak)
            with socket.create_connection(('localhost', self.server.port)) as plain, self.assertRaises((ssl.SSLError, ConnectionError)):
                context.wrap_socket(plain, server_hostname='localhost')

    def test_the_cookie_is_bound_to_host_and_line_and_every_answer_says_https(self):
        name = unique('u')
        connection = self.server.connect()
        self.addCleanup(connection.close)

        def call(method, path, body=None, **headers):
            connection.request(method, path, json.dumps(body) if body else None, {'Content-Type': 'application/json', **headers})
            answer = connection.getresponse()
            answer.read()
            self.assertRegex(answer.getheader('Strict-Transport-Security'), r'^max-age=(\d{8,})')
            return answer
        of = {'Authorization': 'Bearer ' + self.server.token}
        self.assertEqual(call('POST', '/api/users', {'name': name, 'password': PASSWORD}, **of).status, 200)
        login = call('POST', '/api/session', {'name': name, 'password': PASSWORD})
        mark, cookie = login.headers.get_all('Set-Cookie')
        self.assertRegex(mark, r'^__Host-testledger_browser=tb_\w{36}\.[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$')
        self.assertRegex(cookie, r'^__Host-testledger=ts_\w{36}; Path=/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$')
        self.assertEqual(call('GET', '/api/session', Cookie=cookie.split(';')[0]).status, 200)
        self.assertEqual(call('GET', '/api/session', Cookie=cookie.split(';')[0].replace('__Host-testledger', 'testledger_session')).status, 401)
        for path, status in (('/nothing', 404), ('/api/users', 401), ('/healthz', 200), ('/api-docs', 200)):
            self.assertEqual(call('GET', path).status, status)


class Shown(ServerTest):
    def test_a_title_is_text_in_a_browser(self):
        title = '<img src=x onerror=alert(1)><script>alert(1)</script>'
        script = os.path.join(ROOT, 'web', 'tests', 'api-docs.mjs')
        ended = subprocess.run(['node', script], capture_output=True, text=True, timeout=180, env={
            **os.environ, 'PAGE': f'{self.server.url}/api-docs', 'TOKEN': self.server.token, 'CYCLE': self.server.new_cycle(title)})
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        seen = json.loads(ended.stdout)
        self.assertEqual(seen['problems'], [], 'nothing of it was tried by the browser, or its policy would have told')
        self.assertIn(title, seen['answer'])


class Client(unittest.TestCase):
    def test_it_goes_where_it_was_sent_and_not_on(self):
        """Else the token would go to whom a server names."""
        def elsewhere(handler):
            handler.send_response(302)
            handler.send_header('Location', other.url + handler.path)
            handler.send_header('Content-Length', '0')
            handler.end_headers()
        upload = 'POST /project/AT/testcycle/AT-CY-1/import/results'
        with ToldServer({}) as other, ToldServer({upload: elsewhere}) as server, Server() as files:
            report = os.path.join(files.home, 'r.xml')
            with open(report, 'w') as file:
                file.write(junit(testcase('x')))
            ended = run('import', '--url', server.url, '--token-file', files.token_file, '--project', 'AT', '--cycle', 'AT-CY-1', '--type', 'JUnit', report)
        self.assertEqual(ended.returncode, 2)
        self.assertEqual((len(server.requests), other.requests), (1, []))


if __name__ == '__main__':
    unittest.main()

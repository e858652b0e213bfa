"""What holds at the server's door: rights that go while a body arrives, whoever sends no request at all, and floods of logins."""
import http.client
import json
import os
import re
import socket
import sqlite3
import ssl
import threading
import time
import unittest

from support import PREFIX, Server, ServerTest, junit, multipart, read, testcase, unique
from test_accounts import MANY_LOGINS, PASSWORD, Accounts, Browser
from test_tls import TlsServer


class SlowRequest:
    """A request of which the last byte is sent when finish() is called."""

    def __init__(self, server, method, path, body, headers):
        self.connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=60)
        self.connection.putrequest(method, path)
        for name, value in {'Content-Length': str(len(body)), **headers}.items():
            self.connection.putheader(name, value)
        self.connection.endheaders(body[:-1])
        self.last = body[-1:]
        time.sleep(0.3)  # it is admitted, and the body is on its way

    def finish(self):
        self.connection.send(self.last)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.connection.close()
        return answer.status, text


class Meanwhile(Accounts):
    """Something happens between the head of a request and the end of its body."""

    def setUp(self):
        self.person = self.member('tester')
        self.token = self.token_of(self.person)
        self.cycle = self.server.new_cycle()

    def slow(self, method, path, body, content_type):
        headers = {'Authorization': 'Bearer ' + self.token['secret'], 'Content-Type': content_type}
        return SlowRequest(self.server, method, path, body, headers)

    def upload(self, batch):
        body, content_type = multipart({'createCase': 'true'}, junit(testcase(unique())))
        path = f'{PREFIX}/project/AT/testcycle/{self.cycle}/import/results{batch}?type=JUnit'
        return self.slow('POST', path, body, content_type)

    def revoke(self):
        self.api('DELETE', f'/api/tokens/{self.token["ID"]}', headers={'Authorization': 'Bearer ' + self.token['secret']})

    def deactivate(self):
        self.api('PATCH', f'/api/users/{self.person["ID"]}', {'active': False})

    def remove(self):
        self.server.json('DELETE', f'/project/AT/member/{self.person["ID"]}')

    def demote(self):
        self.server.json('POST', '/project/AT/member', {'name': self.person['name'], 'role': 'viewer'})

    def left(self):
        batches = self.server.json('GET', f'/project/AT/testcycle/{self.cycle}/batch')['items']
        return batches, self.server.runs(self.cycle)

    def test_what_was_begun_with_a_right_that_has_gone_is_refused_and_leaves_nothing(self):
        unknown = (401, 'Authorization header is missing or invalid value.')
        rows = [(self.revoke, unknown), (self.deactivate, unknown), (self.remove, (404, 'Project not found : AT')),
                (self.demote, (403, 'You may not report anything in project AT.'))]
        for happens, refusal in rows:
            for batch in ('', '/batch'):
                with self.subTest(happens.__name__, batch=batch):
                    self.setUp()
                    request = self.upload(batch)
                    happens()
                    self.assertEqual(request.finish(), refusal)
                    self.assertEqual(self.left(), ([], {}))

    def test_without_anything_in_between_it_is_taken(self):
        for batch in ('', '/batch'):
            with self.subTest(batch=batch):
                self.assertEqual(self.upload(batch).finish()[0], 200)
        self.assertEqual(len(self.left()[0]), 2)

    def test_other_bodies_too(self):
        title = unique('never')
        request = self.slow('POST', f'{PREFIX}/project/AT/testcase', json.dumps({'title': title, 'scriptType': {'name': 'Classic'}}).encode(), 'application/json')
        self.revoke()
        self.assertEqual(request.finish()[0], 401)
        self.setUp()
        run_id = self.server.json('POST', f'/project/AT/testcycle/{self.cycle}/testcase/{self.server.new_case()}')['ID']
        body, content_type = multipart({}, 'x', 'x.txt')
        request = self.slow('POST', f'{PREFIX}/project/AT/testcycle/{self.cycle}/testrun/{run_id}/attachment', body, content_type)
        self.deactivate()
        self.assertEqual(request.finish()[0], 401)
        found = self.server.json('POST', '/project/AT/testcase/search', {'title': {'comparisonType': 'EXACT_MATCH', 'value': title}})
        self.assertEqual(found['items'], [])


def raw(port, sent):
    """What comes back for bytes."""
    with socket.create_connection(('127.0.0.1', port), timeout=20) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        told = b''
        while piece := line.recv(65536):
            told += piece
    return told


def lines_of(server, at):
    """Those of the door, of one place there; and `more` for how many were left out."""
    lines = [line for line in map(json.loads, read(server.log_path).splitlines()) if 'at the door' in line['message']]
    return [line for line in lines if (line.get('at') or 'more') == at]


class Strangers(unittest.TestCase):
    """Who sends no request is in the log, and cannot fill it."""

    def wait_for(self, server, at, count=1):
        for _ in range(100):
            if len(lines_of(server, at)) >= count:
                return lines_of(server, at)
            time.sleep(0.05)
        self.fail(f'{at}: {read(server.log_path)[-2000:]}')

    def test_a_head_that_is_none(self):
        with Server() as server:
            self.assertTrue(raw(server.port, b'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx').startswith(b'HTTP/1.1 400 '))
            told = raw(server.port, b'\x16\x03\x01 {"level":"error"}\r\n\x1b[2J forged\r\n\r\n')
            self.assertTrue(told.startswith(b'HTTP/1.1 400 '), told)
            lines = self.wait_for(server, 'head', 2)
            self.assertEqual({line['remote'] for line in lines}, {'127.0.0.1'})
            self.assertTrue(all(line['level'] == 'warning' and line['detail'] for line in lines), lines)
            self.assertIn(lines[1]['id'].encode(), told, 'whoever is told of it can be found')
            self.assertNotIn('\x1b', read(server.log_path))

    def test_a_flood_of_them_is_few_lines_and_a_number(self):
        with Server() as server:
            for _ in range(60):
                raw(server.port, b'NONSENSE\r\n\r\n')
            self.assertEqual(len(self.wait_for(server, 'head', 10)), 10)
            self.assertEqual(server.stop(), 0)
            self.assertEqual([line['count'] for line in lines_of(server, 'more')], [50])

    def test_handshakes_that_fail(self):
        with TlsServer() as server:
            with socket.create_connection(('127.0.0.1', server.port)):
                pass  # who only looks whether somebody listens is nobody
            raw(server.port, b'GET / HTTP/1.1\r\nHost: a\r\n\r\n')
            stranger = ssl.create_default_context()  # does not know who signed the certificate
            with self.assertRaises(ssl.SSLError):
                stranger.wrap_socket(socket.create_connection(('127.0.0.1', server.port)), server_hostname='localhost')
            lines = self.wait_for(server, 'handshake', 2)
            self.assertEqual({line['remote'] for line in lines}, {'127.0.0.1'})
            self.assertRegex(lines[0]['detail'], 'http request')
            self.assertRegex(lines[1]['detail'], 'unknown ca')
            self.assertEqual(len(lines), 2)


class KnownBrowsers(unittest.TestCase):
    """Whoever fails often at somebody's account keeps strangers out, not its owner."""

    def log_in(self, server, name, password, cookie=None):
        """(status, the cookies of the answer by name)"""
        headers = {'Content-Type': 'application/json', **({'Cookie': cookie} if cookie else {})}
        connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=60)
        connection.request('POST', '/api/session', json.dumps({'name': name, 'password': password}).encode(), headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        set_ = [value.split(';')[0] for field, value in answer.getheaders() if field.lower() == 'set-cookie']
        return answer.status, {each.split('=')[0]: each for each in set_}

    def fail(self, server, name, cookie=None):
        return [self.log_in(server, name, 'x', cookie)[0] for _ in range(7)]

    def test_the_owner_gets_in_where_they_were_before(self):
        with Server(MANY_LOGINS) as server:
            user = server.json('POST', '/api/users', {'name': 'ann', 'password': PASSWORD}, prefix='')
            server.json('POST', '/api/users', {'name': 'bob', 'password': PASSWORD}, prefix='')
            of = {name: self.log_in(server, name, PASSWORD)[1]['testledger_browser'] for name in ('ann', 'bob')}
            self.assertEqual(self.fail(server, 'ann')[5:], [429, 429])
            self.assertEqual(self.log_in(server, 'ann', PASSWORD)[0], 429, 'a browser that nobody knows')
            self.assertEqual(self.log_in(server, 'ann', PASSWORD, of['bob'])[0], 429, "another one's")
            self.assertEqual(self.log_in(server, 'ann', PASSWORD, of['ann'][:-1] + ('0' if of['ann'][-1] != '0' else '1'))[0], 429, 'a forged one')
            status, given = self.log_in(server, 'ann', PASSWORD, of['ann'])
            self.assertEqual(status, 200)
            self.assertEqual(self.log_in(server, 'ann', PASSWORD)[0], 429, 'that sets nobody else free')

            self.assertEqual(self.fail(server, 'ann', given['testledger_browser'])[5:], [429, 429], 'guessing there is as slow as elsewhere')
            self.assertEqual(self.log_in(server, 'ann', PASSWORD, of['ann'])[0], 200, 'another browser is another matter')

            code = server.json('POST', f'/api/users/{user["ID"]}/reset', prefix='')['code']
            server.json('POST', '/api/password/reset', {'code': code, 'password': 'another long sentence'}, prefix='', token=False)
            self.assertEqual(self.log_in(server, 'ann', 'another long sentence', of['ann'])[0], 429, 'a new password forgets all browsers')

    def test_it_outlives_a_restart(self):
        with Server(MANY_LOGINS) as server:
            server.json('POST', '/api/users', {'name': 'ann', 'password': PASSWORD}, prefix='')
            mark = self.log_in(server, 'ann', PASSWORD)[1]['testledger_browser']
            server.stop()
            server.start()
            self.fail(server, 'ann')
            self.assertEqual([self.log_in(server, 'ann', PASSWORD, cookie)[0] for cookie in (None, mark)], [429, 200])

    def test_guessing_the_present_password_in_a_session_is_slow_too_and_nobody_elses_concern(self):
        with Server(MANY_LOGINS) as server:
            server.json('POST', '/api/users', {'name': 'ann', 'password': PASSWORD}, prefix='')
            browser = Browser(server).log_in('ann')
            self.fail(server, 'ann')
            wish = {'currentPassword': 'x', 'newPassword': 'another long sentence'}
            statuses = [browser.call('POST', '/api/password', wish)[0] for _ in range(7)]
            self.assertEqual((statuses[0], statuses[-1]), (403, 429))


class RecentLogins(unittest.TestCase):
    def test_other_sessions_end_only_soon_after_a_login(self):
        with Server(MANY_LOGINS) as server:
            server.json('POST', '/api/users', {'name': 'ann', 'password': PASSWORD}, prefix='')
            old, other = Browser(server).log_in('ann'), Browser(server).log_in('ann')
            own = next(s['ID'] for s in old.json('GET', '/api/sessions')['items'] if s['own'])
            others = next(s['ID'] for s in other.json('GET', '/api/sessions')['items'] if s['own'])
            server.stop()
            with sqlite3.connect(os.path.join(server.data, 'testledger.db')) as database:
                database.execute('UPDATE session SET created = ? WHERE session_id = ?', (int(time.time() * 1000) - 11 * 60_000, own))
            database.close()
            server.start()
            status, _, text = old.call('DELETE', f'/api/sessions/{others}')
            self.assertEqual(status, 403, text)
            self.assertIn('Log in again', text)
            self.assertEqual(other.call('GET', '/api/session')[0], 200)
            old.log_in('ann')
            old.json('DELETE', f'/api/sessions/{others}')
            self.assertEqual(other.call('GET', '/api/session')[0], 401)


class Flood(unittest.TestCase):
    def resident(self, server):
        return int(re.search(r'VmHWM:\s+(\d+)', read(f'/proc/{server.process.pid}/status'))[1])

    def test_two_hundred_logins_at_once_hold_up_no_import_and_take_little_memory(self):
        with Server(MANY_LOGINS) as server:
            cycle, statuses, imports = server.new_cycle(), [], []
            attempt = lambda: Browser(server).call('POST', '/api/session', {'name': unique('u'), 'password': 'x'})[0]
            send = lambda: server.import_report(cycle, 'JUnit', junit(testcase(unique())), {'createCase': 'true'})
            attempt(), send()
            before, ready = self.resident(server), threading.Barrier(201)

            def flood():
                ready.wait()
                for _ in range(5):
                    statuses.append(attempt())

            threads = [threading.Thread(target=flood) for _ in range(200)]
            for thread in threads:
                thread.start()
            ready.wait()
            while any(thread.is_alive() for thread in threads):
                begin = time.monotonic()
                send()
                imports.append(time.monotonic() - begin)
            for thread in threads:
                thread.join()
            self.assertEqual(len(statuses), 1000)
            self.assertEqual(set(statuses), {401, 503})
            self.assertLess(max(imports), 5, imports)
            self.assertLess(self.resident(server) - before, 128 * 1024, 'KiB')


if __name__ == '__main__':
    unittest.main()

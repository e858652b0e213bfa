"""Clients that mean no good, over raw sockets: requests hidden in others, thousands that only hold a connection, and strangers that
would have the server write something."""
import ctypes
import http.client
import os
import resource
import select
import socket
import struct
import threading
import time
import unittest

from support import PREFIX, Server, ServerTest, junit, multipart, testcase, unique

CASES = PREFIX + '/project/AT/testcase'


class HiddenRequests(ServerTest):
    """What one reads as one request and another as two is refused, mostly with 400, and the connection is closed: the second is never served."""
    CHUNKED = 'Transfer-Encoding: chunked'
    OTHERWISE = {'two codings': 501, 'chunked twice': 501, 'a coding that is none': 501, 'a coding in quotes': 501,  # RFC 9112 section 6.1
                 'a later version': 505, 'a blank in the target': 505}

    def told(self, bytes_):
        """All that the server sends until it closes the connection."""
        with socket.create_connection(('127.0.0.1', self.server.port), timeout=30) as connection:
            connection.sendall(bytes_)
            answers = b''
            try:
                while piece := connection.recv(65536):
                    answers += piece
            except ConnectionResetError:
                pass  # it closed with some of ours unread
            return answers

    def test_are_refused_and_the_connection_is_closed(self):
        def fields(*lines, body=''):
            return f'POST {CASES} HTTP/1.1\r\nHost: a\r\n' + ''.join(line + '\r\n' for line in lines) + '\r\n' + body

        def chunks(body):
            return fields(self.CHUNKED, body=body)

        rows = {
            'a length and a coding': fields('Content-Length: 4', self.CHUNKED, body='0\r\n\r\n'),
            'a coding and a length': fields(self.CHUNKED, 'Content-Length: 4', body='0\r\n\r\n'),
            'two lengths': fields('Content-Length: 4', 'Content-Length: 0', body='abcd'),
            'two lengths that agree': fields('Content-Length: 4', 'Content-Length: 4', body='abcd'),
            'a list of lengths': fields('Content-Length: 4, 0', body='abcd'),
            'a negative length': fields('Content-Length: -4'),
            'a signed length': fields('Content-Length: +4', body='abcd'),
            'a hexadecimal length': fields('Content-Length: 0x4', body='abcd'),
            'a length beyond 64 bits': fields('Content-Length: 18446744073709551620', body='abcd'),
            'a length with a fraction': fields('Content-Length: 4.0', body='abcd'),
            'an empty length': fields('Content-Length:', body='abcd'),
            'a name with a blank behind it': fields('Content-Length : 4', body='abcd'),
            'a name with a tab before it': fields('\tContent-Length: 4', body='abcd'),
            'a folded field': fields('X: a', ' Content-Length: 4', body='abcd'),
            'a folded coding': fields('Transfer-Encoding:', ' chunked', body='0\r\n\r\n'),
            'a field without a colon': fields('Content-Length 4', body='abcd'),
            'a field without a name': fields(': 4', body='abcd'),
            'a bare LF': f'POST {CASES} HTTP/1.1\nHost: a\nContent-Length: 4\n\nabcd',
            'a bare LF between two fields': f'POST {CASES} HTTP/1.1\r\nHost: a\r\nX: a\nContent-Length: 4\r\n\r\nabcd',
            'a bare CR in a field': fields('X: a\rContent-Length: 4', body='abcd'),
            'a NUL in a field': fields('X: a\0Content-Length: 4', body='abcd'),
            'two codings': fields('Transfer-Encoding: gzip, chunked', body='0\r\n\r\n'),
            'chunked twice': fields('Transfer-Encoding: chunked, chunked', body='0\r\n\r\n'),
            'two fields of codings': fields(self.CHUNKED, 'Transfer-Encoding: identity', body='0\r\n\r\n'),
            'a coding that is none': fields('Transfer-Encoding: xchunked', body='0\r\n\r\n'),
            'a coding in quotes': fields('Transfer-Encoding: "chunked"', body='0\r\n\r\n'),
            'a coding with a vertical tab': fields('Transfer-Encoding:\x0bchunked', body='0\r\n\r\n'),
            'chunks in HTTP/1.0': fields(self.CHUNKED, body='0\r\n\r\n').replace('HTTP/1.1', 'HTTP/1.0'),
            'an extension of a chunk': chunks('4;a=b\r\nabcd\r\n0\r\n\r\n'),
            'an extension of the last chunk': chunks('4\r\nabcd\r\n0;a\r\n\r\n'),
            'an extension with a bare LF': chunks('4;\nabcd\r\n0\r\n\r\n'),
            'a huge size': chunks('fffffffffffffffff\r\nabcd\r\n0\r\n\r\n'),
            'a size of 64 bits': chunks('ffffffffffffffff\r\nabcd\r\n0\r\n\r\n'),
            'a negative size': chunks('-4\r\nabcd\r\n0\r\n\r\n'),
            'a size with 0x': chunks('0x4\r\nabcd\r\n0\r\n\r\n'),
            'no size': chunks('\r\nabcd\r\n0\r\n\r\n'),
            'a chunk longer than its size': chunks('4\r\nabcde\r\n0\r\n\r\n'),
            'a chunk without its end': chunks('4\r\nabcd0\r\n\r\n'),
            'chunks with bare LF': chunks('4\nabcd\n0\n\n'),
            'a length in the trailer': chunks('4\r\nabcd\r\n0\r\nContent-Length: 3\r\n\r\n'),
            'a coding in the trailer': chunks('4\r\nabcd\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n'),
            'a request line in the trailer': chunks(f'4\r\nabcd\r\n0\r\nGET {CASES} HTTP/1.1\r\n\r\n'),
            'no host': f'POST {CASES} HTTP/1.1\r\nContent-Length: 4\r\n\r\nabcd',
            'two hosts': fields('Host: b', 'Content-Length: 4', body='abcd'),
            'a blank in the target': f'POST {CASES} /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd',
            'a later version': f'POST {CASES} HTTP/1.2\r\nHost: a\r\nContent-Length: 4, 4\r\n\r\nabcd',
        }
        authorization = f'Authorization: Bearer {self.server.token}\r\n'
        second = f'GET /aio-tcms/api/v1/me HTTP/1.1\r\nHost: a\r\n{authorization}\r\n'
        for why, request in rows.items():
            with self.subTest(why):
                first = request.replace('Host: a\r\n', 'Host: a\r\n' + authorization, 1)
                answers = self.told((first + second).encode('latin-1'))
                self.assertTrue(answers.startswith(b'HTTP/1.1 %d ' % self.OTHERWISE.get(why, 400)), answers[:300])
                head = answers.split(b'\r\n\r\n')[0].lower()
                self.assertIn(b'connection: close', head)
                self.assertEqual(answers.count(b'HTTP/1.1 '), 1, answers)

    def test_two_requests_that_follow_each_other_are_both_served(self):
        authorization = f'Host: a\r\nAuthorization: Bearer {self.server.token}\r\n'
        body = '{"title":"x","scriptType":{"name":"Classic"}}'
        chunked = ''.join(f'{len(piece):x}\r\n{piece}\r\n' for piece in (body[:9], body[9:])) + '0\r\nX-Checksum: 1\r\n\r\n'
        answers = self.told((f'POST {CASES} HTTP/1.1\r\n{authorization}Content-Type: application/json\r\n{self.CHUNKED}\r\n\r\n{chunked}'
                             f'GET /aio-tcms/api/v1/me HTTP/1.1\r\n{authorization}Connection: close\r\n\r\n').encode())
        self.assertEqual((answers.count(b'HTTP/1.1 '), answers.count(b'HTTP/1.1 200 OK')), (2, 2), answers)


class Watch:
    """What changes in a directory and those below it, from inotify(7)."""
    ADDED, CHANGED, REMOVED = 0x100 | 0x80, 0x2 | 0x4, 0x200 | 0x40
    libc = ctypes.CDLL(None, use_errno=True)

    def __init__(self, root):
        self.descriptor = self.libc.inotify_init1(os.O_NONBLOCK)
        assert self.descriptor >= 0, os.strerror(ctypes.get_errno())
        self.folders = {}
        for folder, _, _ in os.walk(root):
            watched = self.libc.inotify_add_watch(self.descriptor, os.fsencode(folder), self.ADDED | self.CHANGED | self.REMOVED)
            assert watched >= 0, os.strerror(ctypes.get_errno())
            self.folders[watched] = os.path.relpath(folder, root)

    def seen(self, seconds):
        """Names of the files that something was done to until now or in so many seconds."""
        names = set()
        while select.select([self.descriptor], [], [], seconds)[0]:
            events, at = os.read(self.descriptor, 65536), 0
            while at < len(events):
                watched, _, _, length = struct.unpack_from('iIII', events, at)
                name = events[at + 16:at + 16 + length].rstrip(b'\0').decode()
                names.add(os.path.join(self.folders[watched], name))
                at += 16 + length
        return names

    def close(self):
        os.close(self.descriptor)


class Strangers(ServerTest):
    def setUp(self):
        self.cycle = self.server.new_cycle()
        deadline = time.monotonic() + 60
        while (watch := Watch(self.server.data)).seen(1.5):  # what the cycle left to do is done
            watch.close()
            self.assertLess(time.monotonic(), deadline, 'the data directory does not come to rest')
        self.watch = watch

    def tearDown(self):
        self.watch.close()

    def requests(self):
        report, report_type = multipart({'createCase': 'true'}, junit(*(testcase(unique(), inner='<system-out>' + 'x' * 20000 + '</system-out>')
                                                                        for _ in range(100))))
        project = '/project/AT'
        yield 'POST', f'{project}/testcycle/{self.cycle}/import/results?type=JUnit', report, report_type
        yield 'POST', f'{project}/testcycle/{self.cycle}/import/results/batch?type=JUnit', report, report_type
        yield 'POST', f'{project}/testcycle/AT-CY-999/import/results/batch?type=JUnit', report, report_type
        yield 'POST', f'{project}/testcase/AT-TC-1/attachment', report, report_type
        yield 'POST', f'{project}/testcase', b'{"title":"x"}', 'application/json'
        yield 'GET', f'{project}/testcase', None, None
        yield 'GET', f'{project}/testcase/export/csv', None, None
        yield 'DELETE', f'{project}/testcycle/{self.cycle}/detail', None, None

    def send(self, method, path, body, content_type, headers):
        connection = http.client.HTTPConnection('127.0.0.1', self.server.port, timeout=60)
        try:
            connection.request(method, PREFIX + path, body, {**headers, **({'Content-Type': content_type} if content_type else {})})
            return connection.getresponse().status
        except (BrokenPipeError, ConnectionResetError):
            return connection.getresponse().status if connection.sock else None
        finally:
            connection.close()

    def test_no_byte_is_written_for_them(self):
        for headers in ({}, {'Authorization': 'Bearer tl_' + 'a' * 36}, {'Authorization': 'Basic YTpi'}, {'Cookie': 'testledger_session=' + 'a' * 43}):
            for method, path, body, content_type in self.requests():
                with self.subTest(f'{method} {path}', headers=headers):
                    self.assertEqual(self.send(method, path, body, content_type, headers), 401)
                    self.assertEqual(self.watch.seen(0.05), set())
        self.assertEqual(self.watch.seen(1), set())

    def test_but_for_who_may(self):
        method, path, body, content_type = next(self.requests())
        self.assertEqual(self.send(method, path, body, content_type, {'Authorization': 'Bearer ' + self.server.token}), 200)
        self.assertTrue(self.watch.seen(0.5), 'the watch sees nothing')

    def test_are_refused_before_they_send_a_body(self):
        for method, path, body, content_type in list(self.requests())[:4]:
            with self.subTest(path), socket.create_connection(('127.0.0.1', self.server.port), timeout=30) as connection:
                connection.sendall(f'{method} {PREFIX}{path} HTTP/1.1\r\nHost: a\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n'
                                   'Expect: 100-continue\r\n\r\n'.encode())
                answer = connection.recv(65536)
                self.assertTrue(answer.startswith(b'HTTP/1.1 401 '), answer[:200])


class Holders(unittest.TestCase):
    """3,000 clients that send or read next to nothing. The server is behind a proxy here, since of one address it would take 256."""
    TRICKLING_HEADS, TRICKLING_BODIES, READERS = 2000, 500, 500

    def test_hold_up_nobody_and_are_sent_away(self):
        own, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, most), most))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (own, most))
        with Server(['--trusted-proxy', '127.0.0.1']) as server:
            cycle = server.new_cycle()
            authorization = f'Host: a\r\nX-Forwarded-For: 192.0.2.1\r\nAuthorization: Bearer {server.token}\r\n'
            heads = [f'GET {CASES} HTTP/1.1\r\nHost: a\r\n'.encode()] * self.TRICKLING_HEADS
            bodies = [(f'POST {PREFIX}/project/AT/testcycle/{cycle}/import/results/batch?type=JUnit HTTP/1.1\r\n{authorization}'
                       'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n--b\r\n').encode()] * self.TRICKLING_BODIES
            readers = [f'GET {PREFIX}/openapi.json HTTP/1.1\r\n{authorization}\r\n'.encode() * 40] * self.READERS
            before, connections = self.sockets_of(server), []
            for opening in heads + bodies + readers:
                connection = socket.socket()
                if opening is readers[0]:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                connection.settimeout(30)
                connection.connect(('127.0.0.1', server.port))
                connection.sendall(opening)
                connections.append(connection)
            self.wait_for(lambda: self.sockets_of(server) > before + 2500, 5, 'not most of them are let in')
            trickling = connections[:self.TRICKLING_HEADS + self.TRICKLING_BODIES]
            stop = threading.Event()

            def trickle():
                while not stop.wait(2):
                    for connection in trickling:
                        try:
                            connection.send(b'a')
                        except OSError:
                            pass  # that one is away already

            drip = threading.Thread(target=trickle)
            drip.start()
            try:
                for turn in range(20):
                    self.assertEqual(server.call('GET', '/readyz', prefix='', token=False)[0], 200)
                    answer = server.import_report(cycle, 'JUnit', junit(*(testcase(unique()) for _ in range(50))), {'createCase': 'true'})
                    self.assertEqual((answer['status'], answer['successCount']), ('COMPLETED', 50), turn)
                self.wait_for(lambda: self.sockets_of(server) <= before, 90, 'connections that the server has not closed')  # its longest limit is 60 s
            finally:
                stop.set()
                drip.join()
                for connection in connections:
                    connection.close()

    def sockets_of(self, server):
        of_process, count = f'/proc/{server.process.pid}/fd', 0
        for descriptor in os.listdir(of_process):
            try:
                count += os.readlink(os.path.join(of_process, descriptor)).startswith('socket:')
            except FileNotFoundError:
                pass  # it was closed just now
        return count

    def wait_for(self, condition, seconds, otherwise):
        give_up = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), give_up, otherwise)
            time.sleep(0.2)


if __name__ == '__main__':
    unittest.main()

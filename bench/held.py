"""The server while thousands of connections only hold it: heads and bodies that trickle in, answers that nobody reads."""
import http.client
import os
import resource
import select
import socket
import statistics
import threading
import time

from server import Server, report

HEADS, BODIES, READERS = 2000, 500, 500
SECONDS = 30
TESTS = 7000  # about 1 MiB
PREFIX = '/aio-tcms/api/v1'


class Holders:
    """Keeps so many connections open, in the place of each that the server closes another; who trickles sends a byte every 2 s."""

    def __init__(self, server):
        known = f'Host: a\r\nAuthorization: Bearer {server.token}\r\n'
        self.port = server.port
        self.openings = ([(f'GET {PREFIX}/me HTTP/1.1\r\nHost: a\r\n', True)] * HEADS +
                         [(f'POST {PREFIX}/project/AT/testcycle/AT-CY-Adhoc/import/results/batch?type=JUnit HTTP/1.1\r\n{known}'
                           'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n--b\r\n', True)] * BODIES +
                         [(f'GET {PREFIX}/openapi.json HTTP/1.1\r\n{known}\r\n' * 40, False)] * READERS)
        self.stopping = threading.Event()
        self.held = {}  # descriptor -> (connection, opening)
        self.poll = select.poll()
        for opening in self.openings:
            self.open(opening)
        self.thread = threading.Thread(target=self.keep)

    def open(self, opening):
        connection = socket.socket()
        if not opening[1]:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(('127.0.0.1', self.port))
        connection.sendall(opening[0].encode())
        self.held[connection.fileno()] = (connection, opening)
        self.poll.register(connection, select.POLLRDHUP | select.POLLHUP | select.POLLERR)

    def keep(self):
        while not self.stopping.wait(2):
            for descriptor, _ in self.poll.poll(0):
                connection, opening = self.held.pop(descriptor)
                self.poll.unregister(descriptor)
                connection.close()
                self.open(opening)
            for connection, (_, trickles) in list(self.held.values()):
                try:
                    if trickles:
                        connection.send(b'a')
                except OSError:
                    pass  # it is replaced the next time

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.thread.join()
        for connection, _ in self.held.values():
            connection.close()


def ready(server):
    start = time.monotonic()
    connection = http.client.HTTPConnection('127.0.0.1', server.port)
    connection.request('GET', '/readyz')
    assert connection.getresponse().status == 200
    connection.close()
    return time.monotonic() - start


def measured(server, path):
    """(p99 of /readyz in ms, median of an import in ms) over SECONDS."""
    asked, uploads, end = [], [], time.monotonic() + SECONDS
    while time.monotonic() < end:
        uploads.append(server.upload(path))
        asked += [ready(server) for _ in range(20)]
    return sorted(asked)[len(asked) * 99 // 100] * 1000, statistics.median(uploads) * 1000


def held(options, folder):
    own, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, most), most))
    server = Server(options, arguments=['--trusted-proxy', '127.0.0.1'])  # of an address that is no proxy it would take 256
    try:
        path = report(folder, 'junit', TESTS)
        server.upload(path)  # from now on its cases are known
        idle = measured(server, path)
        with Holders(server):
            busy = measured(server, path)
    finally:
        server.remove()
        resource.setrlimit(resource.RLIMIT_NOFILE, (own, most))
    return ['| | alone | held | held : alone |', '|---|---|---|---|',
            *(f'| {what} | {before:.1f} | {during:.1f} | {during / before:.1f} |' for what, before, during in
              zip(('`/readyz`, p99 ms', f'import of {os.path.getsize(path) / 2**20:.1f} MiB, median ms'), idle, busy))]

"""A disk that is full: reports are refused with a reason and a time to come back, reading goes on, and once there is room everything goes
on by itself (docs/reliability.md). On a file system of 64 MiB of its own, for which it has to be root or to become it in a namespace."""
import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

from faulty_disk import use_build_asked_for, use_release_build
from sent_reports import Report, complaints_of_reports, complaints_of_verify, send_until_answered
from support import PREFIX, Server, multipart

SIZE = 64 << 20
FULL_FOR_S = 12 if os.environ.get('FAULTS') != 'long' else 300
GOES_ON_WITHIN_S = 10
IN_NAMESPACE = 'FULL_DISK_IN_NAMESPACE'

setUpModule, tearDownModule = use_release_build, use_build_asked_for


def can_mount():
    with tempfile.TemporaryDirectory() as folder:
        if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', folder], capture_output=True).returncode != 0:
            return False
        return subprocess.run(['umount', folder]).returncode == 0


def can_in_a_namespace():
    return subprocess.run(['unshare', '-Urm', 'mount', '-t', 'tmpfs', 'none', '/mnt'], capture_output=True).returncode == 0


class OnSmallDisk(Server):
    """A server whose data directory is a file system of its own."""

    def __init__(self, arguments=()):
        super().__init__(arguments)
        kept = self.data + '.before'
        os.rename(self.data, kept)
        os.mkdir(self.data)
        subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={SIZE}', 'none', self.data], check=True)
        shutil.copytree(kept, self.data, dirs_exist_ok=True)
        self.filler = os.path.join(self.data, 'of somebody else')

    def free(self):
        space = os.statvfs(self.data)
        return space.f_bavail * space.f_frsize

    def fill(self, left=0):
        """Somebody else's file takes the rest."""
        with open(self.filler, 'ab', buffering=0) as file:
            try:
                while (room := self.free() - left) > 0:
                    file.write(bytes(min(room, 1 << 20)))
            except OSError:
                pass

    def make_room(self):
        os.remove(self.filler)

    def remove(self):
        if self.process.poll() is None:
            self.stop()
        subprocess.run(['umount', '--lazy', self.data], check=True)
        super().remove()


class FullDisk(unittest.TestCase):
    def setUp(self):
        if not can_mount():
            print('NOT TESTED: a full disk. This user can mount no file system, nor in a namespace of its own')
            self.skipTest('no file system can be mounted')

    def started(self, *arguments):
        server = OnSmallDisk(['--workers', '3', *arguments])
        self.addCleanup(server.remove)
        server.start()
        self.cycles = [server.new_cycle() for _ in range(3)]
        return server

    def assert_refused(self, answer, statuses):
        status, headers, text = answer
        self.assertIn(status, statuses, text)
        self.assertGreaterEqual(int(headers.get('retry-after', 0)), 1)
        self.assertRegex(text, 'disk of the data directory is full. Free some space|disk has too little room: .*--disk-reserve')

    def assert_readable(self, server):
        for path in ('/project/AT/testcase', '/project/AT/batch', f'/project/AT/testcycle/{self.cycles[0]}/testrun'):
            self.assertEqual(server.call('GET', path)[0], 200)

    def assert_goes_on(self, server, reports):
        """What was accepted before, and what comes now."""
        start = time.monotonic()
        late = Report('late', self.cycles[0], 5)
        send_until_answered(server, late, GOES_ON_WITHIN_S)
        for batch in server.json('GET', '/project/AT/batch?maxResults=100')['items']:
            ended = server.ended_batch(batch['cycle'], batch['batchId'], GOES_ON_WITHIN_S)
            self.assertIn(ended['status'], ('Completed', 'Failed') if ended['direct'] else ('Completed',), ended['errorMsg'])
        took = time.monotonic() - start
        self.assertLess(took, GOES_ON_WITHIN_S)
        self.assertEqual(server.stop(), 0)
        self.assertEqual(complaints_of_verify(server.data), [])
        self.assertEqual(list(complaints_of_reports(server.data, [*reports, late])), [])
        print(f'full disk: went on {took:.1f} s after there was room')

    def test_reports_are_refused_before_the_disk_is_full(self):
        server = self.started('--disk-reserve', str(8 << 20))
        before = [Report(f'before {i}', cycle, 400) for i, cycle in enumerate(self.cycles)]
        for report in before:
            send_until_answered(server, report)
        server.fill(left=7 << 20)
        for way in ('direct', 'batch'):
            self.assert_refused(Report(f'refused {way}', self.cycles[0], 3, way).send(server), {507})
        self.assert_readable(server)
        for batch in server.json('GET', '/project/AT/batch')['items']:
            ended = server.ended_batch(batch['cycle'], batch['batchId'])
            self.assertEqual(ended['status'], 'Completed', 'the reserve is for what was accepted')
        server.make_room()
        self.assert_goes_on(server, before)

    def test_a_disk_without_any_room_loses_nothing(self):
        server = self.started('--disk-reserve', '0')
        server.fill(left=12 << 20)
        accepted = []
        while len(accepted) < 100:  # what they are to become needs more room than they themselves
            report = Report(f'accepted {len(accepted)}', self.cycles[len(accepted) % 3], 3000 if len(accepted) % 4 else 30)
            if report.send(server)[0] != 200:
                break
            accepted.append(report)
        server.fill()
        end = time.monotonic() + FULL_FOR_S
        refused = 0
        while time.monotonic() < end:
            for way in ('direct', 'batch'):
                status, headers, text = Report(f'refused {refused}', self.cycles[0], 500, way).send(server)
                refused += 1
                self.assert_refused((status, headers, text), {503, 507})
            self.assert_readable(server)
            time.sleep(0.2)
        listed = server.json('GET', '/project/AT/batch?maxResults=100')['items']
        waiting = [batch for batch in listed if batch['status'] not in ('Completed', 'Failed')]
        self.assertNotEqual(waiting, [], 'or the disk was not full early enough')
        server.make_room()
        self.assert_goes_on(server, accepted)

    def test_an_upload_that_fills_the_disk_leaves_nothing(self):
        server = self.started('--disk-reserve', '0')
        server.fill(left=2 << 20)
        for way in ('direct', 'batch'):
            large = Report(f'large {way}', self.cycles[0], 3, way)
            large.content += ' ' * (3 << 20)
            free = server.free()
            self.assert_refused(large.send(server), {503, 507})
            self.assert_refused(send_without_length(server, large), {503})
            self.assertEqual(os.listdir(os.path.join(server.data, 'blobs', 'tmp')), [])
            self.assertGreater(server.free(), free - (1 << 20))
        server.make_room()
        self.assert_goes_on(server, [])


def send_without_length(server, report):
    """In chunks, so that the server cannot know in time that it is too large."""
    body, content_type = multipart({'createCase': 'true'}, report.content, report.name)
    connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=60)
    try:
        connection.request('POST', PREFIX + report.path(), body=iter([body[i:i + 65536] for i in range(0, len(body), 65536)]),
                           encode_chunked=True, headers={'Authorization': 'Bearer ' + server.token, 'Content-Type': content_type,
                                                         'Transfer-Encoding': 'chunked'})
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode()
    finally:
        connection.close()


def load_tests(loader, tests, pattern):
    """Who cannot mount runs them in a namespace of its own, where it can."""
    if can_mount() or os.environ.get(IN_NAMESPACE) or not can_in_a_namespace():
        return tests
    class InNamespace(unittest.TestCase):
        def test_in_a_namespace(self):
            ended = subprocess.run(['unshare', '-Urm', sys.executable, os.path.abspath(__file__)], env={**os.environ, IN_NAMESPACE: '1'})
            self.assertEqual(ended.returncode, 0)
    return unittest.TestSuite([InNamespace('test_in_a_namespace')])


if __name__ == '__main__':
    unittest.main()

"""A disk that fails: every failure is told, nothing that was answered is lost, and once the disk works again everything goes on in the
same process (docs/reliability.md).

  FAULTS=long python3 tests/test_faults_disk.py    every call of the work fails once, and random failures for minutes
"""
import errno
import itertools
import os
import signal
import time
import unittest

from faulty_disk import (AT_RANDOM, AT_THE_NTH, CHANGES, CUT_SHORT, DATABASE, EVERYWHERE, FROM_THE_NTH, READ, SYNC, TRUNCATE, WRITE,
                         FaultyServer, use_build_asked_for, use_release_build)
from sent_reports import Report, complaints_of_reports, complaints_of_verify, in_threads, send_until_answered
from support import read

LONG = os.environ.get('FAULTS') == 'long'
CALLS_OF_A_SWEEP = 2_000 if LONG else 24  # spread over all of them
RANDOM_FOR_S = 120 if LONG else 5
OUTAGE_S = 60 if LONG else 2
QUIET_S = 0.4  # after the last call of writing back the log
GOES_ON_WITHIN_S = 10
ONE_PERCENT = 10_000
FAILURES = {'EIO': errno.EIO, 'EINTR': errno.EINTR, 'ENOSPC': errno.ENOSPC, 'half is written': CUT_SHORT}

setUpModule, tearDownModule = use_release_build, use_build_asked_for


class DiskFaults(unittest.TestCase):
    def setUp(self):
        self.server = FaultyServer(['--workers', '3', '--disk-reserve', '0'])
        self.addCleanup(self.server.remove)
        self.server.start()
        self.cycles = [self.server.new_cycle() for _ in range(3)]
        self.numbers, self.sent = itertools.count(), []

    def new_reports(self):
        """One of each way; the large one is written in parts."""
        number = next(self.numbers)
        found = [Report(f'{number} direct', self.cycles[0], 3, 'direct'),
                 Report(f'{number} batch', self.cycles[1], 3),
                 Report(f'{number} large', self.cycles[2], 40, large=True),
                 Report(f'{number} waited for', self.cycles[2], 20, 'direct', large=True)]
        self.sent += found
        return found

    def send_once(self, report):
        """Whether it was taken. A refusal has a reason."""
        status, headers, text = report.send(self.server)
        if status != 200:
            self.assertIn(status, (409, 500, 503, 507), text)
            self.assertGreater(len(text), 20)
            self.assertTrue(status == 500 or 'retry-after' in headers, f'{status} {headers}')
        return status == 200

    def assert_goes_on(self, what=''):
        """In the same process, with everything that was sent."""
        self.server.disk.recover()
        start = time.monotonic()
        for report in self.new_reports():
            send_until_answered(self.server, report, GOES_ON_WITHIN_S)
        self.await_rest(what)
        self.assertLess(time.monotonic() - start, GOES_ON_WITHIN_S, what)

    def await_rest(self, what=''):
        end = time.monotonic() + GOES_ON_WITHIN_S
        while open_ := [each for each in self.batches() if each['status'] in ('Queued', 'Processing')]:
            self.assertLess(time.monotonic(), end, f'{what}: {[(each["fileName"], each["status"], each["errorMsg"]) for each in open_]}')
            time.sleep(0.02)

    def batches(self):
        return self.server.json('GET', '/project/AT/batch?maxResults=20')['items']

    def assert_all_is_there(self):
        self.assertIsNone(self.server.process.poll(), 'it has ended: ' + read(self.server.log_path)[-2000:])
        self.assertEqual(self.server.stop(), 0)
        self.assertEqual(complaints_of_verify(self.server.data), [])
        self.assertEqual(list(complaints_of_reports(self.server.data, self.sent)), [])

    def fail_at_each_call(self, kinds, files, failure, work):
        """Does the work again and again; each time another one of its calls fails."""
        self.server.disk.count(kinds, files)
        work()
        calls, failed = self.server.disk.calls, 0
        for i in range(min(calls, CALLS_OF_A_SWEEP)):
            call = 1 + i * calls // min(calls, CALLS_OF_A_SWEEP)
            self.server.disk.fail(AT_THE_NTH, call, kinds, files, failure)
            work()
            self.server.disk.recover()
            failed += self.server.disk.failures
            with self.subTest(call=call):
                self.await_rest(f'call {call}')
        return calls, failed

    def send_all(self):
        """Who is refused sends it again."""
        for report in self.new_reports():
            if not self.send_once(report):
                send_until_answered(self.server, report)

    def test_any_one_call_may_fail(self):
        for name, failure in FAILURES.items():
            start = time.monotonic()
            calls, failed = self.fail_at_each_call(CHANGES, EVERYWHERE, failure, self.send_all)
            self.assertGreater(failed, min(calls, CALLS_OF_A_SWEEP) * 0.4)
            print(f'disk faults: {name} at {failed} of {calls} calls in {time.monotonic() - start:.0f} s')
        self.assert_goes_on()
        self.assert_all_is_there()

    def await_writing_back(self):
        """Until the database's own file was written, or a call failed: as late as a busy machine comes to it."""
        end, calls, since = time.monotonic() + 60, 0, time.monotonic()
        while time.monotonic() < end and not self.server.disk.failures:
            if self.server.disk.calls != calls:
                calls, since = self.server.disk.calls, time.monotonic()
            if calls and time.monotonic() > since + QUIET_S:
                return
            time.sleep(0.02)

    def test_any_call_may_fail_while_the_log_is_written_back(self):
        def work():
            self.sent.append(Report(f'{next(self.numbers)} before a rest', self.cycles[0], 30, 'direct'))
            send_until_answered(self.server, self.sent[-1])
            self.await_writing_back()
        calls, failed = self.fail_at_each_call(WRITE | SYNC | TRUNCATE, DATABASE, errno.EIO, work)
        self.assertGreater(failed, 3)
        print(f'disk faults: EIO at {failed} of {calls} calls of writing back the log')
        self.assert_goes_on()
        self.assert_all_is_there()

    def test_one_call_of_a_hundred_fails(self):
        for name, failure in FAILURES.items():
            with self.subTest(name):
                self.server.disk.fail(AT_RANDOM, ONE_PERCENT, CHANGES | READ, EVERYWHERE, failure)
                end = time.monotonic() + RANDOM_FOR_S
                in_threads([lambda: self.send_until(end), lambda: self.send_until(end)])
                print(f'disk faults: {name} at {self.server.disk.failures} of {self.server.disk.calls} calls')
                self.assertGreater(self.server.disk.failures, 5)
                self.assert_goes_on(name)
        self.retry_failed_batches()
        self.assert_all_is_there()

    def send_until(self, end):
        while time.monotonic() < end:
            self.send_all()

    def retry_failed_batches(self):
        """A batch that met five failures is given up; its sender is told, and may have it begun again."""
        failed = [each for each in self.server.json('GET', '/project/AT/batch?maxResults=100&status=Failed')['items'] if not each['direct']]
        for batch in failed:
            self.assertTrue(batch['errorMsg'])
            self.server.json('POST', f'/project/AT/testcycle/{batch["cycle"]}/batch/{batch["batchId"]}/retry')
        self.await_rest()

    def test_without_any_working_call_nothing_is_answered(self):
        for report in self.new_reports():
            send_until_answered(self.server, report)
        for kinds in (SYNC, WRITE, CHANGES, CHANGES | READ):
            with self.subTest(kinds=kinds):
                self.server.disk.fail(FROM_THE_NTH, 1, kinds)
                end = time.monotonic() + OUTAGE_S
                while time.monotonic() < end:
                    for report in self.new_reports():
                        self.assertFalse(self.send_once(report), f'{report.name} was taken')
                    if kinds != CHANGES | READ:
                        self.assertEqual(self.server.call('GET', f'/project/AT/testcycle/{self.cycles[0]}/testrun')[0], 200)
                    time.sleep(0.2)
                self.assert_goes_on(str(kinds))
        for report in self.sent:
            send_until_answered(self.server, report)
        self.await_rest()
        self.assert_all_is_there()

    def test_a_commit_that_was_not_synchronised_is_not_answered_and_does_no_harm(self):
        """Nor when the process is killed before the disk works again."""
        self.server.disk.fail(FROM_THE_NTH, 1, SYNC)
        refused = self.new_reports()
        for report in refused:
            self.assertFalse(self.send_once(report))
        self.server.stop(signal.SIGKILL)
        self.server.disk.recover()
        self.assertEqual(complaints_of_verify(self.server.data), [])
        self.server.start()
        for report in refused:
            send_until_answered(self.server, report)
        self.await_rest()
        self.assert_all_is_there()


if __name__ == '__main__':
    unittest.main()

"""A power failure at any moment: what was answered is there, and of the rest each is there as a whole or not at all
(docs/reliability.md). A server works on a disk that keeps a record; from it, what may be on the disk after a power failure is made, many
times, and looked at.

  FAULTS=long python3 tests/test_faults_power.py          10,000 states instead of 500
  POWER_LOSS_SEED=7 python3 tests/test_faults_power.py    other moments, other selections
"""
import collections
import concurrent.futures
import os
import random
import shutil
import signal
import tempfile
import time
import unittest

from faulty_disk import AT_RANDOM, SENT, SYNC, FaultyServer, ServerOf, preloaded, use_build_asked_for, use_release_build
from power_loss import PoweredDisk, State, answer, moments, read_record
from sent_reports import COMPLETED, FAILED, QUEUED, Report, complaints_of_verify, in_threads, send_until_answered, stored_batches
from support import run

LONG = os.environ.get('FAULTS') == 'long'
SEED = int(os.environ.get('POWER_LOSS_SEED', 1))
STATES = 5_000 if LONG else 260  # of each of two records
STATES_OF_A_MUTANT = 250
PARALLEL = 3
SERVED_EVERY = 25  # one state of so many is also served until every batch has ended
MEMORY = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None

Told = collections.namedtuple('Told', 'batch state undone')  # what an answer says of a batch
STATES_TOLD = {'QUEUED': QUEUED, 'Queued': QUEUED, 'COMPLETED': COMPLETED, 'Completed': COMPLETED, 'Failed': FAILED}

setUpModule, tearDownModule = use_release_build, use_build_asked_for


def told(entry):
    said = answer(entry) or {}
    if 'batchId' not in said or said.get('status') not in STATES_TOLD:
        return None
    return Told(said['batchId'], STATES_TOLD[said['status']], bool(said.get('undone') and said['undone']['date']))


class Work:
    """Three clients send reports, directly, as batches, and large ones of which one is undone; now and then they rest for so long that
    the log is written back. With failing synchronisation they send again until they are answered."""

    def __init__(self, server):
        self.server, self.reports = server, {}
        self.cycles = [server.new_cycle() for _ in range(3)]

    def send(self, *arguments, **options):
        report = Report(*arguments, **options)
        self.reports[report.name] = report
        send_until_answered(self.server, report)
        return report

    def directly(self):
        for i in range(24):
            self.send(f'direct {i}', self.cycles[0], 1 + i % 7, 'direct')
            if i % 8 == 7:
                time.sleep(1.3)

    def as_batches(self):
        before = None
        for i in range(24):
            # Every fourth sends the content of the one before again.
            before = self.send(f'batch {i}', self.cycles[1], before.results if i % 4 == 3 else 1 + i % 5,
                               content_of=before if i % 4 == 3 else None)
            if i % 8 == 7:
                time.sleep(1.3)

    def large(self):
        for i in range(2):
            self.send(f'large {i}', self.cycles[2], 400, large=True)
        self.send('in parts', self.cycles[2], 2500, 'direct', large=True)

    def look_at_all(self):
        """Until they have ended, so that the record has these answers too."""
        for batch in self.server.json('GET', '/project/AT/batch?maxResults=100')['items']:
            self.server.ended_batch(batch['cycle'], batch['batchId'])

    def undo(self, name):
        batch = next(each for each in self.server.json('GET', '/project/AT/batch?maxResults=100')['items'] if each['fileName'] == name)
        self.server.json('POST', f'/project/AT/testcycle/{batch["cycle"]}/batch/{batch["batchId"]}/undo')

    def do(self):
        in_threads([self.directly, self.as_batches, self.large])


class Recorded:
    """What the disk of a server at work was asked. With `sync_failures`, of a million, the disk fails to synchronise now and then."""

    def __init__(self, sync_failures=0):
        server = FaultyServer(['--workers', '3'], record=True)
        try:
            self.before, self.token = State(server.data), server.token
            server.start()
            work = Work(server)
            server.disk.fail(AT_RANDOM, sync_failures, SYNC)
            work.do()
            self.sync_failures = server.disk.failures
            server.disk.recover()
            work.look_at_all()
            work.undo('large 0')
            work.undo('batch 1')
            server.disk.cut_power()
            server.stop(signal.SIGKILL)
            self.after = State(server.data)
            self.reports, self.entries = work.reports, list(read_record(server.record_path))
        finally:
            server.remove()


# What is wrong with a data directory after a power failure that came after so many entries of the record.
Looked = collections.namedtuple('Looked', 'moment data complaints')


def complaints(data, reports, told_before):
    found = complaints_of_verify(data)
    if found:
        return found
    stored = {batch: (name, state, undo, runs) for name, all_ in stored_batches(data).items() for batch, state, undo, runs in all_}
    for each in told_before:
        name, state, undo, runs = stored.get(each.batch, (None,) * 4)
        if name is None:
            found.append(f'batch {each.batch} was answered and is not there')
        elif each.undone and (undo != 2 or runs):
            found.append(f'{name} was answered as undone and has {runs} runs')
        elif each.state == COMPLETED and not undo and (state, runs) != (COMPLETED, reports[name].results):
            found.append(f'{name} was answered as completed; its state is {state} with {runs} runs')
    # Also what was not answered is there as a whole or not at all; large ones that were interrupted, once the next server was there.
    found += [f'{name} has {runs} runs' for name, _, undo, runs in stored.values()
              if not reports[name].is_large and runs not in (0, reports[name].results)]
    return found


def complaints_when_served(data, token, reports, told_before):
    """The same once a server has done what was left; then every batch is completed."""
    with ServerOf(data, token) as server:
        end = time.monotonic() + 60
        while any(each['status'] in ('Queued', 'Processing') for each in server.json('GET', '/project/AT/batch?maxResults=100')['items']):
            if time.monotonic() > end:
                return ['batches do not end']
            time.sleep(0.02)
    found = complaints(data, reports, told_before)
    for name, all_ in stored_batches(data).items():
        for batch, state, undo, runs in all_:
            interrupted = state == FAILED and reports[name].way == 'direct'
            if (state != COMPLETED and not interrupted) or runs != (0 if undo or interrupted else reports[name].results):
                found.append(f'{name} ended in state {state} with {runs} runs')
    return found


class PowerLoss(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix='testledger-power-', dir=MEMORY)
        cls.recorded = Recorded()

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def look(self, recorded, told_before, moment, data, is_served):
        found = complaints(data, recorded.reports, told_before)
        if not found and is_served:
            found = complaints_when_served(data, recorded.token, recorded.reports, told_before)
        if not found:
            shutil.rmtree(data)
        return Looked(moment, data, found)

    def states(self, recorded, count, served_every=0, **options):
        """Yields what was found in so many states. Never more than a few exist at once."""
        chance = random.Random(SEED)
        disk, told_before = PoweredDisk(recorded.before, chance, **options), []
        with concurrent.futures.ThreadPoolExecutor(PARALLEL) as looks:
            running = collections.deque()
            for number, moment in enumerate(moments(recorded.entries, count, chance)):
                while disk.number < moment:
                    entry = recorded.entries[disk.number]
                    disk.follow(entry)
                    if entry.what == SENT and (answer := told(entry)):
                        told_before.append(answer)
                data = os.path.join(tempfile.mkdtemp(dir=self.folder), 'data')
                disk.lose_power(data)
                is_served = served_every and number % served_every == served_every - 1
                running.append(looks.submit(self.look, recorded, list(told_before), moment, data, is_served))
                if len(running) > 2 * PARALLEL:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()

    def assert_nothing_is_lost(self, recorded, count):
        start, looked = time.monotonic(), 0
        for state in self.states(recorded, count, SERVED_EVERY):
            kept = state.complaints and shutil.move(state.data, tempfile.mkdtemp(prefix='testledger-lost-'))
            self.assertEqual(state.complaints, [], f'power failed after entry {state.moment} of {len(recorded.entries)}; look at {kept}')
            looked += 1
        self.assertEqual(looked, count)
        answers = sum(1 for entry in recorded.entries if entry.what == SENT and told(entry))
        print(f'power loss: {looked} states of {len(recorded.entries)} entries with {answers} answers in {time.monotonic() - start:.0f} s')

    def test_the_record_tells_everything_that_was_written(self):
        disk = PoweredDisk(self.recorded.before, random.Random(SEED))
        for entry in self.recorded.entries:
            disk.follow(entry)
        there = {path: content for path, _, content in self.recorded.after.files if content is not None and not path.endswith('-shm')}
        self.assertEqual(disk.everything(), there)

    def test_what_init_made_survives(self):
        """From the moment it has ended."""
        data = os.path.join(self.folder, 'made by init')
        os.mkdir(data)
        record = os.path.join(self.folder, 'record of init')
        before = State(data)
        made = run('init', '--data', data, '--project', 'AT', '--admin-token-file', os.path.join(self.folder, 'token'),
                   env={'LD_PRELOAD': preloaded(), 'FAULTY_DISK_ROOT': data, 'FAULTY_DISK_RECORD': record})
        self.assertEqual(made.returncode, 0, made.stderr)
        disk = PoweredDisk(before, random.Random(SEED))
        for entry in read_record(record):
            disk.follow(entry)
        for number in range(20):
            left = os.path.join(self.folder, f'left of init {number}')
            disk.lose_power(left)
            self.assertEqual(complaints_of_verify(left), [])

    def test_what_was_answered_survives(self):
        self.assert_nothing_is_lost(self.recorded, STATES)

    def test_what_was_answered_survives_on_a_disk_that_fails_to_synchronise(self):
        recorded = Recorded(sync_failures=100_000)
        self.assertGreater(recorded.sync_failures, 5)
        self.assert_nothing_is_lost(recorded, STATES)

    def test_it_is_found_when_something_is_not_synchronised(self):
        blobs = os.path.join(self.recorded.before.folder, 'blobs')
        broken = {
            'commits, as with synchronous = NORMAL': {'synchronous_normal': True},
            'the log of the database': {'ignored': lambda path: path.endswith('-wal')},
            'files of reports': {'ignored': lambda path: path.startswith(blobs) and not os.path.isdir(path) and len(path) > len(blobs) + 3},
            'folders of reports': {'ignored': lambda path: path.startswith(blobs + os.sep) and len(path) == len(blobs) + 3},
            'the folder of these folders': {'ignored': lambda path: path == blobs},
        }
        for what, options in broken.items():
            with self.subTest(what):
                states = self.states(self.recorded, STATES_OF_A_MUTANT, **options)
                found = next((state.complaints for state in states if state.complaints), [])
                self.assertNotEqual(found, [])
                print(f'power loss, not synchronised: {what}: {found[0][:150]}')
                if 'NORMAL' in what:
                    self.assertIn('was answered', found[0], 'nothing is damaged then, but answers are lost')


if __name__ == '__main__':
    unittest.main()

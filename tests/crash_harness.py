#!/usr/bin/env python3
"""Kills a server at every crash point of the source (src/core/crash_point.hpp), starts it again, lets its clients send again what was
not answered, and checks what is there then (docs/reliability.md). Wants a build with assertions, such as build/debug:

  tests/crash_harness.py                                       all scenarios: each point at its first, its last and three passages between
  tests/crash_harness.py --at claim.updated:3                  one scenario
  tests/crash_harness.py --at part.committed:2 --then undo.part_begun:1    one that dies a second time, while it recovers
  tests/crash_harness.py --points                              how often the work passes each point

TESTLEDGER_BINARY names another build. Prints a line per breach, with the command that does it again, and exits 1 when there is any.
"""
import argparse
import collections
import concurrent.futures
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
import crash_invariants
import crash_workload
from support import BINARY, Server, run

PARALLEL = 3  # they wait for the disk more than they compute
REST_S = 20
RECOVERY_MAX_S = 2
# What a restart has to do is met by dying a second time. The first end leaves parts of a batch and of a direct import, a half
# undone import, or a batch that is to be cancelled.
FIRST_ENDS = ('part.committed:9', 'import.before_commit:3', 'undo.part_committed:1', 'cancel.asked:1')
SECOND_ENDS = ('sweep.requeued', 'claim.updated', 'claim.committed', 'undo.part_begun', 'undo.runs_removed', 'undo.part_before_commit',
               'undo.part_committed', 'undo.before_last_commit', 'undo.finished', 'part.begun', 'part.committed', 'import.before_commit')


class Copy(Server):
    """A server on a copy of another's data."""

    def __init__(self, source):
        self.home = tempfile.mkdtemp(prefix='testledger-crash-')
        self.data = os.path.join(self.home, 'data')
        shutil.copytree(source.data, self.data, ignore=lambda folder, names: [n for n in names if n.endswith('.sock')])
        self.log_path = os.path.join(self.home, 'log')
        self.token, self.arguments, self.environment, self.process = source.token, [], {}, None

    def is_dead(self, within_s):
        end = time.monotonic() + within_s
        while self.process.poll() is None and time.monotonic() < end:
            time.sleep(0.005)
        return self.process.poll() is not None

    def kill(self):
        return self.stop(signal.SIGKILL)


class Scenario:
    def __init__(self, source, at=None, then=None, trace=None):
        self.at, self.then, self.trace = at, then, trace
        self.server = Copy(source)
        self.answers = {}
        self.found = []
        self.died = []
        self.recovery_s = 0

    def command(self):
        return f'tests/crash_harness.py --at {self.at}' + (f' --then {self.then}' if self.then else '')

    def live(self, point):
        """Starts the server and the clients; they go on until the server has died at the point, or all is done and at rest."""
        self.server.environment = {'TESTLEDGER_CRASH_TEST': '50'}
        if point:
            self.server.environment['TESTLEDGER_CRASH_AT'] = point
        if self.trace:
            self.server.environment['TESTLEDGER_CRASH_TRACE'] = self.trace
        try:
            self.server.start()
        except AssertionError as problem:
            if point and self.server.process.poll() == -signal.SIGKILL:
                return True
            raise problem
        interrupted = self.interrupted
        clients = crash_workload.clients(self.server, self.answers)
        try:
            self.measure_recovery(interrupted)
            for client in clients:
                client.join()
            while not any(client.problem for client in clients) and not crash_workload.is_at_rest(self.server):
                assert time.monotonic() < self.give_up, 'the queue does not come to rest'
                time.sleep(0.01)
        except OSError:
            pass  # told below
        except Exception as problem:
            if not self.server.is_dead(1):
                raise problem
        for client in clients:
            client.join()
        problems = [client.problem for client in clients if client.problem]
        if self.server.is_dead(5 if problems and point else 0):
            return True
        self.found += problems
        return False

    interrupted = ()

    def measure_recovery(self, interrupted):
        """Until a batch that was in work has been begun again, or has ended."""
        ready = time.monotonic()
        self.give_up = ready + REST_S
        waiting = dict(interrupted)
        while waiting:
            for batch in crash_workload.batches(self.server):
                if batch['batchId'] in waiting and (batch['status'] in crash_workload.ENDED or batch['attempts'] > waiting[batch['batchId']]):
                    del waiting[batch['batchId']]
            assert time.monotonic() < ready + 5 * RECOVERY_MAX_S, f'batches {list(waiting)} are not begun again'
        if interrupted:
            self.recovery_s = max(self.recovery_s, time.monotonic() - ready)

    def in_work(self):
        """Number and attempts of the batches that the dead server had in work; read from a copy, so that nothing is repaired."""
        with tempfile.TemporaryDirectory() as folder:
            for end in ('', '-wal'):
                if os.path.exists(path := os.path.join(self.server.data, 'testledger.db' + end)):
                    shutil.copy(path, folder)
            db = sqlite3.connect(os.path.join(folder, 'testledger.db'))
            found = db.execute('SELECT batch_id, attempts FROM batch WHERE state = 1').fetchall()
            db.close()
        return found

    def play(self):
        try:
            for point in [p for p in (self.at, self.then) if p]:
                died = self.live(point)
                self.died.append(died)
                self.server.kill()
                self.interrupted = self.in_work()
            self.live(None)
            shown = {} if self.found else {cycle: self.server.runs(cycle) for cycle in ('AT-CY-1', 'AT-CY-2')}
            if self.server.stop() != 0:
                self.found.append('the server did not end in order')
            if not self.found:
                self.found += crash_invariants.breaches(self.server.data, self.answers, shown)
                self.found += self.verified()
            if self.recovery_s > RECOVERY_MAX_S:
                self.found.append(f'what was in work was begun again after {self.recovery_s:.1f} s')
        except Exception as problem:
            self.found.append(f'{type(problem).__name__}: {problem}')
        finally:
            if self.server.process.poll() is None:
                self.server.kill()
            if not os.environ.get('KEEP'):
                self.server.remove()
        return self

    def verified(self):
        """What the product's own check says."""
        if 'verify' not in run('--help').stdout:
            return []
        checked = run('verify', '--hashes', '--data', self.server.data)
        return [] if checked.returncode == 0 else [f'testledger verify: {checked.stdout[-500:]} {checked.stderr[-500:]}']


def passages(source):
    """How often the work passes each point when nobody dies."""
    with tempfile.TemporaryDirectory() as folder:
        trace = os.path.join(folder, 'trace')
        scenario = Scenario(source, trace=trace).play()
        assert not scenario.found, scenario.found
        with open(trace) as file:
            return collections.Counter(line.strip() for line in file)


def points_in_source():
    found = set()
    for folder, _, names in os.walk(os.path.join(ROOT, 'src')):
        for name in names:
            with open(os.path.join(folder, name), errors='replace') as file:
                found.update(re.findall(r'CRASH_POINT\("([^"]+)"\)', file.read()))
    return found


def plan(counts):
    scenarios = []
    for point, count in sorted(counts.items()):
        passages_of_point = {1 + (count - 1) * quarter // 4 for quarter in range(5)}
        scenarios += [(f'{point}:{passage}', None) for passage in sorted(passages_of_point)]
    for first in FIRST_ENDS:
        scenarios += [(first, f'{second}:1') for second in SECOND_ENDS]
    return scenarios


def play(source, at, then):
    return Scenario(source, at, then).play()


def run_all(pool, source, scenarios, until_breach):
    if until_breach:
        random.Random(1).shuffle(scenarios)
    played = []
    futures = [pool.submit(play, source, *scenario) for scenario in scenarios]
    for future in concurrent.futures.as_completed(futures):
        played.append(future.result())
        if until_breach and played[-1].found:
            pool.shutdown(wait=True, cancel_futures=True)
            break
    return played


def report(played, started, counts):
    for scenario in played:
        for breach in scenario.found:
            print(f'BREACH {scenario.command()}: {breach}')
    died = [s for s in played if s.died and s.died[0]]
    alive = [s.at for s in played if s not in died]
    breached = sum(1 for s in played if s.found)
    print(f'{len(counts)} points, {len(played)} scenarios, {len(died)} died at their point, {sum(1 for s in died if s.died[1:] == [True])} of them twice; '
          f'{breached} with breaches; begun again within {max(s.recovery_s for s in played):.2f} s; {time.monotonic() - started:.0f} s')
    if alive:
        print('not reached this time: ' + ', '.join(alive))
    return 1 if breached else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--at', metavar='POINT:N')
    parser.add_argument('--then', metavar='POINT:N')
    parser.add_argument('--points', action='store_true')
    parser.add_argument('--only', default='', help='points whose name contains this')
    parser.add_argument('--until-breach', action='store_true', help='in a shuffled order, until the first breach')
    options = parser.parse_args()
    started = time.monotonic()
    if not os.path.exists(BINARY):
        sys.exit(f'{BINARY} is missing: cmake --preset debug && ninja -C build/debug testledger')
    source = crash_workload.prepared_server()
    try:
        if options.at:
            played = [play(source, options.at, options.then)]
            return report(played, started, {options.at})
        counts = passages(source)
        for point in sorted(points_in_source() | set(counts)):
            if options.points or counts[point] == 0:
                print(f'{counts[point]:6} {point}')
        if options.points:
            return 0
        scenarios = [s for s in plan(counts) if options.only in s[0]]
        with concurrent.futures.ThreadPoolExecutor(PARALLEL) as pool:
            played = run_all(pool, source, scenarios, options.until_breach)
        unmet = sorted(p for p in points_in_source() if counts[p] == 0)
        return report(played, started, counts) or (1 if unmet else 0)
    finally:
        source.remove()


if __name__ == '__main__':
    sys.exit(main())

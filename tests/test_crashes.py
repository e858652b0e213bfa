"""The crash matrix (docs/reliability.md): the harness runs as a program of its own against the debug build, which has crash points."""
import os
import re
import subprocess
import sys
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DEBUG_BUILD = os.environ.get('TESTLEDGER_BINARY', os.path.join(ROOT, 'build', 'debug', 'testledger'))
RELEASE_BUILD = os.path.join(ROOT, 'build', 'release', 'testledger')
SCENARIOS_MIN = 180
TRACES = (b'TESTLEDGER_CRASH_AT', b'TESTLEDGER_CRASH_TRACE', b'pass_crash_point', b'part.before_commit')


def harness(*arguments):
    environment = {**os.environ, 'TESTLEDGER_BINARY': DEBUG_BUILD}
    return subprocess.run([sys.executable, os.path.join(ROOT, 'tests', 'crash_harness.py'), *arguments], env=environment,
                          capture_output=True, text=True, timeout=900)


class Crashes(unittest.TestCase):
    def test_whatever_the_moment_nothing_is_lost_and_nothing_is_there_twice(self):
        run = harness()
        print(run.stdout)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr[-3000:])
        died, breached = map(int, re.search(r"(\d+) died at their point.* (\d+) with breaches", run.stdout).groups())
        self.assertGreaterEqual(died, SCENARIOS_MIN)
        self.assertEqual(breached, 0)

    def test_what_is_shipped_has_no_crash_points(self):
        with open(DEBUG_BUILD, 'rb') as file:
            with_points = file.read()
        with open(RELEASE_BUILD, 'rb') as file:
            shipped = file.read()
        for trace in TRACES:
            self.assertIn(trace, with_points, 'or this test would look for the wrong thing')
            self.assertNotIn(trace, shipped)


if __name__ == '__main__':
    unittest.main()

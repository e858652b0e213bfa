"""The deterministic simulation (docs/reliability.md): the whole server on one thread with virtual time, in an order that a seed decides."""
import os
import re
import subprocess
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SIMULATION = os.path.join(os.path.dirname(os.environ.get('TESTLEDGER_BINARY', os.path.join(ROOT, 'build', 'debug', 'testledger'))), 'simulation')
SEEDS = 10_000
AT_ONCE = 2


def started(first, last):
    return subprocess.Popen([SIMULATION, '--seeds', str(first), str(last)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


class Simulation(unittest.TestCase):
    def test_no_order_of_events_breaks_a_promise(self):
        share = SEEDS // AT_ONCE
        runs = [started(1 + share * i, share * (i + 1)) for i in range(AT_ONCE)]
        for run in runs:
            said = run.communicate(timeout=900)[0]
            print(said.strip())
            self.assertEqual(run.returncode, 0, said)
            self.assertRegex(said, f'^{share} seeds')

    def test_a_seed_is_the_same_whatever_was_played_before(self):
        together, alone = (started(*seeds).communicate(timeout=300)[0] for seeds in ((7, 9), (9, 9)))
        self.assertEqual(re.findall('hash.*', together)[-1:], re.findall('hash.*', alone), together + alone)


if __name__ == '__main__':
    unittest.main()

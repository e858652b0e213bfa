"""What the release binary is built with, looked at in the binary itself: flags that are set but do not arrive are of no use."""
import os
import re
import shutil
import subprocess
import unittest

from support import ROOT

RELEASE = os.path.join(ROOT, 'build', 'release', 'testledger')


def told(*arguments):
    return subprocess.run(['readelf', '--wide', *arguments, RELEASE], capture_output=True, text=True, check=True).stdout


@unittest.skipUnless(os.path.exists(RELEASE) and shutil.which('readelf'), 'there is no release build to look at')
class ReleaseBinary(unittest.TestCase):
    def test_it_may_be_anywhere_in_memory(self):
        self.assertIn('Type:                              DYN (Position-Independent Executable file)', told('--file-header'))

    def test_nothing_is_writable_and_executable(self):
        segments = told('--program-headers')
        stack = next(line for line in segments.splitlines() if 'GNU_STACK' in line)
        self.assertRegex(stack, r' RW +0x')
        self.assertNotRegex(segments, r'LOAD.* RWE ')

    def test_tables_of_addresses_are_read_only_before_main(self):
        self.assertIn('GNU_RELRO', told('--program-headers'))
        self.assertRegex(told('--dynamic'), r'FLAGS_1.*\bNOW\b')

    def test_stacks_and_copies_are_checked(self):
        symbols = told('--dyn-syms')
        self.assertIn('__stack_chk_fail', symbols)
        self.assertRegex(symbols, r'__\w+_chk@')

    def test_calls_land_where_they_may(self):
        """Every function begins with the mark that indirect calls may land on. (The note that switches the check on is in the binary only
        where the system's own start files have it; Debian 12's do not.)"""
        if 'X86-64' in told('--file-header'):
            with open(RELEASE, 'rb') as binary:
                self.assertGreater(binary.read().count(b'\xf3\x0f\x1e\xfa'), 5_000)

    def test_libraries_come_from_the_systems_folders_alone(self):
        self.assertNotRegex(told('--dynamic'), r'\((RPATH|RUNPATH)\)')

    def test_the_risky_parsers_are_not_linked(self):
        needed = re.findall(r'NEEDED.*\[(.*?)\]', told('--dynamic'))
        self.assertTrue(needed)
        for library in ('libexpat', 'libxml2'):
            self.assertFalse([name for name in needed if name.startswith(library)], 'reports are read by our own readers')


if __name__ == '__main__':
    unittest.main()

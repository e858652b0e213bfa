"""A server on a disk that can be told to fail and that keeps a record of what it was asked (faulty_disk.cpp, preloaded)."""
import errno
import mmap
import os
import re
import signal
import struct
import subprocess
import tempfile
import time

import support
from support import ROOT, Server

WRITE, SYNC, TRUNCATE, OPEN, RENAME, REMOVE, MAKE, READ = (1 << i for i in range(8))
DATABASE, LOG, BLOBS, OTHERS = (1 << i for i in range(4))
CHANGES, EVERYWHERE = WRITE | SYNC | TRUNCATE | OPEN | RENAME | REMOVE | MAKE, DATABASE | LOG | BLOBS | OTHERS
NEVER, AT_RANDOM, AT_THE_NTH, FROM_THE_NTH = range(4)
CUT_SHORT, KILLED = 1_000_000, 2_000_000
CONTROL = struct.Struct('7Qq2Q')
RECORD = struct.Struct('IIQQ')
CREATED, WROTE, CUT, SYNC_BEGUN, SYNCED, SYNC_FAILED, RENAMED, REMOVED, MADE, SENT = range(1, 11)


RELEASE = os.path.join(ROOT, 'build', 'release', 'testledger')
asked_for = support.BINARY


def use_release_build():
    """For a module's setUpModule: these tests start hundreds of processes, and sanitizers make each slow. Not when it is older."""
    if os.path.exists(RELEASE) and (not os.path.exists(asked_for) or os.path.getmtime(RELEASE) >= os.path.getmtime(asked_for)):
        support.BINARY = RELEASE


def use_build_asked_for():
    """For its tearDownModule."""
    support.BINARY = asked_for


def library():
    """The preloaded library, of the binary's build or of another one."""
    builds = [os.path.dirname(support.BINARY), *(os.path.join(ROOT, 'build', name) for name in ('debug', 'release'))]
    for build in builds:
        if os.path.exists(found := os.path.join(build, 'libfaulty_disk.so')):
            return found
    raise AssertionError('libfaulty_disk.so is not built: ninja -C build/... faulty_disk')


def preloaded():
    """AddressSanitizer wants to be first; then what it passes on still goes through the library."""
    needed = subprocess.run(['ldd', support.BINARY], capture_output=True, text=True).stdout
    return ' '.join([*re.findall(r'=> (\S*libasan\S*)', needed), library()])


class Disk:
    """Tells the disk of a running server when to fail."""

    def __init__(self, path):
        with open(path, 'wb') as file:
            file.write(bytes(CONTROL.size))
        self.file = open(path, 'r+b')
        self.memory = mmap.mmap(self.file.fileno(), CONTROL.size)

    def set(self, index, value):
        self.memory[index * 8:index * 8 + 8] = struct.pack('q', value)

    def values(self):
        return CONTROL.unpack(self.memory)

    def fail(self, when, number, kinds=CHANGES, files=EVERYWHERE, failure=errno.EIO):
        """AT_RANDOM: `number` of a million calls; else the call of that number from now on."""
        self.set(0, NEVER)
        for index, value in enumerate((kinds, files, failure, number, 0, 0), 1):
            self.set(index, value)
        self.set(0, when)

    def recover(self):
        self.set(0, NEVER)

    def count(self, kinds=CHANGES, files=EVERYWHERE):
        """Counts calls without failing."""
        self.fail(NEVER, 0, kinds, files)

    @property
    def calls(self):
        return self.values()[5]

    @property
    def failures(self):
        return self.values()[6]

    def put_clock_ahead(self, seconds):
        self.set(7, self.values()[7] + seconds)

    def cut_power(self):
        """From now on nothing is changed; what was, is in the record."""
        self.set(8, 1)
        end = time.monotonic() + 60
        while self.values()[9]:
            if time.monotonic() > end:
                raise AssertionError('a call to the disk does not end')
            time.sleep(0.001)

    def close(self):
        self.memory.close()
        self.file.close()


class FaultyServer(Server):
    """A server whose disk is `self.disk`. With a record, what the disk was asked is in `self.record_path`."""

    def __init__(self, arguments=(), record=False):
        super().__init__(arguments)
        self.data = os.path.realpath(self.data)
        self.disk = Disk(os.path.join(self.home, 'control'))
        self.record_path = os.path.join(self.home, 'record')
        self.environment = {'LD_PRELOAD': preloaded(), 'FAULTY_DISK_ROOT': self.data,
                            'FAULTY_DISK_CONTROL': os.path.join(self.home, 'control')}
        if record:
            self.environment['FAULTY_DISK_RECORD'] = self.record_path

    def remove(self):
        if self.process and self.process.poll() is None:
            self.stop(signal.SIGKILL)
        self.disk.close()
        super().remove()


class ServerOf(Server):
    """A server of a data directory that is there already."""

    def __init__(self, data, token):
        self.home = tempfile.mkdtemp(prefix='testledger-')
        self.log_path = os.path.join(self.home, 'log')
        self.data, self.token, self.arguments, self.environment, self.process = data, token, [], {}, None

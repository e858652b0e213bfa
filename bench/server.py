"""What the benchmarks share: reports made once, and a server."""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def report(folder, kind, tests):
    path = os.path.join(folder, f'{kind}-{tests}')
    if not os.path.exists(path):
        subprocess.run([sys.executable, os.path.join(HERE, 'reports.py'), kind, str(tests), path], check=True)
    return path


class Server:
    """A server of its own on an empty store, or on what an earlier one left in the folder `kept`."""
    def __init__(self, options, kept=None, arguments=()):
        self.binary = os.path.join(options.build, 'testledger')
        self.kept = kept
        self.arguments = list(arguments)
        self.home = kept or tempfile.mkdtemp(prefix='testledger-bench-')
        os.makedirs(self.home, exist_ok=True)
        self.data = os.path.join(self.home, 'data')
        token_file = os.path.join(self.home, 'token')
        if not os.path.exists(token_file):
            subprocess.run([self.binary, 'init', '--data', self.data, '--project', 'AT', '--admin-token-file', token_file], check=True, capture_output=True)
        self.token = open(token_file).read().strip()
        self.start()

    def start(self):
        port_file = os.path.join(self.home, 'port')
        if os.path.exists(port_file):
            os.remove(port_file)
        self.process = subprocess.Popen([self.binary, 'serve', '--data', self.data, '--listen', '127.0.0.1:0', '--port-file', port_file, *self.arguments],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not os.path.exists(port_file):
            time.sleep(0.01)
        self.port = int(open(port_file).read())

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def remove(self):
        self.stop()
        if not self.kept:
            shutil.rmtree(self.home)

    def database(self, name):
        """A copy of the database as it is now; the server is stopped for it."""
        self.stop()
        copy = os.path.join(self.home, name)
        shutil.copy(os.path.join(self.data, 'testledger.db'), copy)
        self.start()
        return copy

    def upload(self, path):
        """Seconds of one import over HTTP, by curl."""
        start = time.monotonic()
        answer = subprocess.run(['curl', '-sS', '-H', 'Authorization: Bearer ' + self.token, '-F', f'file=@{path}', '-F', 'createCase=true',
                                 f'http://127.0.0.1:{self.port}/aio-tcms/api/v1/project/AT/testcycle/AT-CY-Adhoc/import/results?type=JUnit'],
                                capture_output=True, check=True).stdout
        seconds = time.monotonic() - start
        summary = json.loads(answer)
        assert summary['successCount'] > 0 and summary['errorCount'] == 0, answer[:500]
        return seconds

    def cpu_ms(self):
        """What all its threads have used so far."""
        tasks = f'/proc/{self.process.pid}/task'
        return sum(int(open(f'{tasks}/{task}/schedstat').read().split()[0]) for task in os.listdir(tasks)) / 1e6

    def peak_mib(self):
        for line in open(f'/proc/{self.process.pid}/status'):
            if line.startswith('VmHWM'):
                return int(line.split()[1]) / 1024
        return 0

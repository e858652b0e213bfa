"""What the black-box tests share: a real server of the built binary on a free port with a fresh database, and small HTTP and
report builders. Every answer is held against docs/api.yaml. TESTLEDGER_BINARY names the binary."""
import glob
import http.client
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.parse
import uuid

from api_document import API

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BINARY = os.environ.get('TESTLEDGER_BINARY', os.path.join(ROOT, 'build', 'debug', 'testledger'))
PREFIX = '/aio-tcms/api/v1'
START_TIMEOUT_S = 60


def read(path):
    with open(path, encoding='utf-8', errors='replace') as file:
        return file.read()


def run(*arguments, env=None, **options):
    """The finished process of one command line, with text output."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith('TESTLEDGER_')}
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, errors='replace', timeout=300,
                          env={**clean, **(env or {})}, **options)


class Server:
    """A server with project AT and its administrator's token. Use as a context manager, or start() and stop()."""

    def __init__(self, arguments=()):
        self.environment = {}  # beside the tests' own
        self.home = tempfile.mkdtemp(prefix='testledger-')
        self.data = os.path.join(self.home, 'data')
        self.token_file = os.path.join(self.home, 'token')
        self.log_path = os.path.join(self.home, 'log')
        self.arguments = list(arguments)
        self.process = None
        made = run('init', '--data', self.data, '--project', 'AT', '--name', 'Acme Tests', '--admin-token-file', self.token_file)
        assert made.returncode == 0, made.stderr
        self.token = read(self.token_file).strip()

    @classmethod
    def on(cls, data, home):
        """A server on a data directory that is there already."""
        server = cls.__new__(cls)
        server.environment, server.arguments, server.process, server.home, server.data = {}, [], None, home, data
        server.log_path = os.path.join(home, 'log')
        return server

    def start(self):
        port_file = os.path.join(self.home, 'port')
        if os.path.exists(port_file):
            os.remove(port_file)
        self.log = open(self.log_path, 'a')
        self.process = subprocess.Popen([BINARY, 'serve', '--data', self.data, '--listen', '127.0.0.1:0', '--port-file', port_file,
                                         *self.arguments], stdout=subprocess.PIPE, stderr=self.log, text=True,
                                        env={**os.environ, **self.environment})
        end = time.time() + START_TIMEOUT_S
        while not os.path.exists(port_file):
            assert self.process.poll() is None, 'the server ended: ' + read(self.log_path)[-2000:]
            assert time.time() < end, 'the server did not start'
            time.sleep(0.02)
        self.port = int(read(port_file))
        self.url = f'http://127.0.0.1:{self.port}'
        return self

    def stop(self, how=signal.SIGTERM):
        """Ends the server and gives its exit code."""
        self.process.send_signal(how)
        code = self.process.wait(timeout=60)
        self.process.stdout.close()
        self.log.close()
        return code

    def remove(self):
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        self.remove()

    def call(self, method, path, body=None, headers=None, prefix=PREFIX, token=True):
        """(status, headers, body text); JSON bodies are given as dict or list."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=120)
        sent = dict(headers or {})
        if token:
            sent.setdefault('Authorization', 'Bearer ' + self.token)
        if isinstance(body, (dict, list)):
            body, sent['Content-Type'] = json.dumps(body).encode(), 'application/json'
        connection.request(method, prefix + path, body=body, headers=sent)
        answer = connection.getresponse()
        as_json = answer.getheader('Content-Type', '').startswith('application/json')
        text = answer.read().decode('utf-8', 'strict' if as_json else 'replace')
        connection.close()
        told = {k.lower(): v for k, v in answer.getheaders()}
        API.check(method, prefix + path, answer.status, told, text)
        return answer.status, told, text

    def json(self, method, path, body=None, **options):
        status, _, text = self.call(method, path, body, **options)
        assert status == 200, f'{method} {path}: {status} {text[:500]}'
        return json.loads(text)

    def new_cycle(self, title='a cycle'):
        return self.json('POST', '/project/AT/testcycle/detail', {'title': title})['key']

    def new_case(self, title='a case', **fields):
        body = {'title': title, 'scriptType': {'name': 'Classic'}, 'status': {'name': 'Published'}, **fields}
        return self.json('POST', '/project/AT/testcase', body)['key']

    def import_report(self, cycle, type_, content, fields=None, filename='report.xml'):
        body, content_type = multipart(fields or {}, content, filename)
        return self.json('POST', f'/project/AT/testcycle/{cycle}/import/results?type={urllib.parse.quote(type_)}', body,
                         headers={'Content-Type': content_type})

    def queue_report(self, cycle, type_, content, fields=None, filename='report.xml'):
        """Sends a batch; what the server answered."""
        body, content_type = multipart(fields or {}, content, filename)
        return self.json('POST', f'/project/AT/testcycle/{cycle}/import/results/batch?type={urllib.parse.quote(type_)}', body,
                         headers={'Content-Type': content_type})

    def batch(self, cycle, batch):
        return self.json('GET', f'/project/AT/testcycle/{cycle}/batch/{batch}')

    def ended_batch(self, cycle, batch, seconds=120):
        """The batch once it has ended."""
        give_up = time.monotonic() + seconds
        while (found := self.batch(cycle, batch))['status'] in ('Queued', 'Processing'):
            assert time.monotonic() < give_up, f'batch {batch} is still {found["status"]} after {seconds} s'
            time.sleep(0.05)
        return found

    def runs(self, cycle):
        """case key -> names of its runs' statuses, latest first"""
        found, start = {}, 0
        while True:
            page = self.json('GET', f'/project/AT/testcycle/{cycle}/testrun?startAt={start}&maxResults=100')
            for item in page['items']:
                found[item['testCase']['key']] = [r['testRunStatus']['name'] for r in item['runs']]
            if page['isLast']:
                return found
            start += page['maxResults']


class ServerTest(unittest.TestCase):
    """Tests against one server for all methods of the class."""
    arguments = ()

    @classmethod
    def setUpClass(cls):
        cls.server = Server(cls.arguments).start()

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()
        log = read(cls.server.log_path)
        cls.server.remove()
        assert code == 0, f'the server ended with {code}: {log[-9000:]}'
        assert cls.server.token not in log, 'the token is in the log'


def multipart(fields, content, filename='report.xml', name='file'):
    boundary = uuid.uuid4().hex
    body = b''.join(f'--{boundary}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in fields.items())
    if content is not None:
        content = content.encode() if isinstance(content, str) else content
        body += (f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
                 'Content-Type: application/octet-stream\r\n\r\n').encode() + content + b'\r\n'
    return body + f'--{boundary}--\r\n'.encode(), f'multipart/form-data; boundary={boundary}'


def samples(kind='*', good=True):
    """Sample reports, sorted; those named handwritten-bad-* are damaged on purpose."""
    found = sorted(f for f in glob.glob(os.path.join(ROOT, 'examples', 'reports', kind, '*')) if f.endswith(('.xml', '.json')))
    return [f for f in found if ('-bad-' not in f) == good]


def unique(prefix='t'):
    return prefix + uuid.uuid4().hex[:10]


def junit(*cases):
    return '<?xml version="1.0"?><testsuites><testsuite name="acme">' + ''.join(cases) + '</testsuite></testsuites>'


def testcase(name, class_name='acme.Shop', inner='', time_='0.25'):
    return f'<testcase classname="{class_name}" name="{name}" time="{time_}">{inner}</testcase>'


FAILURE = '<failure message="expected 1 but was 2">at acme.Shop(Shop.java:7)</failure>'

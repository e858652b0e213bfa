"""From nothing to a team's server as docs/operations.md tells it, command by command: TLS, people, pipelines, a provider of logins, a backup
and the server that is restored from it. What people do on pages is done in a browser."""
import json
import os
import re
import socket
import ssl
import subprocess
import tempfile
import time
import unittest
import urllib.request

from oidc_harness import PROVIDER_SECRET, RealProvider
from support import BINARY, PREFIX, ROOT, START_TIMEOUT_S, junit, read, testcase
from test_published_clients import failed, spec

PAGE = os.path.join(ROOT, 'docs', 'operations.md')
CLIENTS = os.path.join(ROOT, 'tests', 'clients')
PASSWORD = 'my cat hates the snow'


def section(page, heading):
    return re.search(rf'^## {heading}\n(.*?)(?=^## )', read(page), re.M | re.S)[1]


def free_port():
    with socket.create_server(('127.0.0.1', 0)) as taken:
        return taken.getsockname()[1]


class Newcomer:
    """Reads the page from top to bottom and does what stands there, in a new directory, with this machine in the place of qa.example.org."""

    def __init__(self, folder, issuer):
        self.folder, self.server = folder, None
        port = free_port()
        self.url = f'https://localhost:{port}'
        text = section(PAGE, "From nothing to a team's server")
        for there, here in (('qa.example.org:8443', f'localhost:{port}'), ('qa.example.org', 'localhost'), ('0.0.0.0:8443', f'127.0.0.1:{port}'),
                            ('https://login.example.org/realms/acme', issuer)):
            assert there in text, there
            text = text.replace(there, here)
        self.text = text
        self.blocks = re.findall(r'^```(\w+)\n(.*?)^```$', text, re.M | re.S)

    def next(self, language, beginning):
        """The page's next example, which is that one."""
        of, block = self.blocks.pop(0)
        assert (of, block[:len(beginning)]) == (language, beginning), block
        return block

    def type(self, beginning):
        """Types the next commands; what they print."""
        script = (f'testledger() {{ {BINARY} "$@"; }}\n'
                  f'npx() {{ node {CLIENTS}/cypress.mjs "$PWD/cypress.config.js" < recorded.json; }}\n'
                  'curl() { command curl -sS --fail-with-body "$@"; }\n')
        ended = subprocess.run(['bash', '-euc', script + self.next('bash', beginning)], cwd=self.folder, capture_output=True, text=True, timeout=300)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout

    def serve(self):
        """Starts the server as the page tells next; the one before has to go."""
        self.stop()
        command = self.next('bash', 'testledger serve').replace('testledger', BINARY, 1)
        with open(os.path.join(self.folder, 'log'), 'a') as log:
            self.server = subprocess.Popen(['bash', '-euc', 'exec ' + command], cwd=self.folder, stdout=log, stderr=log)
        give_up = time.monotonic() + START_TIMEOUT_S
        while self.status('/readyz') != 200:
            assert self.server.poll() is None and time.monotonic() < give_up, self.log()[-3000:]
            time.sleep(0.05)

    def stop(self):
        if self.server:
            self.server.terminate()
            assert self.server.wait(timeout=60) == 0, self.log()[-3000:]

    def log(self):
        return read(os.path.join(self.folder, 'log'))

    def secret(self, name):
        return read(os.path.join(self.folder, name)).strip()

    def on_the_page(self, address, action, **fields):
        """What somebody comes to who opens that address of the server, which the page tells, and fills in the form there."""
        ended = subprocess.run(['node', os.path.join(ROOT, 'web', 'tests', 'newcomer.mjs')], capture_output=True, text=True, timeout=300,
                               env={**os.environ, 'ADDRESS': self.url + address, 'ACTION': action, 'FIELDS': json.dumps(fields)})
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return json.loads(ended.stdout)

    def ask(self, path, token, body=None):
        request = urllib.request.Request(self.url + path, headers={'Authorization': f'Bearer {token}', 'Content-Type': 'application/json'},
                                         data=None if body is None else json.dumps(body).encode())
        trusted = ssl.create_default_context(cafile=os.path.join(self.folder, 'fullchain.pem'))
        opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusted), urllib.request.ProxyHandler({}))
        return opener.open(request, timeout=60)

    def status(self, path, token='none', body=None):
        try:
            return self.ask(path, token, body).status
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except urllib.error.URLError:
            return None

    def json(self, path, token):
        return json.load(self.ask(path, token))


class FromNothing(unittest.TestCase):
    def setUp(self):
        subprocess.run([os.path.join(ROOT, 'tools', 'packages.sh'), 'tests/clients'], check=True)
        self.provider = RealProvider()
        self.addCleanup(self.provider.stop)
        folder = tempfile.TemporaryDirectory(prefix='testledger-newcomer-')
        self.addCleanup(folder.cleanup)
        self.newcomer = Newcomer(folder.name, self.provider.issuer)
        self.addCleanup(lambda: self.newcomer.server and self.newcomer.server.kill())
        self.provider.register(self.newcomer.url)

    def write(self, name, content):
        with open(os.path.join(self.newcomer.folder, name), 'w', encoding='utf-8') as file:
            file.write(content)

    def runs(self):
        """case -> statuses of its runs, the latest first"""
        items = self.newcomer.json(PREFIX + '/project/AT/testcycle/AT-CY-1/testrun', self.newcomer.secret('admin.token'))['items']
        return {item['testCase']['key']: [run['testRunStatus']['name'] for run in item['runs']] for item in items}

    def roles(self):
        items = self.newcomer.json(PREFIX + '/project/AT/member', self.newcomer.secret('admin.token'))['items']
        return {item['name']: item['role'] for item in items}

    def test_the_way_to_a_teams_server_and_back_from_its_backup(self):
        newcomer = self.newcomer
        newcomer.type('openssl')
        newcomer.serve()
        self.assertIn('"name":"admin"', newcomer.type('curl').replace(' ', ''))

        code = re.search(r'tc_\w{36}', newcomer.type('testledger user create'))[0]
        self.assertIn(newcomer.url + '/reset-password', newcomer.text)
        seen = newcomer.on_the_page('/reset-password', 'Set the password', **{'One-time code': code, 'New password': PASSWORD})
        self.assertEqual(seen, {'at': '/login', 'user': None, 'problems': []})
        seen = newcomer.on_the_page('/login', 'Sign in', Name='bob', Password=PASSWORD)
        self.assertEqual((seen['user'], seen['problems']), ('bob', []))
        invitation = json.loads(newcomer.type('curl'))['link']['path']
        seen = newcomer.on_the_page(invitation, 'Accept', Name='eve', Password=PASSWORD)
        self.assertEqual((seen['user'], seen['problems']), ('eve', []))

        newcomer.type('testledger user create')
        self.write('results.xml', junit(testcase('pays by card'), testcase('is refunded', inner='<failure message="no"/>')))
        self.assertIn('"successCount":2', newcomer.type('curl').replace(' ', ''))
        self.write('cypress.config.js', newcomer.next('js', 'const'))
        self.write('recorded.json', json.dumps({'specs': [spec(failed('AT-TC-1 pays by card'))]}))
        os.symlink(os.path.join(CLIENTS, 'node_modules'), os.path.join(newcomer.folder, 'node_modules'))  # its npm install
        self.assertIn('Reporting results to cycle : AT-CY-1', newcomer.type('JIRA_PAT'))
        results = {'AT-TC-1': ['Failed', 'Passed'], 'AT-TC-2': ['Failed']}
        self.assertEqual(self.runs(), results)

        self.write('oidc.secret', PROVIDER_SECRET)
        newcomer.serve()
        self.provider.become('ann')
        seen = newcomer.on_the_page('/login', 'Sign in with Acme')
        self.assertEqual((seen['user'], seen['problems']), ('ann', []))
        newcomer.type('testledger member add')
        roles = {'ann': 'tester', 'bob': 'viewer', 'eve': 'tester', 'pipelines': 'tester'}
        self.assertEqual(self.roles(), roles)

        told = newcomer.type('testledger backup')
        self.assertIn('restored 1 projects', told)
        self.assertIn('are as they were written', told)
        newcomer.serve()
        self.assertEqual(newcomer.blocks, [], 'examples that nobody has tried')
        self.assertEqual((self.runs(), self.roles()), (results, roles))
        for name in ('nightly.token', 'cypress.token'):
            self.assertEqual(newcomer.status(PREFIX + '/project/AT/testcycle/detail', newcomer.secret(name), {'title': name}), 200)
            self.assertEqual(newcomer.status(PREFIX + '/project/AT/testcase', newcomer.secret(name), {'title': 'no'}), 403)
        for name in ('bob', 'eve'):
            self.assertEqual(newcomer.on_the_page('/login', 'Sign in', Name=name, Password=PASSWORD)['user'], name)
        done = {entry['action'] for entry in newcomer.json('/api/audit', newcomer.secret('admin.token'))['items']}
        self.assertLessEqual({'setup', 'password.reset', 'member.join', 'token.create', 'token.first_use', 'user.create', 'login'}, done)
        newcomer.stop()
        for secret in (PROVIDER_SECRET, PASSWORD, code, *(newcomer.secret(f'{name}.token') for name in ('admin', 'nightly', 'cypress'))):
            self.assertNotIn(secret, newcomer.log())


if __name__ == '__main__':
    unittest.main()

"""HTTPS with the server's own certificate, renewed while it runs, and the server behind proxies: real connections, certificates made
with openssl."""
import http.client
import json
import os
import signal
import socket
import ssl
import subprocess
import tempfile
import time
import unittest

from support import PREFIX, Server, junit, multipart, read, run, testcase, unique


def make_certificate(folder, name):
    """(certificate, key) for localhost, signed by itself."""
    certificate, key = (os.path.join(folder, f'{name}.{end}') for end in ('pem', 'key'))
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30',
                    '-subj', f'/CN={name}', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', certificate],
                   check=True, capture_output=True)
    return certificate, key


class TlsServer(Server):
    """Serves over TLS alone."""

    def __init__(self, arguments=()):
        self.folder = tempfile.mkdtemp(prefix='testledger-tls-')
        self.certificate, self.key = make_certificate(self.folder, 'first')
        super().__init__(['--tls-cert', self.certificate, '--tls-key', self.key, *arguments])

    def context(self):
        return ssl.create_default_context(cafile=self.certificate)

    def connect(self):
        return http.client.HTTPSConnection('localhost', self.port, timeout=60, context=self.context())

    def common_name(self):
        """Of the certificate that is shown."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection(('127.0.0.1', self.port)) as plain, context.wrap_socket(plain) as wrapped:
            text = subprocess.run(['openssl', 'x509', '-inform', 'DER', '-noout', '-subject'], input=wrapped.getpeercert(binary_form=True),
                                  capture_output=True, check=True).stdout.decode()
        return text.strip().split('=')[-1].strip()


class OverTls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = TlsServer().start()
        cls.auth = {'Authorization': 'AioAuth ' + cls.server.token}

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.server.remove()

    def request(self, method, path, body=None, headers=None, connection=None):
        if connection is None:
            connection = self.server.connect()
            self.addCleanup(connection.close)
        connection.request(method, path, body, {**self.auth, **(headers or {})})
        answer = connection.getresponse()
        return answer, answer.read()

    def test_an_import_of_many_records_and_its_answer(self):
        connection = self.server.connect()
        answer, body = self.request('POST', PREFIX + '/project/AT/testcycle/detail', json.dumps({'title': 'over TLS'}),
                                    {'Content-Type': 'application/json'}, connection)
        cycle = json.loads(body)['key']
        self.assertEqual(answer.getheader('Strict-Transport-Security'), 'max-age=31536000')
        report = junit(*(testcase(f'test {number} ' + 'x' * 200) for number in range(20_000)))  # 5 MB: many records
        sent, kind = multipart({'createCase': 'true'}, report, 'report.xml')
        answer, body = self.request('POST', f'{PREFIX}/project/AT/testcycle/{cycle}/import/results?type=JUnit', sent, {'Content-Type': kind}, connection)
        self.assertEqual((answer.status, json.loads(body)['successCount']), (200, 20_000))
        answer, body = self.request('GET', f'{PREFIX}/project/AT/testcycle/{cycle}/testrun?maxResults=100', connection=connection)
        self.assertEqual(len(json.loads(body)['items']), 100)

    def test_a_refused_body_leaves_its_answer(self):
        answer, body = self.request('POST', PREFIX + '/project/AT/testcycle/detail', b'x' * 3_000_000, {'Content-Type': 'application/json'})
        self.assertEqual(answer.status, 413)
        self.assertIn(b'json_body_max', body)

    def test_events_arrive_as_they_come(self):
        cycle = json.loads(self.request('POST', PREFIX + '/project/AT/testcycle/detail', json.dumps({'title': 'events'}))[1])['key']
        sent, kind = multipart({'createCase': 'true'}, junit(testcase(unique())), 'report.xml')
        batch = json.loads(self.request('POST', f'{PREFIX}/project/AT/testcycle/{cycle}/import/results/batch?type=JUnit', sent, {'Content-Type': kind})[1])['batchId']
        _, events = self.request('GET', f'{PREFIX}/project/AT/testcycle/{cycle}/batch/{batch}/events')
        self.assertIn(b'Completed', events)

    def test_old_protocols_and_the_clear_are_refused(self):
        context = self.server.context()
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        context.set_ciphers('ALL:@SECLEVEL=0')
        with socket.create_connection(('localhost', self.server.port)) as plain, self.assertRaises((ssl.SSLError, ConnectionError)):
            context.wrap_socket(plain, server_hostname='localhost')
        with socket.create_connection(('localhost', self.server.port), timeout=30) as plain:
            plain.sendall(b'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
            self.assertNotIn(b'200 OK', plain.recv(1000))

    def test_http_2_is_not_agreed_on(self):
        context = self.server.context()
        context.set_alpn_protocols(['h2', 'http/1.1'])
        with socket.create_connection(('localhost', self.server.port)) as plain, context.wrap_socket(plain, server_hostname='localhost') as wrapped:
            self.assertEqual(wrapped.selected_alpn_protocol(), 'http/1.1')

    def test_who_does_not_shake_hands_is_let_go(self):
        began = time.monotonic()
        with socket.create_connection(('localhost', self.server.port), timeout=60) as idle:
            self.assertEqual(idle.recv(1), b'')
        self.assertLess(time.monotonic() - began, 30)  # header_timeout_s is 10

    def test_the_command_line_trusts_the_authority_it_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            report = os.path.join(folder, 'report.xml')
            with open(report, 'w') as file:
                file.write(junit(testcase(unique())))
            cycle = json.loads(self.request('POST', PREFIX + '/project/AT/testcycle/detail', json.dumps({'title': 'by command'}))[1])['key']
            wish = ['import', '--url', f'https://localhost:{self.server.port}', '--token-file', self.server.token_file, '--project', 'AT',
                    '--cycle', cycle, '--type', 'JUnit', '--create-case', 'true', report]
            self.assertEqual(run(*wish, '--ca-file', self.server.certificate).returncode, 0)
            unknown = run(*wish)
            self.assertEqual(unknown.returncode, 2)
            self.assertIn('certificate', unknown.stderr)


class Renewal(unittest.TestCase):
    def test_sighup_reads_the_files_again_and_a_broken_one_changes_nothing(self):
        with TlsServer() as server:
            self.assertEqual(server.common_name(), 'first')
            held = server.connect()  # a connection from before goes on
            held.request('GET', '/healthz')
            self.assertEqual(held.getresponse().read(), b'ok\n')
            for end, new in zip(('pem', 'key'), make_certificate(server.folder, 'second')):
                os.replace(new, os.path.join(server.folder, 'first.' + end))
            server.process.send_signal(signal.SIGHUP)
            self.wait_for(lambda: server.common_name() == 'second')
            held.request('GET', '/healthz')
            self.assertEqual(held.getresponse().read(), b'ok\n')

            with open(server.certificate, 'w') as broken:
                broken.write('no certificate')
            server.process.send_signal(signal.SIGHUP)
            self.wait_for(lambda: 'stays' in read(server.log_path))
            self.assertEqual(server.common_name(), 'second')

    def wait_for(self, condition):
        give_up = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), give_up)
            time.sleep(0.05)

    def test_what_cannot_be_used_is_said_at_the_start(self):
        with tempfile.TemporaryDirectory() as folder:
            made = run('init', '--data', folder + '/data', '--project', 'AT', '--admin-token-file', folder + '/token')
            self.assertEqual(made.returncode, 0)
            certificate, key = make_certificate(folder, 'one')
            _, foreign_key = make_certificate(folder, 'other')
            subprocess.run(['openssl', 'ec', '-in', key, '-aes128', '-passout', 'pass:secret', '-out', folder + '/locked.key'], check=True, capture_output=True)
            for chosen, word in (([certificate, foreign_key], 'not the key'), ([certificate, folder + '/locked.key'], 'passphrase'),
                                 ([folder + '/none.pem', key], 'none.pem'), ([key, key], 'PEM')):
                refused = run('serve', '--data', folder + '/data', '--listen', '127.0.0.1:0', '--tls-cert', chosen[0], '--tls-key', chosen[1])
                self.assertEqual(refused.returncode, 2, chosen)
                self.assertIn(word, refused.stderr)
            alone = run('serve', '--data', folder + '/data', '--tls-cert', certificate)
            self.assertNotEqual(alone.returncode, 0)
            self.assertIn('--tls-key', alone.stderr)


class BehindProxies(unittest.TestCase):
    def test_the_clients_address_is_what_a_trusted_proxy_says(self):
        for trusted, told in (('127.0.0.0/8', '203.0.113.9'), ('10.0.0.1', '127.0.0.1')):
            with Server(['--trusted-proxy', trusted]) as server:
                server.call('GET', '/healthz', prefix='', headers={'X-Forwarded-For': '198.51.100.1, 203.0.113.9', 'X-Forwarded-Proto': 'https'})
                self.assertEqual(server.stop(), 0)  # the line of the log comes after the answer
                lines = [json.loads(line) for line in read(server.log_path).splitlines() if '"request"' in line]
                self.assertEqual(lines[-1]['remote'], told)

    def test_a_wrong_range_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            refused = run('serve', '--data', folder, '--trusted-proxy', 'proxy.example.org')
            self.assertEqual(refused.returncode, 2)
            self.assertIn('10.1.0.0/16', refused.stderr)

    def test_all_is_there_below_the_base_path_too(self):
        with Server(['--base-path', '/quality/testledger']) as server:
            self.assertIn('/quality/testledger', server.process.stdout.readline())
            for prefix in ('/quality/testledger', ''):
                for path in ('/healthz', PREFIX + '/project/AT/testcycle', '/rest/aio-tcms-api/1.0/project/AT/testcycle'):
                    self.assertEqual(self.status(server, prefix + path), 200, prefix + path)
            self.assertEqual(self.status(server, '/quality/healthz'), 404)

    def status(self, server, path):
        connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=60)
        connection.request('GET', path, headers={'Authorization': 'Bearer ' + server.token})
        status = connection.getresponse().status
        connection.close()
        return status


if __name__ == '__main__':
    unittest.main()

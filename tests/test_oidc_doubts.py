"""What a provider of logins says is believed only when all of it is right: at one that does what none should (doubtful_provider.py). And how
the server is told of its provider."""
import base64
import hashlib
import hmac
import json
import os
import shlex
import tempfile
import threading
import time
import unittest
import urllib.parse

import oidc_harness
from doubtful_provider import SECRET, DoubtfulProvider, Key, challenge_of
from oidc_harness import PAGE, Secret, options, query_of
from support import ROOT, Server, run
from test_documents import blocks
from test_tls import TlsServer, make_certificate


class Descriptions(oidc_harness.AtDoubtfulProvider):
    def refused(self, why):
        status, headers, text = self.begin()
        self.assertEqual((status, text), (503, 'The provider of logins does not answer as it should. Try again in a moment.'), why)
        self.assertNotIn('set-cookie', headers)

    def test_what_is_not_as_it_should_be_is_not_used(self):
        path = '/.well-known/openid-configuration'
        good = json.dumps(self.good).encode()
        for why, answer in {'no JSON': (200, {}, b'<html>'), 'a list': (200, {}, b'[]'), 'an error': (500, {}, good), 'not there': (404, {}, b''),
                            'somewhere else': (302, {'Location': self.provider.issuer + '/elsewhere'}, good),
                            'too large': (200, {}, b' ' * 300_000 + good)}.items():
            self.provider.overrides = {path: answer, '/elsewhere': (200, {}, good)}
            self.refused(why)
        self.provider.overrides = {}
        for member, value in (('issuer', 'https://login.example.org'), ('issuer', self.provider.issuer + '/'), ('issuer', None),
                              ('token_endpoint', 'http://login.example.org/token'), ('token_endpoint', 'file:///etc/passwd'), ('token_endpoint', None),
                              ('jwks_uri', 'http://10.0.0.1/keys'), ('authorization_endpoint', 'javascript:alert(1)'), ('authorization_endpoint', 7)):
            self.provider.description = {**self.good, member: value}
            self.refused(f'{member}: {value}')
        status, headers, _ = self.server.call('GET', '/api/oidc/login', headers=PAGE, prefix='', token=False)
        self.assertEqual((status, headers['location']), (302, '/login?problem=unavailable'), 'for a browser')
        self.provider.description = self.good
        status, headers, _ = self.begin()
        self.assertEqual(status, 302)
        self.assertTrue(headers['location'].startswith(self.provider.issuer + '/auth?tenant=1&response_type=code&'), 'nothing of that was kept')

    def test_silence_holds_up_few_and_not_for_long(self):
        self.provider.overrides = {'/.well-known/openid-configuration': 30}
        fresh = Server(options(self.provider.issuer, Secret(SECRET))).start()
        try:
            took = []

            def ask():
                began = time.monotonic()
                assert fresh.call('GET', '/api/oidc/login', prefix='', token=False)[0] == 503
                took.append(time.monotonic() - began)
            threads = [threading.Thread(target=ask) for _ in range(8)]
            for thread in threads:
                thread.start()
            fresh.call('GET', '/healthz', prefix='')
            for thread in threads:
                thread.join()
            self.assertEqual(len(took), 8)
            self.assertLess(max(took), 25)
            self.assertGreaterEqual(sum(seconds > 8 for seconds in took), 1)
            self.assertGreaterEqual(sum(seconds < 8 for seconds in took), 4, 'beyond waiting_max nobody waits')
        finally:
            fresh.stop()
            fresh.remove()


class Tokens(oidc_harness.AtDoubtfulProvider):
    def test_a_good_one_is_asked_for_with_the_secret_and_the_verifier(self):
        self.assertEqual(self.outcome(), 'logged in')
        authorization, form = self.provider.forms[-1]
        self.assertEqual(base64.b64decode(authorization.removeprefix('Basic ')).decode(), 'testledger:a%20doubtful%20secret')
        self.assertEqual(challenge_of(form['code_verifier']), self.challenge)
        self.assertEqual((form['grant_type'], form['code'], form['redirect_uri']),
                         ('authorization_code', 'c0de', self.server.url + '/api/oidc/callback'))
        self.assertNotIn('client_secret', form)

    def test_bad_ones_are_not_believed(self):
        now, stranger = int(time.time()), Key(self.folder, 'stranger')
        with_claims = lambda **changed: lambda provider, nonce: provider.key.token(provider.claims(nonce, **changed))
        with_header = lambda sign=None, **header: lambda provider, nonce: provider.key.token(provider.claims(nonce), header, sign)
        public = self.provider.key.openssl('rsa', '-in', self.provider.key.file, '-pubout')
        rows = {'alg none': with_header(alg='none', sign=lambda text: b''), 'alg none, signed': with_header(alg='none'),
                'an HMAC with the public key': with_header(alg='HS256', sign=lambda text: hmac.new(public, text, hashlib.sha256).digest()),
                'an HMAC with the secret': with_header(alg='HS256', sign=lambda text: hmac.new(SECRET.encode(), text, hashlib.sha256).digest()),
                'another key': with_header(sign=stranger.sign), 'an unknown key': with_header(sign=stranger.sign, kid='stranger'),
                'another issuer': with_claims(iss='https://evil.example'), 'another audience': with_claims(aud='others'),
                'for several': with_claims(aud=['testledger', 'others']), 'for another party': with_claims(azp='others'),
                'another login': with_claims(nonce='n'), 'old': with_claims(exp=now - 61), 'of the future': with_claims(iat=now + 120),
                'nobody': with_claims(sub=''), 'no token': lambda provider, nonce: None, 'nonsense': lambda provider, nonce: 'a.b.c',
                'too large': with_claims(more='x' * 70_000)}
        for why, token in rows.items():
            with self.subTest(why):
                self.assertEqual(self.outcome(token), 'unauthenticated')
        self.assertEqual(self.outcome(with_claims(exp=now - 30, aud=['testledger'], azp='testledger')), 'logged in', 'clocks may differ')

    def test_what_the_token_endpoint_and_the_keys_must_not_answer(self):
        token = json.dumps({'id_token': 'x'}).encode()
        for path, why, answer, word in (('/token', 'a used code', (400, {}, b'{"error":"invalid_grant"}'), 'unauthenticated'),
                                        ('/token', 'a wrong secret', (401, {}, b'{"error":"invalid_client"}'), 'unauthenticated'),
                                        ('/token', 'an error', (500, {}, token), 'unavailable'),
                                        ('/token', 'no JSON', (200, {}, b'<html>'), 'unauthenticated'),
                                        ('/token', 'somewhere else', (307, {'Location': self.provider.issuer + '/token2'}, token), 'unavailable'),
                                        ('/token', 'too large', (200, {}, token + b' ' * 300_000), 'unavailable')):
            self.provider.overrides = {path: answer}
            with self.subTest(why):
                self.assertEqual(self.outcome(), word)
        self.provider.overrides = {}
        self.assertEqual(self.outcome(), 'logged in')

    def test_answers_of_others_are_not_taken_for_this_ones(self):
        self.assertEqual(self.outcome(iss='https://evil.example'), 'unauthenticated')
        self.assertEqual(self.outcome(iss=self.provider.issuer), 'logged in')
        self.assertEqual(self.outcome(code=''), 'unauthenticated')
        self.assertEqual(self.outcome(error='server_error'), 'unauthenticated')
        asked = len(self.provider.forms)
        self.assertEqual(self.outcome(iss='https://evil.example'), 'unauthenticated')
        self.assertEqual(len(self.provider.forms), asked, 'and the code goes nowhere')

    def test_no_more_is_asked_for_than_a_name(self):
        self.assertEqual(self.login()[0]['scope'], 'openid profile email')

    def test_tokens_go_nowhere(self):
        asked, cookie = self.login()
        self.provider.id_token = self.provider.key.token(self.provider.claims(asked['nonce']))
        path = '/api/oidc/callback?' + urllib.parse.urlencode({'state': asked['state'], 'code': 'c0de'})
        status, headers, text = self.server.call('GET', path, headers={'Cookie': cookie}, prefix='', token=False)
        self.assertEqual((status, headers['location']), (302, '/'))
        self.assertNotIn(self.provider.id_token, str(headers) + text)
        ended = run('backup', '--data', self.server.data, os.path.join(self.folder, 'backup'))
        self.assertEqual(ended.returncode, 0, ended.stderr)
        with open(os.path.join(self.folder, 'backup', 'testledger.db'), 'rb') as database:
            stored = database.read()
        for secret in (self.provider.id_token, self.provider.id_token.split('.')[2], self.provider.forms[-1][1]['code_verifier'], asked['nonce']):
            self.assertNotIn(secret.encode(), stored)

    def test_a_code_and_a_state_count_once(self):
        asked, cookie = self.login()
        self.provider.id_token = self.provider.key.token(self.provider.claims(asked['nonce']))
        self.assertEqual(self.end(cookie, state=asked['state'], code='c'), 'logged in')
        self.assertEqual(self.end(cookie, state=asked['state'], code='c'), 'unauthenticated')
        other, others_cookie = self.login()
        self.assertEqual(self.end(others_cookie, state=other['state'], code='c'), 'unauthenticated', 'the token of another login')
        self.assertEqual(self.end('testledger_login=', state='', code='c'), 'unauthenticated')


class KeysThatChange(oidc_harness.AtDoubtfulProvider):
    def test_new_ones_are_fetched_but_not_at_every_nonsense(self):
        for answer in ((500, {}, b''), (200, {}, b'<html>'), (200, {}, b'{"keys":7}'), (302, {'Location': self.provider.issuer + '/keys2'}, b'')):
            self.provider.overrides = {'/keys': answer}
            self.assertEqual(self.outcome(), 'unavailable', answer)
        self.provider.overrides = {}
        first, second = self.provider.key, Key(self.folder, 'second')
        began = time.monotonic()
        self.assertEqual(self.outcome(), 'logged in')
        self.provider.use(second)
        soon = self.outcome()
        if time.monotonic() - began < 5:  # keys_asked_again; a machine that is busy may take longer
            self.assertEqual(soon, 'unauthenticated', 'they were asked for just now')
        time.sleep(5.5)
        self.assertEqual(self.outcome(), 'logged in')
        time.sleep(5.5)
        self.assertEqual(self.outcome(lambda provider, nonce: first.token(provider.claims(nonce))), 'unauthenticated', 'the old one is gone')


class IssuerInAnswers(oidc_harness.AtDoubtfulProvider):
    def test_who_says_to_tell_it_must_and_a_secret_goes_where_it_is_taken(self):
        self.provider.description.update({'authorization_response_iss_parameter_supported': True,
                                          'token_endpoint_auth_methods_supported': ['client_secret_post', 'private_key_jwt']})
        self.assertEqual(self.outcome(), 'unauthenticated')
        self.assertEqual(self.outcome(iss=self.provider.issuer), 'logged in')
        authorization, form = self.provider.forms[-1]
        self.assertEqual((authorization, form['client_id'], form['client_secret']), ('', 'testledger', SECRET))


class OverTls(unittest.TestCase):
    def test_only_a_trusted_certificate_counts(self):
        with tempfile.TemporaryDirectory() as folder:
            certificate = make_certificate(folder, 'provider')
            provider = DoubtfulProvider(folder, certificate)
            try:
                for more, status in (((), 503), (('--oidc-ca-file', certificate[0]), 302)):
                    with Server(options(provider.issuer, Secret(SECRET), *more)) as server:
                        self.assertEqual(server.call('GET', '/api/oidc/login', prefix='', token=False)[0], status)
            finally:
                provider.shutdown()
                provider.server_close()


class Addresses(unittest.TestCase):
    def test_the_way_back_is_where_people_find_the_server(self):
        with tempfile.TemporaryDirectory() as folder:
            provider = DoubtfulProvider(folder)
            behind = {'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '203.0.113.9', 'Host': 'qa.example.org'}
            rows = (((), {}, '{url}/api/oidc/callback', 'testledger_login', '/api/oidc'),
                    (('--base-path', '/tests/'), {}, '{url}/tests/api/oidc/callback', 'testledger_login', '/tests/api/oidc'),
                    (('--trusted-proxy', '127.0.0.1', '--base-path', '/tests'), behind, 'https://qa.example.org/tests/api/oidc/callback',
                     '__Secure-testledger_login', '/tests/api/oidc'),
                    (('--public-url', 'https://qa.example.org/x/'), {}, 'https://qa.example.org/x/api/oidc/callback', 'testledger_login', '/x/api/oidc'))
            try:
                for more, headers, wanted, cookie, path in rows:
                    with Server(options(provider.issuer, Secret(SECRET), *more)) as server:
                        status, told, _ = server.call('GET', '/api/oidc/login', headers=headers, prefix='', token=False)
                        self.assertEqual((status, query_of(told['location'])['redirect_uri']), (302, wanted.format(url=server.url)))
                        self.assertRegex(told['set-cookie'], f'^{cookie}=[^;]+; Path={path}; ')
                        _, told, _ = server.call('GET', '/api/oidc/callback', headers={**PAGE, **headers}, prefix='', token=False)
                        self.assertEqual(told['location'], path.removesuffix('/api/oidc') + '/login?problem=unauthenticated')
            finally:
                provider.shutdown()
                provider.server_close()

    def test_from_elsewhere_one_logs_in_over_https_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            provider = DoubtfulProvider(folder)
            try:
                with Server(options(provider.issuer, Secret(SECRET), '--trusted-proxy', '127.0.0.1')) as server:
                    headers = {'X-Forwarded-Proto': 'http', 'X-Forwarded-For': '203.0.113.9'}
                    self.assertEqual(server.call('GET', '/api/oidc/login', headers=headers, prefix='', token=False)[0], 403)
                    _, told, _ = server.call('GET', '/api/oidc/login', headers={**headers, **PAGE}, prefix='', token=False)
                    self.assertEqual(told['location'], '/login?problem=no_https')
            finally:
                provider.shutdown()
                provider.server_close()

    def test_too_many_attempts_are_slowed_down(self):
        with tempfile.TemporaryDirectory() as folder:
            provider = DoubtfulProvider(folder)
            try:
                with Server([*options(provider.issuer, Secret(SECRET))[:-2], '--login-limit', '3']) as server:
                    statuses = [server.call('GET', '/api/oidc/login', prefix='', token=False)[0] for _ in range(5)]
                    self.assertEqual(statuses, [302, 302, 302, 429, 429])
                    _, told, _ = server.call('GET', '/api/oidc/login', headers=PAGE, prefix='', token=False)
                    self.assertEqual(told['location'], '/login?problem=over_quota')
            finally:
                provider.shutdown()
                provider.server_close()

    def test_without_a_provider_there_is_none(self):
        with Server() as server:
            self.assertIsNone(server.json('GET', '/api/login-options', prefix='', token=False)['provider'])
            for path in ('/api/oidc/login', '/api/oidc/callback'):
                self.assertEqual(server.call('GET', path, prefix='', token=False)[0], 404)
                _, told, _ = server.call('GET', path, headers=PAGE, prefix='', token=False)
                self.assertEqual(told['location'], '/login?problem=no_provider')


class Example(unittest.TestCase):
    def test_the_accounts_pages_command_lets_somebody_in(self):
        block, = blocks(os.path.join(ROOT, 'docs', 'accounts.md'), 'shell')
        given = shlex.split(block.replace('\\\n', ' '))
        wish = dict(zip(given[2::2], given[3::2]))
        self.assertEqual((given[:2], [name for name in given[2::2] if not name.startswith('--')]), (['testledger', 'serve'], []))
        with tempfile.TemporaryDirectory() as folder:
            provider = DoubtfulProvider(folder)
            wish.update({'--oidc-issuer': provider.issuer, '--oidc-client-secret-file': Secret(SECRET).file})
            of_the_test = ('--data', '--listen', '--tls-cert', '--tls-key')
            try:
                with TlsServer([word for name, value in wish.items() if name not in of_the_test for word in (name, value)]) as server:
                    status, headers = self.get(server, '/api/oidc/login')
                    asked, cookie = query_of(headers['Location']), headers['Set-Cookie']
                    self.assertEqual((status, asked['redirect_uri']), (302, 'https://qa.example.org:8443/api/oidc/callback'))
                    self.assertRegex(cookie, '^__Secure-testledger_login=.*; Secure$')
                    provider.id_token = provider.key.token(provider.claims(asked['nonce']))
                    status, headers = self.get(server, f'/api/oidc/callback?code=c&state={asked["state"]}', {'Cookie': cookie.split(';')[0]})
                    self.assertEqual((status, headers['Location']), (302, '/'))
                    self.assertTrue(headers['Set-Cookie'].startswith('__Host-testledger=ts_'))
            finally:
                provider.shutdown()
                provider.server_close()

    def get(self, server, path, headers=None):
        connection = server.connect()
        connection.request('GET', path, headers={**PAGE, **(headers or {})})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, answer.headers


class Options(unittest.TestCase):
    def refused(self, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            assert run('init', '--data', folder + '/data', '--project', 'AT', '--admin-token-file', folder + '/token').returncode == 0
            ended = run('serve', '--data', folder + '/data', '--listen', '127.0.0.1:0', *arguments)
            self.assertEqual(ended.returncode, 2, ended.stderr)
            return ended.stderr

    def test_what_cannot_be_meant_is_said_at_the_start(self):
        secret = Secret(SECRET)
        for issuer in ('http://login.example.org', 'login.example.org', 'https://', 'https://login.example.org/?a=b', 'file:///x'):
            self.assertIn('--oidc-issuer', self.refused(*options(issuer, secret)), issuer)
        self.assertIn('--oidc-client-id', self.refused('--oidc-issuer', 'https://login.example.org'))
        self.assertIn('--oidc-client-secret-file', self.refused(*options('https://login.example.org', Secret(''))))
        secret.file += '.missing'
        self.assertIn('--oidc-client-secret-file', self.refused(*options('https://login.example.org', secret)))
        self.assertIn('yes or no', self.refused('--oidc-sign-up', 'perhaps'))
        for url in ('qa.example.org', 'https://', 'ftp://x', 'https://qa.example.org/?x', 'https://u@qa.example.org'):
            self.assertIn('--public-url', self.refused('--public-url', url), url)


if __name__ == '__main__':
    unittest.main()

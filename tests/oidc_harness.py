"""What the tests of logging in at a provider of logins share: a browser without pages, servers that know a provider, and the two kinds of
providers: a real one (the npm package oidc-provider), and one that does what none should."""
import http.cookiejar
import json
import os
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.parse
import urllib.request

from api_document import API
from doubtful_provider import SECRET, DoubtfulProvider
from support import ROOT, Server, read

PROVIDER = os.path.join(ROOT, 'tests', 'oidc_provider')
PROVIDER_SECRET = 'a secret of tests: +&%'
MANY_LOGINS = ('--login-limit', '1000000')
PAGE = {'Accept': 'text/html,*/*;q=0.8'}


def query_of(url):
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Surfer:
    """Keeps cookies and follows redirects, as a browser does; answers of Testledger are held against docs/api.yaml."""

    def __init__(self, server):
        self.server, self.jar = server, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), NoRedirects(), urllib.request.ProxyHandler({}))

    def step(self, url, headers=None):
        """(status, headers, text)"""
        try:
            answer = self.opener.open(urllib.request.Request(url, headers={**PAGE, **(headers or {})}), timeout=60)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        text = answer.read().decode()
        if url.startswith(self.server.url + '/api/'):
            API.check('GET', url[len(self.server.url):], answer.status, {k.lower(): v for k, v in answer.headers.items()}, text)
        return answer.status, answer.headers, text

    def go(self, url):
        """All addresses up to where it ends, which is not a redirect."""
        way = [url]
        for _ in range(12):
            status, headers, _ = self.step(way[-1])
            if status not in (302, 303):
                return way
            way.append(urllib.parse.urljoin(way[-1], headers['Location']))
        raise AssertionError(f'no end: {way}')

    def log_in(self, next_='/'):
        """Where the browser is in the end, as a path of Testledger."""
        self.way = self.go(f'{self.server.url}/api/oidc/login?{urllib.parse.urlencode({"next": next_})}')
        assert self.way[-1].startswith(self.server.url + '/'), self.way
        return self.way[-1][len(self.server.url):]

    def session(self):
        """Who is logged in here; None when nobody is."""
        status, _, text = self.step(self.server.url + '/api/session', {'Accept': 'application/json'})
        return json.loads(text)['user'] if status == 200 else None

    def cookie(self, name):
        return next((cookie.value for cookie in self.jar if cookie.name == name), None)


class Secret:
    """The file of a client's secret."""

    def __init__(self, secret):
        self.folder = tempfile.mkdtemp(prefix='testledger-oidc-')
        self.file = os.path.join(self.folder, 'secret')
        with open(self.file, 'w') as file:
            file.write(secret + '\n')


def options(issuer, secret, *more):
    return ['--oidc-issuer', issuer, '--oidc-client-id', 'testledger', '--oidc-client-secret-file', secret.file, '--oidc-name', 'Acme', *MANY_LOGINS, *more]


class RealProvider:
    """tests/oidc_provider, where everybody is the person that become() named last."""

    def __init__(self, algorithm='RS256'):
        subprocess.run([os.path.join(ROOT, 'tools', 'packages.sh'), 'tests/oidc_provider'], check=True)
        self.process = subprocess.Popen(['node', 'provider.js', algorithm], cwd=PROVIDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        self.issuer = self.process.stdout.readline().strip()

    def register(self, url):
        """The server at that address becomes its client."""
        self.process.stdin.write(url + '/api/oidc/callback\n')
        self.process.stdin.flush()

    def become(self, name):
        urllib.request.urlopen(f'{self.issuer}/become/{urllib.parse.quote(name)}', timeout=60).read()

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


class AtProvider(unittest.TestCase):
    algorithm = 'RS256'
    more = ()

    @classmethod
    def setUpClass(cls):
        cls.provider = RealProvider(cls.algorithm)
        cls.issuer = cls.provider.issuer
        cls.server = Server(options(cls.issuer, Secret(PROVIDER_SECRET), *cls.more)).start()
        cls.provider.register(cls.server.url)
        cls.seen = []  # what no log may have

    @classmethod
    def tearDownClass(cls):
        cls.provider.stop()
        code = cls.server.stop()
        log = read(cls.server.log_path)
        cls.server.remove()
        assert code == 0, log[-9000:]
        assert PROVIDER_SECRET not in log and 'eyJ' not in log, 'a secret or a token is in the log'
        for url in cls.seen:
            for name in ('code', 'state', 'nonce'):
                assert query_of(url).get(name, 'absent') not in log, f'the {name} is in the log'

    def become(self, name):
        self.provider.become(name)

    def person(self, name, next_='/'):
        """(a new browser in which that person has logged in, where it is)"""
        self.become(name)
        surfer = Surfer(self.server)
        where = surfer.log_in(next_)
        self.seen.extend(surfer.way)
        return surfer, where

    def api(self, method, path, body=None):
        return self.server.json(method, path, body, prefix='')


class AtDoubtfulProvider(unittest.TestCase):
    """Begins logins without a browser and answers in the provider's place."""
    more = ()
    certificate = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix='testledger-oidc-')
        cls.provider = DoubtfulProvider(cls.folder, cls.certificate)
        cls.server = Server(options(cls.provider.issuer, Secret(SECRET), *cls.more)).start()

    @classmethod
    def tearDownClass(cls):
        cls.provider.shutdown()
        cls.provider.server_close()
        code = cls.server.stop()
        log = read(cls.server.log_path)
        cls.server.remove()
        assert code == 0, log[-9000:]
        assert SECRET not in log and 'eyJ' not in log, 'a secret or a token is in the log'

    def setUp(self):
        self.provider.overrides, self.good = {}, dict(self.provider.description)

    def tearDown(self):
        self.provider.description = self.good

    def begin(self, path='/api/oidc/login'):
        """(status, headers, text)"""
        return self.server.call('GET', path, prefix='', token=False)

    def login(self):
        """(what the provider is asked, the cookie)"""
        status, headers, text = self.begin()
        self.assertEqual(status, 302, text)
        return query_of(headers['location']), headers['set-cookie'].split(';')[0]

    def end(self, cookie, **parameters):
        """The word with which the login was refused, or the name of who is logged in."""
        _, headers, _ = self.server.call('GET', '/api/oidc/callback?' + urllib.parse.urlencode(parameters), prefix='', token=False,
                                         headers={**PAGE, 'Cookie': cookie})
        if headers['location'] != '/':
            return query_of(headers['location'])['problem']
        return 'logged in'

    def outcome(self, token=None, **parameters):
        """How a login ends with the token that is made of (provider, nonce)."""
        asked, cookie = self.login()
        make = token or (lambda provider, nonce: provider.key.token(provider.claims(nonce)))
        self.provider.id_token = make(self.provider, asked['nonce'])
        self.challenge = asked['code_challenge']
        return self.end(cookie, **{'state': asked['state'], 'code': 'c0de', **parameters})

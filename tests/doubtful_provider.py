"""A provider of logins that does as it is told, also what none should: for tests/test_oidc_doubts.py. Keys and signatures are openssl's."""
import base64
import hashlib
import http.server
import json
import os
import ssl
import subprocess
import threading
import time
import urllib.parse

SECRET = 'a doubtful secret'


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


class Key:
    """An RSA key of a provider, by its id."""

    def __init__(self, folder, name):
        self.name, self.file = name, os.path.join(folder, f'{name}.pem')
        subprocess.run(['openssl', 'genrsa', '-out', self.file, '2048'], check=True, capture_output=True)

    def openssl(self, *words, given=b''):
        return subprocess.run(['openssl', *words], input=given, check=True, capture_output=True).stdout

    def public(self):
        modulus = self.openssl('rsa', '-in', self.file, '-noout', '-modulus').decode().strip().split('=')[1]
        return {'kty': 'RSA', 'kid': self.name, 'use': 'sig', 'alg': 'RS256', 'n': base64url(bytes.fromhex(modulus)), 'e': 'AQAB'}

    def token(self, claims, header=None, sign=None):
        """Signed by `sign`, in the place of this key."""
        header = {'alg': 'RS256', 'kid': self.name, **(header or {})}
        text = base64url(json.dumps(header).encode()) + '.' + base64url(json.dumps(claims).encode())
        made = (sign or self.sign)(text.encode())
        return text + '.' + base64url(made)

    def sign(self, text):
        return self.openssl('dgst', '-sha256', '-sign', self.file, given=text)


class DoubtfulProvider(http.server.ThreadingHTTPServer):
    """Listens on a free port. `overrides` holds, by path, (status, headers, body) or a number of seconds of silence."""
    daemon_threads = True

    def __init__(self, folder, certificate=None):
        super().__init__(('127.0.0.1', 0), Answers)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.issuer = f'{"https" if certificate else "http"}://127.0.0.1:{self.server_port}'
        self.overrides, self.forms = {}, []
        self.use(Key(folder, 'first'))
        self.description = {'issuer': self.issuer, 'authorization_endpoint': f'{self.issuer}/auth?tenant=1', 'token_endpoint': f'{self.issuer}/token',
                            'jwks_uri': f'{self.issuer}/keys'}
        self.id_token = None
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def claims(self, nonce, /, **changed):
        now = int(time.time())
        return {'iss': self.issuer, 'aud': 'testledger', 'sub': 'ann', 'name': 'Ann', 'iat': now, 'exp': now + 300, 'nonce': nonce, **changed}

    def use(self, key):
        """From now on, in the place of all others."""
        self.key, self.keys = key, [key]


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        told = {'/.well-known/openid-configuration': lambda: self.server.description,
                '/keys': lambda: {'keys': [key.public() for key in self.server.keys]}}.get(self.path)
        self.answer(told)

    def do_POST(self):
        form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers['Content-Length'])).decode()))
        self.server.forms.append((self.headers.get('Authorization', ''), form))
        self.answer(lambda: {'access_token': 'x', 'token_type': 'Bearer', 'id_token': self.server.id_token})

    def answer(self, told):
        other = self.server.overrides.get(self.path)
        if isinstance(other, (int, float)):
            time.sleep(other)
            return
        status, headers, body = other or ((200, {}, json.dumps(told()).encode()) if told else (404, {}, b''))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # who asked has heard enough

    def log_message(self, *_):
        pass


def challenge_of(verifier):
    return base64url(hashlib.sha256(verifier.encode()).digest())

"""Every route, for everybody, in the own, a foreign and a missing project: what is answered follows from the right that the table of
routes (src/http/routes.cpp) names. A route that is not described in docs/api.yaml, or not met here, is a failure."""
import os
import re
import sqlite3
import time
import unittest

from api_document import API, ROOT
from support import PREFIX, Server, read, run

RIGHTS = ('read', 'report', 'edit', 'administer')
PROJECT_OF = {'own': 'AT', 'foreign': 'ZZ', 'missing': 'XX'}
# What stands in the place of a placeholder: nothing that is there, so that who may change something changes nothing.
NOBODY = {'user': 987654, 'session': 987654, 'token': 987654, 'invitation': 987654}
FORM = b'--b\r\nContent-Disposition: form-data; name="type"\r\n\r\nJUnit\r\n--b--\r\n'


def routes():
    """(method, right or who, path with placeholders, whether it is below a base) of every line of the table."""
    table = read(os.path.join(ROOT, 'src', 'http', 'routes.cpp')).split('const std::array table')[1]
    methods = {'erase': 'DELETE'}
    for method, access, pattern in re.findall(r'Route\{\s*(\w+),\s*(\w+),\s*(?:"([^"]*)"|page_pattern)', table):
        below = access in RIGHTS or pattern.startswith('*/')
        yield methods.get(method, method.upper()), access, '/' + pattern.removeprefix('*/'), below


class Somebody:
    """Who asks: the field Authorization, and what they may in each project."""

    def __init__(self, name, token, rights=None, whole=False, server=False, known=True):
        self.name, self.token, self.rights = name, token, rights or {}
        self.whole, self.server, self.known = whole, server, known

    def expected(self, access, project):
        """The status that is due, or None when the request gets through to the handler."""
        if access == 'anyone':
            return None
        if not self.known:
            return 401
        if access == 'user':
            return None
        if access == 'self':
            return None if self.whole else 403
        if access == 'server':
            return None if self.server and self.whole else 403
        here = self.rights.get(project, ())
        if 'read' not in here:
            return 404
        return None if access in here else 403


class Permissions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(('--login-limit', '1000000'))
        for words in (('project', 'create', '--data', cls.server.data, 'ZZ'),
                      *(('user', 'create', '--data', cls.server.data, name) for name in ('viewer', 'tester', 'admin-of-AT', 'admin-of-ZZ', 'gone', 'nobody')),
                      *(('member', 'add', '--data', cls.server.data, '--project', project, '--role', role, name)
                        for project, role, name in (('AT', 'viewer', 'viewer'), ('AT', 'tester', 'tester'), ('AT', 'admin', 'admin-of-AT'),
                                                    ('ZZ', 'admin', 'admin-of-ZZ'), ('AT', 'admin', 'gone')))):
            ended = run(*words)
            assert ended.returncode == 0, ended.stderr
        everything, none = RIGHTS, {}
        cls.people = [
            Somebody('nobody at all', None, known=False), Somebody('no token', 'tl_nonsense', known=False),
            Somebody('expired', cls.token('tester'), known=False), Somebody('revoked', cls.token('tester'), known=False),
            Somebody('deactivated', cls.token('gone'), known=False),
            Somebody('member of nothing', cls.token('nobody'), none, whole=True),
            Somebody('viewer', cls.token('viewer'), {'AT': ('read',)}, whole=True),
            Somebody('tester', cls.token('tester'), {'AT': RIGHTS[:3]}, whole=True),
            Somebody('admin', cls.token('admin-of-AT'), {'AT': everything}, whole=True),
            Somebody('admin of another project', cls.token('admin-of-ZZ'), {'ZZ': everything}, whole=True),
            Somebody('administrator', cls.token('admin'), {'AT': everything, 'ZZ': everything}, whole=True, server=True),
            Somebody('of another project alone', cls.token('admin', '--project', 'ZZ'), {'ZZ': everything}, server=True),
            Somebody('viewer who would report', cls.token('viewer', '--scope', 'report'), {'AT': ('read',)}),
        ]
        for right in RIGHTS:
            limits = {'AT': ('read', right), 'ZZ': ('read', right)}
            cls.people.append(Somebody(f'administrator to {right}', cls.token('admin', '--scope', right), limits, server=True))
            cls.people.append(Somebody(f'admin to {right}', cls.token('admin-of-AT', '--scope', right), {'AT': limits['AT']}))
        cls.end_tokens()
        cls.server.start()

    @classmethod
    def token(cls, user, *limits):
        file = os.path.join(cls.server.home, f'token-{time.monotonic_ns()}')
        made = run('token', 'create', '--data', cls.server.data, '--user', user, '--label', 'matrix', '--token-file', file, *limits)
        assert made.returncode == 0, made.stderr
        cls.numbers = getattr(cls, 'numbers', []) + [made.stdout.split()[1]]
        return read(file).strip()

    @classmethod
    def end_tokens(cls):
        assert run('user', 'deactivate', '--data', cls.server.data, 'gone').returncode == 0
        assert run('token', 'revoke', '--data', cls.server.data, cls.numbers[1]).returncode == 0
        database = sqlite3.connect(os.path.join(cls.server.data, 'testledger.db'))
        with database:
            database.execute('UPDATE api_token SET expires = 1 WHERE token_id = ?', (cls.numbers[0],))
        database.close()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.server.remove()

    def ask(self, who, method, path, project, below):
        """(status, text)"""
        operation = API.found((PREFIX if below else '') + path)[method]
        for name in re.findall(r'{(\w+)}', path):
            missing = {'project': project, 'cycle': f'{project}-CY-999', 'case': f'{project}-TC-999', **NOBODY}.get(name, 987654)
            path = path.replace(f'{{{name}}}', str(missing))
        headers, body = {}, None
        if who.token:
            headers['Authorization'] = 'Bearer ' + who.token
        if 'multipart/form-data' in operation.body.get('content', {}):
            body, headers['Content-Type'] = FORM, 'multipart/form-data; boundary=b'
        elif operation.body:
            body, headers['Content-Type'] = b'{}', 'application/json'
        status, _, text = self.server.call(method, path, body, headers, prefix=PREFIX if below else '', token=False)
        return status, text

    def check(self, who, method, access, path, project, below):
        status, text = self.ask(who, method, path, project, below)
        wanted = who.expected(access, project)
        if wanted is not None:
            self.assertEqual(status, wanted, text)
        elif access != 'anyone':
            self.assertNotEqual(status, 401, text)
            self.assertFalse(text.startswith(('Project not found', 'You may not', 'That is for')) and path != '/metrics', text)
        if wanted == 404:
            self.assertEqual(text, f'Project not found : {project}')
        self.assertLess(status, 500, text)

    def test_every_route_for_everybody(self):
        asked = 0
        for method, access, path, below in routes():
            for who in self.people:
                for where, project in PROJECT_OF.items() if '{project}' in path else [('', '')]:
                    with self.subTest(f'{method} {path}', who=who.name, project=where):
                        self.check(who, method, access, path, project, below)
                        asked += 1
        self.assertGreater(asked, 1000)

    def test_no_route_is_missing(self):
        table = list(routes())
        self.assertEqual(len(table), read(os.path.join(ROOT, 'src', 'http', 'routes.cpp')).count('Route{'))
        self.assertGreater(len(table), 50)
        described = {(o.method.upper(), o.path, API.whole['paths'][o.path].get('servers') is None) for o in API.operations}
        for method, _, path, below in table:
            if path not in ('/openapi.json', '/aio-tcms/api/v1/openapi.json'):
                self.assertIn((method, path, below), described)


if __name__ == '__main__':
    unittest.main()

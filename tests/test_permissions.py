"""Every route, for everybody, in the own, a foreign and a missing project: what is answered follows from the right that the table of
routes (src/http/routes.cpp) names. And every route with an object of another project, or of another cycle: it is answered as one that is
nowhere. A route that is not described in docs/api.yaml, or not met here, is a failure."""
import itertools
import json
import os
import re
import sqlite3
import time
import unittest

from api_document import API, ROOT
from support import PREFIX, Server, ServerTest, junit, multipart, read, run, testcase, unique

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


MISSING = 987654
CHOSEN = {'list': 'priority', 'field': 'description', 'format': 'csv'}  # words, not objects
# Placeholders whose objects belong to what stands before them, and not to the project alone.
WITHIN_OTHERS = {'run', 'step', 'batch', 'case attachment', 'cycle attachment', 'run attachment'}
REPORT = multipart({'type': 'JUnit', 'createCase': 'true'}, junit(testcase('pays')))
# Where the example of docs/api.yaml names what is not there.
BODIES = {('PATCH', 'testrun/{run}/step/{step}'): {'actualResult': 'as it should'}, ('PUT', 'testcycle/{cycle}/detail'): {'title': 'changed'},
          ('PATCH', 'testcycle/{cycle}/detail'): {'objective': 'changed'}, ('POST', 'testcycle/{cycle}/clone'): {'title': 'a copy'},
          ('PUT', 'testcase/{case}/detail'): {'title': 'changed'}, ('PATCH', 'testcase/{case}/detail'): {'title': 'changed'},
          ('POST', 'testcase/{case}/clone'): {'title': 'a copy'}, ('PATCH', 'testrun/status/{entry}'): {'description': 'changed'},
          ('PATCH', 'config/testcase/{list}/{entry}'): {'description': 'changed'},
          ('PATCH', 'customfield/{entry}'): {'description': 'changed'}, ('PATCH', 'folder/{folder}'): {'description': 'changed'},
          ('PATCH', 'tag/{tag}'): {'name': 'changed'}, ('PUT', 'member/{user}'): {'role': 'viewer'},
          ('POST', 'testcase/{case}/testrun'): {'testRunStatus': 'Passed'}, ('PUT', 'testrun/{run}'): {'testRunStatus': 'Failed'},
          ('PATCH', 'testrun/{run}'): {'testRunStatus': 'Failed'}, ('POST', 'testcycle/{cycle}/testcase/{case}'): {'isAutomated': True},
          ('POST', 'bulk/testrun/update'): {'testRuns': [{'testCaseKey': 'AT-TC-1'}]},
          ('PUT', 'bulk/testrun'): {'testRunSearchRequest': {'key': {'comparisonType': 'IN', 'list': []}},
                                    'testRunBulkUpdateRequest': {'customFieldValueToUpdate': []}},
          ('PATCH', 'api/users/{user}'): {'active': True}}


def kind_of(path, name):
    """Which of a World's things a placeholder of a path stands for."""
    before, _, after = path.partition(f'/{{{name}}}')
    if after in ('/restore', '/purge'):
        return f'case to {after[1:]}'
    if name in ('entry', 'folder'):
        return f'{name} of ' + '/'.join(before.split('/')[-2:])
    if name == 'attachment':
        return next(kind for part, kind in (('testrun', 'run attachment'), ('testcycle', 'cycle attachment'), ('', 'case attachment')) if part in before)
    if name in ('token', 'invitation') and before.startswith('/api/'):
        return {'/api/tokens': 'token' if path.endswith('{token}') else 'asking token', '/api/invitations': 'server invitation'}[before]
    return name


class World:
    """One of everything in a project: its keys and numbers by kind_of()."""

    def __init__(self, server, project, steps=2):
        self.server, self.project, self.path = server, project, f'/project/{project}'
        name, self.things = unique('w'), {}
        case, *deleted = (self.make('testcase', {'title': name, 'scriptType': {'name': 'Classic'}, 'status': {'name': 'Published'},
                                                 'steps': [{'stepType': 'TEXT', 'step': 'press'}] * steps}) for _ in range(3))
        cycle = self.make('testcycle/detail', {'title': name})
        run_ = self.make(f'testcycle/{cycle["key"]}/testcase/{case["key"]}/testrun', {'testRunStatus': 'Passed'})
        batch = self.make(f'testcycle/{cycle["key"]}/import/results', *REPORT)
        folders = {f'folder of {tree}/folder': self.make(f'{tree}/folder', {'name': name}) for tree in ('testcase', 'testcycle', 'testset')}
        entries = {f'entry of {kind}': self.make(path, {'name': name, **more}) for kind, path, more in (
            ('testcase/{list}', 'config/testcase/priority', {}), ('testrun/status', 'config/testrun/status', {'statusType': 'PASSED'}),
            ('config/customfield', 'config/customfield', {'type': 'NUMBER'}))}
        shot = self.make(f'testcycle/{cycle["key"]}/testrun/{run_["ID"]}/attachment', *multipart({}, 'a shot'))
        plan = self.make(f'testcase/{case["key"]}/attachment', *multipart({}, 'a plan'))
        signed = self.make(f'testcycle/{cycle["key"]}/attachment', *multipart({}, 'what was signed'))
        for gone in deleted:
            server.json('DELETE', f'{self.path}/testcase/{gone["key"]}/detail')
        self.keys = {'case': case['key'], 'cycle': cycle['key'], 'case to restore': deleted[0]['key'], 'case to purge': deleted[1]['key']}
        self.things = {**self.keys, 'case': case['ID'], 'cycle': cycle['ID'], 'run': run_['ID'], 'step': run_['testRunSteps'][-1]['ID'], 'batch': batch['batchId'],
                       'tag': self.make('tag', [{'name': name}])[0]['ID'], 'run attachment': shot['ID'], 'case attachment': plan['ID'], 'cycle attachment': signed['ID'],
                       'invitation': self.make('invitation', {'role': 'tester'})['ID'], **{k: v['ID'] for k, v in {**folders, **entries}.items()}}
        self.add_people(name)

    def make(self, path, body, content_type=None):
        return self.server.json('POST', f'{self.path}/{path}', body, headers={'Content-Type': content_type} if content_type else None)

    def add_people(self, name):
        """An admin of the project, logged in, with a token for everything and one for the project; and an invitation to the server."""
        call = lambda method, path, body=None, **more: self.server.json(method, path, body, prefix='', **more)
        self.things['user'] = call('POST', '/api/users', {'name': name, 'password': 'my dog likes the rain'})['ID']
        self.make('member', {'name': name, 'role': 'admin'})
        file = os.path.join(self.server.home, name)
        made = run('token', 'create', '--data', self.server.data, '--user', name, '--label', 'whole', '--token-file', file)
        assert made.returncode == 0, made.stderr
        self.token, self.things['asking token'] = read(file).strip(), int(made.stdout.split()[1])
        made = run('token', 'create', '--data', self.server.data, '--user', name, '--label', 'limited', '--project', self.project, '--token-file', file + '2')
        assert made.returncode == 0, made.stderr
        self.things['token'] = int(made.stdout.split()[1])
        call('POST', '/api/session', {'name': name, 'password': 'my dog likes the rain'}, token=False, headers={'Origin': self.server.url})
        own = {'Authorization': 'Bearer ' + self.token}
        self.things['session'] = call('GET', '/api/sessions', headers=own)['items'][0]['ID']
        self.things['server invitation'] = call('POST', '/api/invitations', {'note': name})['ID']

    def whole(self, path):
        """Every placeholder of a path -> what stands there."""
        return {name: self.project if name == 'project' else CHOSEN.get(name) or self.things[kind_of(path, name)]
                for name in re.findall(r'{(\w+)}', path)}


class Objects(ServerTest):
    """What is not below what stands before it in a path is answered exactly as what is nowhere, to those who may do everything."""
    arguments = ('--login-limit', '1000000')

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ended = run('project', 'create', '--data', cls.server.data, 'ZZ')
        assert ended.returncode == 0, ended.stderr
        cls.mine, cls.beside = World(cls.server, 'AT', steps=1), World(cls.server, 'AT')
        # Numbers begin anew in each project: what the first world of ZZ has, AT has as well, and what the last has is in ZZ alone.
        cls.twin, _, cls.theirs = (World(cls.server, 'ZZ') for _ in range(3))
        cls.routes = [route for route in routes() if set(re.findall(r'{(\w+)}', route[2])) - {'project', 'asset', *CHOSEN}]

    def ask(self, token, method, path, values, below):
        """(status, text)"""
        prefix = PREFIX if below else ''
        operation = API.found(prefix + path)[method]
        query = '?type=JUnit' if '/import/' in path else f'?with={self.beside.keys["cycle"]}' if path.endswith('/compare') else ''
        for name, value in values.items():
            path = path.replace(f'{{{name}}}', str(value))
        body, headers = None, {'Authorization': 'Bearer ' + token}
        if 'multipart/form-data' in operation.body.get('content', {}):
            body, headers['Content-Type'] = REPORT
        elif operation.body:
            wanted = [body for (of, end), body in BODIES.items() if of == method and operation.path.endswith(end)]
            body = wanted[0] if wanted else {}
        status, _, text = self.server.call(method, path + query, body, headers, prefix=prefix, token=False)
        return status, text

    @staticmethod
    def told(answer, value):
        """An answer without the number or key that was asked for."""
        return answer[0], re.sub(rf'(?<![\w-]){re.escape(str(value))}(?![\w-])', '#', answer[1])

    def strangers(self, path, name):
        """(what stands there that is not in its place, what else stands in the path then, what stands there of the kind that is nowhere)"""
        kind = kind_of(path, name)
        names = re.findall(r'{(\w+)}', path)
        mine, theirs = self.mine.whole(path), self.theirs.whole(path)
        below = {other: theirs[other] for other in names[names.index(name):]}
        if path == '/api/users/{user}' or path == '/api/users/{user}/reset':
            return
        if kind == 'server invitation':
            yield self.theirs.things['invitation'], mine, MISSING
            return
        if kind == 'invitation':
            yield self.theirs.things['server invitation'], mine, MISSING
        if theirs[name] != self.theirs.keys.get(kind):
            yield theirs[name], mine, MISSING
            yield theirs[name], {**mine, **below}, MISSING
        if kind in self.theirs.keys:
            for world in (self.theirs, self.twin):
                yield world.keys[kind], mine, re.sub(r'\d+$', str(MISSING), world.keys[kind])
                yield world.keys[kind], {**mine, **below}, re.sub(r'\d+$', str(MISSING), world.keys[kind])
        if kind in WITHIN_OTHERS:
            yield self.beside.things[kind], mine, MISSING

    def snapshot(self, world):
        """Every answer to reading about a world's things."""
        told = {}
        for method, _, path, below in self.routes:
            if method == 'GET' and '{project}' in path:
                told[path] = self.ask(self.server.token, method, path, world.whole(path), below)
        for path in ('member', 'token', 'invitation', 'tag', 'config', 'batch', 'testcase', 'testcycle', 'testcase/folder', 'testcycle/folder', 'testset/folder'):
            told[path] = self.server.call('GET', f'{world.path}/{path}')[::2]
        return told

    def test_what_is_of_another_project_or_cycle_is_nowhere_and_stays_as_it_is(self):
        asked = 0
        before = [self.snapshot(world) for world in (self.mine, self.beside, self.theirs)]
        for (method, access, path, below), token in itertools.product(self.routes, (self.server.token, self.mine.token)):
            if '{project}' not in path and (access == 'server') != (token == self.server.token):
                continue  # accounts: of oneself, or of all
            for name in set(re.findall(r'{(\w+)}', path)) - {'project', *CHOSEN}:
                for stranger, others, missing in self.strangers(path, name):
                    with self.subTest(f'{method} {path}', **{name: stranger}, others=others, administrator=token == self.server.token):
                        here = self.ask(token, method, path, {**others, name: stranger}, below)
                        nowhere = self.ask(token, method, path, {**others, name: missing}, below)
                        self.assertEqual(self.told(here, stranger), self.told(nowhere, missing))
                        self.assertGreaterEqual(here[0], 400)
                        asked += 1
        self.assertGreater(asked, 500)
        for world, told in zip((self.mine, self.beside, self.theirs), before):
            for path, now in self.snapshot(world).items():
                with self.subTest(path, project=world.project):
                    self.assertEqual(now, told[path])
        self.check_own()

    def check_own(self):
        """What is in its place is found: else the test above would look at requests that are refused for another reason."""
        order = lambda route: (route[0] != 'GET', route[0] == 'DELETE', -len(re.findall('{', route[2])), '{case}' in route[2], route[2].endswith(('rotate', 'undo')))
        for method, access, path, below in sorted(self.routes, key=order):
            token = self.server.token if '{project}' in path or access == 'server' else self.mine.token
            mine = self.mine.whole(path)
            for name in set(mine) - {'project', *CHOSEN}:
                with self.subTest(f'{method} {path}', own=name):
                    missing = f'AT-TC-{MISSING}' if path.endswith(('/restore', '/purge')) else MISSING
                    nowhere = self.ask(token, method, path, {**mine, name: missing}, below)
                    self.assertEqual(nowhere[0], 404, nowhere)
            with self.subTest(f'{method} {path}', own=True):
                status, text = self.ask(token, method, path, mine, below)
                self.assertNotIn(status, (401, 403, 404, 405), text)
                self.assertLess(status, 500, text)


if __name__ == '__main__':
    unittest.main()

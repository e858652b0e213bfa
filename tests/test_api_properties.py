"""Requests that are made up from docs/api.yaml, right ones and wrong ones, to every operation of it: each is answered as the document
says (support.Server.call looks at that), and none with a failure of the server. TESTLEDGER_EXAMPLES=N: N other requests per operation."""
import collections
import json
import os
import unittest
import urllib.parse

from hypothesis import HealthCheck, configuration, given, settings, strategies as st

from api_document import API, ROOT
from support import PREFIX, ServerTest, junit, multipart, testcase, unique

configuration.set_hypothesis_home_dir(os.path.join(ROOT, 'build', 'hypothesis'))
EXAMPLES = os.environ.get('TESTLEDGER_EXAMPLES')
GOOD_REPORT = junit(testcase('pay'), testcase('AT-TC-1 again'))
# What succeeds only in a moment that is soon over.
MAY_BE_TOO_LATE = {'cancelBatch'}
# What names, in its body, things that are there.
NAMES_THINGS = {'cloneCases', 'changeCases', 'exportFeatures'}

scalars = st.none() | st.booleans() | st.integers(-2**65, 2**65) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=300)
anything = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
                        max_leaves=8)


def members(schema):
    """The properties of an object's schema with those of the schemas that it is composed of, and the names that are required."""
    schema = API.resolved(schema)
    found, required = dict(schema.get('properties', {})), set(schema.get('required', []))
    for part in schema.get('allOf', []):
        inner, needed = members(part)
        found, required = {**inner, **found}, required | needed
    return found, required


def values(schema):
    """Values that a schema of the document allows."""
    if '$ref' in schema:
        return values(API.resolved(schema))
    for choice in ('anyOf', 'oneOf'):
        if choice in schema:
            return st.one_of([values(part) for part in schema[choice]])
    if 'const' in schema:
        return st.just(schema['const'])
    if 'enum' in schema:
        return st.sampled_from(schema['enum'])
    if 'type' not in schema and 'allOf' not in schema:
        return anything
    kinds = schema.get('type', 'object')
    return st.one_of([values_of(kind, schema) for kind in (kinds if isinstance(kinds, list) else [kinds])])


def values_of(kind, schema):
    if kind == 'object':
        found, required = members(schema)
        return st.fixed_dictionaries({name: values(found[name]) for name in required},
                                     optional={name: values(of) for name, of in found.items() if name not in required})
    if kind == 'array':
        return st.lists(values(schema.get('items', {})), min_size=schema.get('minItems', 0), max_size=min(schema.get('maxItems', 3), 3))
    if kind == 'string' and 'pattern' in schema:
        return st.from_regex(schema['pattern'], fullmatch=True).map(lambda text: text[:schema.get('maxLength', 100)])
    return {'string': st.text(min_size=schema.get('minLength', 0), max_size=min(schema.get('maxLength', 40), 40)),
            'integer': st.integers(schema.get('minimum', -2**31), schema.get('maximum', 2**31)),
            'number': st.floats(schema.get('minimum', 0), 1e6), 'boolean': st.booleans(), 'null': st.none()}[kind]


@st.composite
def spoilt(draw, schema):
    """A value that the schema allows, except for one member."""
    value = draw(values(schema))
    if isinstance(value, dict):
        name = draw(st.sampled_from(sorted(members(schema)[0])) | st.text(max_size=20))
        value = {**value, name: draw(anything)}
    return value


def bodies(schema):
    return (values(schema) | spoilt(schema) | anything).map(lambda value: json.dumps(value).encode()) | st.binary(max_size=60)


def as_text(value):
    return {True: 'true', False: 'false', None: ''}[value] if value is None or isinstance(value, bool) else str(value)


@st.composite
def forms(draw, schema):
    """(body, content type) of a form with a report."""
    fields = draw(st.just({'type': 'JUnit'}) | st.just({'type': 'junit', 'createCase': True}) | values(schema) | spoilt(schema))
    content = draw(st.sampled_from([GOOD_REPORT, GOOD_REPORT, GOOD_REPORT[:-30], '[]', None]) | st.binary(max_size=40))
    fields = {name: as_text(value) for name, value in fields.items() if name != 'file' and name.isidentifier() and name.isascii()}
    body, content_type = multipart(fields, content, filename='THE-NAME')
    name = draw(st.just(b'report.xml') | st.text(max_size=300).map(str.encode) | st.binary(max_size=40))
    return body.replace(b'THE-NAME', name.translate(None, b'"\r\n')), content_type


def queries(parameter):
    """Lists of (name, text) for one parameter of the query."""
    name, schema = parameter['name'], parameter['schema']
    if parameter.get('explode'):
        return (st.just({}) | values(schema) | spoilt(schema)).map(lambda options: [(n, as_text(v)) for n, v in options.items()])
    right, any_text = values(schema).map(as_text), st.text(max_size=20)
    return st.just([]) | (right | right | any_text).map(lambda text: [(name, text)])


@st.composite
def requests(draw, operation, there):
    """(path with query, body, header fields) of a request; `there` has a value that is there for each placeholder of a path."""
    path, query, fields, body = operation.path, [], {}, None
    for parameter in operation.parameters:
        name = parameter['name']
        if parameter['in'] == 'path':
            good, wrong = st.just(str(there[name]).encode()), st.text(max_size=30).map(str.encode) | st.binary(max_size=8)
            path = path.replace(f'{{{name}}}', urllib.parse.quote(draw(st.one_of([good] * 9 + [wrong])), safe=''))
        elif parameter['in'] == 'query':
            query += draw(queries(parameter))
        elif draw(st.booleans()):
            fields[name] = draw(values(parameter['schema']) | st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=30))
            fields[name] = fields[name].encode('utf-8', 'replace').decode('latin-1').translate(dict.fromkeys(range(32)))
    for kind, media in operation.body.get('content', {}).items():
        if kind == 'application/json':
            body, fields['Content-Type'] = draw(bodies(media['schema'])), kind
        else:
            body, fields['Content-Type'] = draw(forms(media['schema']))
    return path + ('?' + urllib.parse.urlencode(query) if query else ''), body, fields


# What needs a secret that is good once, a session, or the password of whoever asks: tests/test_accounts.py does it.
NEEDS_MORE = {'setUp', 'getSession', 'endOwnSession', 'listSessions', 'endSession', 'changePassword', 'resetPassword', 'acceptInvitation',
              'startSession', 'getOidcLink', 'beginOidcLink', 'removeOidcLink'}


class Properties(ServerTest):
    arguments = ('--login-limit', '1000000')

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server.new_case()
        cls.there = {'project': 'AT', 'case': 'AT-TC-1', 'cycle': cls.server.new_cycle(), 'list': 'priority', 'format': 'csv', 'asset': 'api-docs.css',
                     'field': 'description'}
        made = cls.server.import_report(cls.there['cycle'], 'JUnit', GOOD_REPORT, {'createCase': 'true'})
        case = cls.server.new_case(steps=[{'stepType': 'TEXT', 'step': 'press'}])
        run = cls.server.json('POST', f"/project/AT/testcycle/{cls.there['cycle']}/testcase/{case}")['ID']
        cls.there.update(batch=made['batchId'], run=run, step=1, attachment=cls.attached(cls.path_of(run)))

    @classmethod
    def path_of(cls, run):
        return f"/testcycle/{cls.there['cycle']}/testrun/{run}"

    @classmethod
    def attached(cls, to):
        body, content_type = multipart({}, b'a line', 'a.log')
        return cls.server.json('POST', f'/project/AT{to}/attachment', body, headers={'Content-Type': content_type})['ID']

    def something_to_remove(self):
        case = self.server.new_case()
        run = self.server.json('POST', f"/project/AT/testcycle/{self.there['cycle']}/testcase/{case}")['ID']
        return {**self.there, 'case': case, 'run': run, 'attachment': self.attached(self.path_of(run))}

    def entry_for(self, operation):
        """An entry of the list, a tag or a folder that may be changed or removed."""
        path, name = operation.path.replace('{list}', 'priority').replace('{project}', 'AT').rsplit('/', 1)[0], unique()
        body = {'name': name, 'statusType': 'FAILED', 'type': 'NUMBER'}
        made = self.server.json('POST', path, [body] if path.endswith('/tag') else body)
        return {'list': 'priority', **dict.fromkeys(('entry', 'tag', 'folder'), (made[0] if isinstance(made, list) else made)['ID'])}

    def case_for(self, operation):
        """A case with an attachment that may be changed; deleted, where it is to be restored or removed for good."""
        case = self.server.new_case()
        made = {'case': case, 'attachment': self.attached(f'/testcase/{case}')}
        if operation.name in ('restoreCase', 'purgeCase'):
            self.server.json('DELETE', f'/project/AT/testcase/{case}/detail')
        return made

    def there_for(self, operation):
        """With things of its own where the operation changes or removes one; deleted, or failed, where that is to be taken back."""
        if operation.told['tags'] == ['Accounts']:
            return {**self.there, **self.of_accounts()}
        if operation.path.endswith(('{entry}', '{tag}', '{folder}')):
            return {**self.there, **self.entry_for(operation)}
        if operation.name in ('getCycleAttachment', 'removeCycleAttachment'):
            return {**self.there, 'attachment': self.attached(f"/testcycle/{self.there['cycle']}")}
        if operation.name in ('replaceCycle', 'changeCycle', 'removeCycle'):
            return {**self.there, 'cycle': self.server.new_cycle()}
        if operation.told['tags'] == ['Cases'] and '{case}' in operation.path:
            return {**self.there, **self.case_for(operation)}
        if operation.method == 'delete':
            return self.something_to_remove()
        if 'batch' not in self.there or operation.method == 'get' or '{batch}' not in operation.path:
            return self.there
        report = GOOD_REPORT[:-30] if operation.name == 'retryBatch' else GOOD_REPORT
        return {**self.there, 'batch': self.server.import_report(self.there['cycle'], 'JUnit', report, {'createCase': 'true'})['batchId']}

    def of_accounts(self):
        """A user who is a member, a token limited to the project, and invitations, whose numbers are those of both kinds of them."""
        call = lambda method, path, body, prefix='': self.server.json(method, path, body, prefix=prefix)
        user = call('POST', '/api/users', {'name': unique('u')})
        call('POST', '/project/AT/member', {'name': user['name'], 'role': 'viewer'}, PREFIX)
        token = call('POST', '/api/tokens', {'label': 'made up', 'projects': ['AT']})
        return {'user': user['ID'], 'token': token['ID'], 'session': 1}

    def check(self, operation):
        there, seen = self.there_for(operation), collections.Counter()
        if 'invitation' in operation.path.split('{')[-1]:
            path, prefix = ('/project/AT/invitation', PREFIX) if '{project}' in operation.path else ('/api/invitations', '')
            there['invitation'] = self.server.json('POST', path, {'role': 'viewer'}, prefix=prefix)['ID']
        prefix = '' if API.whole['paths'][operation.path].get('servers') else '/aio-tcms/api/v1'

        @settings(max_examples=int(EXAMPLES or 40), deadline=None, database=None, derandomize=not EXAMPLES,
                  suppress_health_check=list(HealthCheck), print_blob=False)
        @given(requests(operation, there))
        def answered(request):
            path, body, fields = request
            status, _, text = self.server.call(operation.method.upper(), path, body, fields, prefix=prefix)
            seen[status] += 1
            self.assertLess(status, 500, text)

        answered()
        if '200' in operation.told['responses'] and operation.name not in MAY_BE_TOO_LATE | NAMES_THINGS | NEEDS_MORE:
            self.assertIn(200, seen, f'{operation.name}: none of the requests succeeded')

    def test_every_operation(self):
        # A field that a case or a cycle must have is made last: nothing could be made any more.
        for operation in sorted(API.operations, key=lambda operation: 'customfield' in operation.path):
            with self.subTest(operation.name):
                self.check(operation)


if __name__ == '__main__':
    unittest.main()

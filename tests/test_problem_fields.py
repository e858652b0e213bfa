"""Whoever sends a wrong value of a member, a part of a form or a parameter is told which one it was: for each that docs/api.yaml has,
`field` of the problem names it. Others in the request are right."""
import json
import unittest

from api_document import API
from support import PREFIX, ServerTest, junit, multipart, testcase, unique

PROBLEM = {'Accept': 'application/problem+json'}
# Values that hardly any member can be; each is tried where its schema forbids it.
WRONG = ['\x01 is nothing that anybody knows', -7, 1.5, True, ['\x01', {'a': {}}], {'\x01': {'b': []}}, 7, 'x' * 1100, '']
# What takes any value, and why.
TOLERANT = {
    'ID': 'an echo: it counts where the case is replaced or changed alone',
    'version': 'likewise',
    'dataSets': 'cells are texts, and whatever else is sent is shown as one',
}
# What needs a secret that is good once, a session or a password of somebody: its members are no more than texts.
NEEDS_MORE = {'setUp', 'changePassword', 'resetPassword', 'acceptInvitation', 'startSession'}
# What answers for each entry by itself, with 200: contract D.3 has no place for a field there.
ANSWERED_BY_ENTRY = {'reportRuns': {'testRuns'}}


def members(schema):
    """The properties of an object's schema and of those that it is composed of."""
    schema = API.resolved(schema)
    found = dict(schema.get('properties', {}))
    for part in schema.get('allOf', []):
        found = {**members(part), **found}
    return found


def is_at(field, name):
    return field == name or field.startswith((name + '.', name + '['))


class ProblemFields(ServerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        call = cls.server.json
        cls.cycle, cls.case = cls.server.new_cycle(), cls.server.new_case(steps=[{'stepType': 'TEXT', 'step': 'press'}])
        run = call('POST', f'/project/AT/testcycle/{cls.cycle}/testcase/{cls.case}')['ID']
        folders = {kind: call('POST', f'/project/AT/{kind}/folder', {'name': unique()})['ID'] for kind in ('testcase', 'testcycle', 'testset')}
        user = call('POST', '/api/users', {'name': unique('u')}, prefix='')
        call('POST', '/project/AT/member', {'name': user['name'], 'role': 'viewer'})
        batch = cls.server.import_report(cls.cycle, 'JUnit', junit(testcase('pay')), {'createCase': 'true'})['batchId']
        cls.there = {'project': 'AT', 'case': cls.case, 'cycle': cls.cycle, 'run': run, 'step': 1, 'user': user['ID'], 'list': 'priority',
                     'batch': batch, 'format': 'csv', 'field': 'description', 'tag': call('POST', '/project/AT/tag', ['smoke'])[0]['ID']}
        cls.folders = folders
        cls.entries = {'{list}': call('POST', '/project/AT/config/testcase/priority', {'name': unique()})['ID'],
                       'status': call('POST', '/project/AT/config/testrun/status', {'name': unique(), 'statusType': 'FAILED'})['ID'],
                       'customfield': call('POST', '/project/AT/config/customfield', {
                           'name': unique(), 'type': 'SINGLE_SELECT_LIST', 'allowedListValues': ['a']})['ID']}
        cls.field = call('POST', '/project/AT/config/customfield', {
            'name': 'Sum', 'type': 'NUMBER', **{f'{place}Association': {'isAssociated': True} for place in ('case', 'cycle', 'run')}})
        one = {'keys': [cls.case]}
        cls.bases = {'createChoice': {'name': 'new'}, 'createRunStatus': {'name': 'new', 'statusType': 'PASSED'}, 'changeCases': {**one, 'action': 'archive'},
                     'createCustomField': {'name': 'new', 'type': 'SINGLE_SELECT_LIST'}, 'cloneCases': one, 'changeRuns': {'runIDs': [run]},
                     'createToken': {'label': 'ci'}, 'addMember': {'name': user['name'], 'role': 'viewer'}, 'invite': {'role': 'viewer'},
                     'createUser': {'name': 'somebody'}, 'createProject': {'key': 'NEW'}, 'changeUser': {'active': True},
                     'changeRunFields': {'testRunSearchRequest': {'key': {'comparisonType': 'IN', 'list': []}},
                                         'testRunBulkUpdateRequest': {'customFieldValueToUpdate': []}}}

    def place_of(self, operation):
        """(path, prefix) with things that are there."""
        path, kind = operation.path, next((kind for kind in self.folders if f'/{kind}/folder' in operation.path), None)
        entry = next((id_ for mark, id_ in self.entries.items() if mark in path), 0)
        for name, value in {**self.there, 'folder': self.folders.get(kind), 'entry': entry}.items():
            path = path.replace(f'{{{name}}}', str(value))
        return path, '' if API.whole['paths'][operation.path].get('servers') else PREFIX

    def refused(self, operation, body=None, query='', headers=None):
        """The field that a refusal names, '' when it names none; None for what is no refusal of what was sent."""
        path, prefix = self.place_of(operation)
        status, _, text = self.server.call(operation.method.upper(), path + query, body, {**PROBLEM, **(headers or {})}, prefix=prefix)
        self.assertLess(status, 500, text)
        return json.loads(text).get('field', '') if status in (400, 413) else None

    def base_of(self, operation, schema):
        base = self.bases.get(operation.name)
        found = members(schema)
        if base and 'name' in base and operation.name.startswith('create'):
            base = {**base, 'name': unique()}  # what was accepted is there
        if operation.name.startswith('ensure'):
            base = {'folderHierarchy': ['A']}
        return dict(base if base is not None else {'title': 'a title'} if 'title' in found and 'comparisonType' not in str(found['title'])
                    and 'Criterion' not in str(found['title']) else {'name': unique()} if 'name' in found else {})

    def wrong_values(self, schema):
        return [value for value in WRONG if API.problems(schema, value)]

    def check_member(self, operation, schema, name):
        """Whether any wrong value was refused; each that is, by the member's name."""
        base = self.base_of(operation, schema)
        if name in ('keys', 'search'):
            base.pop('keys', None)
        if name in ('changes', 'action'):
            base.pop('action', None)
        told = [self.refused(operation, {**base, name: value}) for value in self.wrong_values(members(schema)[name])]
        for value, field in zip(self.wrong_values(members(schema)[name]), told):
            if field is not None:
                self.assertTrue(is_at(field, name), f'{operation.name}: a wrong {name} {value!r:.60} is told as one of "{field}"')
        return any(field is not None for field in told)

    def test_of_every_member_of_a_body(self):
        taken = set()
        for operation in API.operations:
            schema = operation.body.get('content', {}).get('application/json', {}).get('schema')
            if schema is None or operation.name in NEEDS_MORE:
                continue
            for name in members(schema):
                with self.subTest(operation=operation.name, member=name):
                    if name not in ANSWERED_BY_ENTRY.get(operation.name, ()) and not self.check_member(operation, schema, name):
                        taken.add(name)
        self.assertEqual(taken - set(TOLERANT), set(), 'these took whatever was sent')

    def test_of_every_part_of_a_form(self):
        for operation in API.operations:
            schema = operation.body.get('content', {}).get('multipart/form-data', {}).get('schema')
            for name in members(schema) if schema else ():
                with self.subTest(operation=operation.name, part=name):
                    fields = {'type': 'JUnit', 'createCase': 'true', 'runKey': 'run', name: 'nobody knows this'} if name != 'file' else {'type': 'JUnit'}
                    if name in ('bddForceUpdateCase', 'updateOnlyRunStatus'):
                        fields['type'] = 'Cucumber'  # which they concern
                    if name == 'runKey':
                        fields['runKey'] = 'r' * 300
                    body, kind = multipart(fields, None if name == 'file' else junit(testcase('pay')))
                    self.assertEqual(self.refused(operation, body, headers={'Content-Type': kind}), name)

    def test_of_every_parameter_that_is_refused(self):
        for operation in API.operations:
            for parameter in operation.parameters:
                if parameter['in'] != 'query' or operation.method != 'get' or parameter.get('explode') or 'oidc' in operation.path:
                    continue
                for value in ('nobody', '-1', '1,', 'x' * 400):
                    with self.subTest(operation=operation.name, parameter=parameter['name'], value=value[:9]):
                        self.assertIn(self.refused(operation, query=f"?{parameter['name']}={value}"), (None, parameter['name']))

    def test_of_a_field_of_the_head(self):
        body, kind = multipart({'type': 'JUnit'}, junit(testcase('pay')))
        operation = next(each for each in API.operations if each.name == 'importResults')
        self.assertEqual(self.refused(operation, body, headers={'Content-Type': kind, 'Idempotency-Key': 'with blanks'}), 'Idempotency-Key')
        self.assertEqual(self.refused(operation, body, headers={'Content-Type': 'text/xml'}), 'Content-Type')

    def test_of_things_that_are_not_there(self):
        for path, body, field in (('/testcase/folder', {'name': 'x', 'parentID': 99_999}, 'parentID'), ('/member', {'name': 'nobody', 'role': 'viewer'}, 'name'),
                                  ('/testcycle/folder/hierarchy', {'folderHierarchy': ['x'], 'baseFolderId': 99_999}, 'baseFolderId')):
            status, _, text = self.server.call('PUT' if 'hierarchy' in path else 'POST', '/project/AT' + path, body, PROBLEM)
            self.assertEqual((status, json.loads(text).get('field')), (404, field), text)

    def test_of_what_stands_inside_others(self):
        number = {'name': 'Sum', 'value': 'many'}
        steps = [{'stepType': 'TEXT', 'step': 'press'}, {'stepType': 'TEXT', 'step': 'look'}]
        classic = {'title': 'a title', 'scriptType': {'name': 'Classic'}}
        run = f"/project/AT/testcycle/{self.cycle}/testrun/{self.there['run']}"
        for method, path, body, field in (
                ('POST', '/project/AT/testcase', {**classic, 'steps': [*steps, {'stepType': 'WHAT', 'step': 'x'}]}, 'steps[2].stepType'),
                ('POST', '/project/AT/testcase', {**classic, 'steps': [*steps, {'stepType': 'TEXT'}]}, 'steps[2].step'),
                ('POST', '/project/AT/testcase', {**classic, 'steps': [{'stepType': 'BDD_WHEN', 'bddStep': 1}]}, 'steps[0].bddStep'),
                ('POST', '/project/AT/testcase', {**classic, 'steps': [{'stepType': 'REFERENCE'}]}, 'steps[0].referencedCase'),
                ('POST', '/project/AT/testcase', {'title': 'a title', 'customFields': [number]}, 'customFields[0].value'),
                ('POST', '/project/AT/testcase', {'title': 'a title', 'tags': ['a', {'tag': {}}]}, 'tags[1]'),
                ('POST', '/project/AT/testcase', {'title': 'a title', 'folder': {'ID': 99_999}}, 'folder'),
                ('POST', '/project/AT/testcycle/detail', {'title': 'a title', 'customFields': [number]}, 'customFields[0].value'),
                ('POST', '/project/AT/testcase/search', {'createdDate': {'comparisonType': 'AFTER', 'value1': 'later'}}, 'createdDate.value1'),
                ('PATCH', '/project/AT/testcase/bulk', {'keys': [self.case], 'changes': {'priority': 'Sublime'}}, 'changes.priority'),
                ('PATCH', '/project/AT/testcase/bulk', {'search': {'titel': 'x'}, 'action': 'archive'}, 'search.titel'),
                ('POST', '/project/AT/testcase/clone', {'keys': [self.case], 'changes': {'title': ''}}, 'changes.title'),
                ('PATCH', run, {'testRunSteps': [{'ID': 1, 'testRunStepStatus': 'Splendid'}]}, 'testRunSteps[0].testRunStepStatus'),
                ('POST', f'/project/AT/testcycle/{self.cycle}/testcase/{self.case}/testrun', {'testRunStatus': 'Splendid'}, 'testRunStatus'),
                ('POST', '/project/AT/tag', ['good', ''], '[1].name'),
                ('POST', '/project/AT/testcase', b'{"title":"a","title":"b"}', 'title')):
            with self.subTest(field):
                status, _, text = self.server.call(method, path, body, {**PROBLEM, 'Content-Type': 'application/json'})
                self.assertEqual((status, json.loads(text).get('field')), (400, field), text)


if __name__ == '__main__':
    unittest.main()

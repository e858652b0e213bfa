"""docs/api.yaml is good OpenAPI, is what the server serves, and would be caught if it told less than what is sent. That every answer is
as it says is looked at in all tests (support.py), that it has the routes that there are in src/http/api_document_test.cpp."""
import collections
import copy
import json
import os
import re
import unittest

import jsonschema
import yaml

from api_document import API, ROOT
from support import BINARY, ServerTest, junit, run, testcase


def objects(value, at='#'):
    """(where, object) of every object in the document."""
    if isinstance(value, dict):
        yield at, value
        for name, inner in value.items():
            yield from objects(inner, f'{at}/{name}')
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from objects(inner, f'{at}/{index}')


def references(value):
    """(where, target) of every reference."""
    return [(at, found['$ref']) for at, found in objects(value) if isinstance(found.get('$ref'), str)]


class Structure(unittest.TestCase):
    def test_it_is_openapi(self):
        with open(os.path.join(ROOT, 'tests', 'openapi_structure.yaml'), encoding='utf-8') as file:
            structure = yaml.safe_load(file)
        jsonschema.Draft202012Validator.check_schema(structure)
        told = [f'{error.json_path}: {error.message[:200]}' for error in jsonschema.Draft202012Validator(structure).iter_errors(API.whole)]
        self.assertEqual(told, [])

    def test_references_lead_to_components_and_all_of_those_are_used(self):
        targets = collections.Counter(target for _, target in references(API.whole))
        there = {f'#/components/{kind}/{name}' for kind, of in API.whole['components'].items() if kind != 'securitySchemes' for name in of}
        self.assertEqual(set(targets) - there, set(), 'nothing is there')
        self.assertEqual(there - set(targets), set(), 'nothing refers to it')

    def test_operations_have_names_of_their_own(self):
        names = [operation.name for operation in API.operations]
        self.assertEqual(len(names), len(set(names)))
        self.assertGreater(len(names), 30)
        tags = {tag['name'] for tag in API.whole['tags']}
        self.assertEqual({tag for operation in API.operations for tag in operation.told['tags']}, tags)

    def test_parameters_of_paths_are_those_in_their_templates(self):
        for operation in API.operations:
            in_path = [p['name'] for p in operation.parameters if p['in'] == 'path']
            self.assertEqual(in_path, re.findall(r'{(\w+)}', operation.path), operation.path)

    def test_security_schemes_are_there(self):
        used = {name for entry in API.whole['security'] for name in entry}
        self.assertEqual(used, set(API.whole['components']['securitySchemes']))
        for operation in API.operations:
            self.assertIn(operation.told.get('security'), (None, []), operation.name)
            if operation.name not in ('startSession', 'acceptInvitation', 'finishOidcLogin'):  # anyone may ask, with a password or a session
                self.assertEqual('security' in operation.told, '401' not in operation.told['responses'], operation.name)

    def test_shapes_name_what_they_require(self):
        for at, schema in objects(API.whole['components']['schemas']):
            if isinstance(schema.get('required'), list) and isinstance(schema.get('properties'), dict) and 'allOf' not in schema:
                with self.subTest(at):
                    self.assertEqual(set(schema['required']) - set(schema['properties']), set())

    def test_examples_are_as_their_schemas_say(self):
        seen = 0
        for at, holder in objects(API.whole):
            shown = []
            if 'schema' in holder:
                shown = [holder['example']] if 'example' in holder else [e['value'] for e in holder.get('examples', {}).values()]
                schema = holder['schema']
            elif isinstance(holder.get('examples'), list):
                shown, schema = holder['examples'], holder
            for example in shown:
                seen += 1
                with self.subTest(at):
                    self.assertEqual(API.problems(schema, example), [])
        self.assertGreater(seen, 40)


class Served(ServerTest):
    def test_it_is_what_is_served_to_anyone(self):
        for prefix in ('', '/aio-tcms/api/v1'):
            status, headers, text = self.server.call('GET', '/openapi.json', prefix=prefix, token=False)
            self.assertEqual((status, headers['content-type']), (200, 'application/json;charset=utf-8'))
            self.assertEqual(json.loads(text), API.whole, 'the program was built from another document')

    def test_it_has_the_programs_version(self):
        self.assertIn(API.whole['info']['version'], run('--version').stdout.split())


class Checker(ServerTest):
    """What is not as the document says is noticed."""

    def broken(self, path, change, method='GET', body=None):
        """What is found when an answer is changed before it is looked at."""
        status, headers, text = self.server.call(method, '/project/AT' + path, body)
        told = {'status': status, 'headers': dict(headers), 'json': copy.deepcopy(json.loads(text)) if status == 200 else text}
        change(told)
        text = json.dumps(told['json']) if isinstance(told['json'], (dict, list)) else told['json']
        return list(API.broken(method, '/aio-tcms/api/v1/project/AT' + path, told['status'], told['headers'], text))

    def test_answers_that_are_not_described(self):
        cycle = self.server.new_cycle()
        batch = self.server.import_report(cycle, 'JUnit', junit(testcase('a')), {'createCase': 'true'})['batchId']
        of_batch, key = f'/testcycle/{cycle}/batch/{batch}', self.server.new_case()
        rows = {
            'a status': (of_batch, lambda told: told.update(status=418)),
            'a success that is not 200': (of_batch, lambda told: told.update(status=201)),
            'a content type': (of_batch, lambda told: told['headers'].update({'content-type': 'application/xml'})),
            'a field of the answer': (of_batch, lambda told: told['headers'].update({'x-new': '1'})),
            'a member of a batch': (of_batch, lambda told: told['json'].update(unheard=1)),
            'a member of what a batch holds': (of_batch, lambda told: told['json']['options'].update(unheard=True)),
            'a member of an item of a page': (f'/testcycle/{cycle}/batch', lambda told: told['json']['items'][0].update(unheard=1)),
            'a member of a page': ('/testcase', lambda told: told['json'].update(unheard=1)),
            'a member that is missing': (f'/testcase/{key}/detail', lambda told: told['json'].pop('permission')),
            'a member of another type': (f'/testcase/{key}/detail', lambda told: told['json'].update(ID='7')),
            'a member of a run': (f'/testcycle/{cycle}/testrun', lambda told: told['json']['items'][0]['runs'][0].update(unheard=1)),
            'a refusal in JSON': ('/testcycle/AT-CY-99/detail', lambda told: told['headers'].update({'content-type': 'application/json'})),
            'a refusal without a word': ('/testcycle/AT-CY-99/detail', lambda told: told.update(json='')),
        }
        for what, (path, change) in rows.items():
            with self.subTest(what):
                self.assertEqual(self.broken(path, lambda told: None), [])
                self.assertNotEqual(self.broken(path, change), [])

    def test_requests_that_are_not_described(self):
        self.assertNotEqual(list(API.broken('GET', '/aio-tcms/api/v1/nowhere', 200, {}, '')), [])
        self.assertNotEqual(list(API.broken('DELETE', '/healthz', 405, {'allow': 'GET, HEAD, PUT'}, 'no')), [])
        self.assertEqual(self.server.call('DELETE', '/testcase', prefix='/aio-tcms/api/v1/project/AT')[0], 405)


if __name__ == '__main__':
    unittest.main()

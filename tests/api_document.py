"""docs/api.yaml as the tests use it: which operation a request is, and whether an answer is as the document says. Every answer that
support.Server.call() gets is held against it."""
import json
import os
import re
import urllib.parse

import jsonschema
import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PATH = os.path.join(ROOT, 'docs', 'api.yaml')
METHODS = ('get', 'put', 'post', 'delete', 'patch')
# Fields that any answer may have; those of one answer are in the document.
FIELDS_OF_ALL = {'date', 'content-type', 'content-length', 'transfer-encoding', 'connection', 'x-request-id', 'x-content-type-options',
                 'cache-control', 'referrer-policy', 'content-security-policy', 'cross-origin-opener-policy',
                 'cross-origin-resource-policy', 'strict-transport-security'}
LISTED_MAX = 6  # entries of a long list that are looked at, the first and the last: all are made alike


def thinned(value):
    """The value with the middle of its long lists, and of its objects used as such, left out."""
    if isinstance(value, list):
        kept = value if len(value) <= LISTED_MAX else value[:LISTED_MAX // 2] + value[-LISTED_MAX // 2:]
        return [thinned(entry) for entry in kept]
    if isinstance(value, dict):
        names = list(value)
        kept = names if len(names) <= 100 else names[:LISTED_MAX]
        return {name: thinned(value[name]) for name in kept}
    return value


class Operation:
    def __init__(self, document, path, method):
        item = document.whole['paths'][path]
        self.document, self.path, self.method = document, path, method
        self.told = item[method]
        self.name = self.told['operationId']
        self.parameters = [document.resolved(p) for p in item.get('parameters', []) + self.told.get('parameters', [])]
        self.body = document.resolved(self.told.get('requestBody', {}))

    def response(self, status):
        """What the document says of an answer with that status; None when it says nothing."""
        responses = self.told['responses']
        if str(status) in responses:
            return self.document.resolved(responses[str(status)])
        common = self.document.resolved(responses['default'])
        return common if status in common['x-statuses'] else None


class ApiDocument:
    def __init__(self, path=PATH):
        with open(path, encoding='utf-8') as file:
            self.whole = yaml.safe_load(file)
        self.operations = [Operation(self, path, method) for path, item in self.whole['paths'].items()
                           for method in METHODS if method in item]
        self.validators, self.good = {}, set()

    def resolved(self, value):
        """What a reference leads to, or the value itself."""
        while '$ref' in value:
            found = self.whole
            for step in value['$ref'].removeprefix('#/').split('/'):
                found = found[step]
            value = found
        return value

    def problems(self, schema, value):
        """Why a value is not as a schema of the document says, as lines of text."""
        if id(schema) not in self.validators:
            validator = jsonschema.Draft202012Validator({**schema, 'components': self.whole['components']})
            self.validators[id(schema)] = schema, validator
        _, validator = self.validators[id(schema)]
        found = sorted(validator.iter_errors(value), key=lambda error: error.validator == 'unevaluatedProperties')
        return [f'{error.json_path}: {error.message[:300]}' for error in found]

    def segments(self, target):
        """(path segments, whether they are below a base of the API)"""
        path = [urllib.parse.unquote(s) for s in re.split(r'[?#]', target)[0].split('/') if s]
        for at in range(len(path) - 2):
            if path[at:at + 3] == ['rest', 'aio-tcms-api', '1.0'] or (at == 0 and path[:3] == ['aio-tcms', 'api', 'v1']):
                return path[at + 3:], True
        return path, False

    def found(self, target):
        """The operations of the path that a request's target names, by method."""
        path, below = self.segments(target)
        found = {}
        for operation in self.operations:
            servers = self.whole['paths'][operation.path].get('servers', self.whole['servers'])
            wanted = [s for s in operation.path.split('/') if s]
            if len(wanted) == len(path) and all(w.startswith('{') or w == p for w, p in zip(wanted, path)):
                if any((server['url'] != '/') == below for server in servers):
                    found[operation.method.upper()] = operation
        return found

    def check(self, method, target, status, headers, text):
        """AssertionError unless the answer is one that the document describes. Names of headers are in small letters."""
        told = list(self.broken(method, target, status, headers, text))
        assert not told, f'{method} {target} was answered {status}, not as docs/api.yaml says:\n' + '\n'.join(told[:5])

    def broken(self, method, target, status, headers, text):
        found = self.found(target)
        operation = found.get('GET' if method == 'HEAD' else method)
        if operation is None:
            yield from self.broken_without_operation(found, status, headers)
            return
        response = operation.response(status)
        if response is None:
            yield f'the status is not described: {text[:300]}'
            return
        yield from self.broken_headers(response, headers)
        seen = hash((operation.name, status, headers.get('content-type'), text))  # tests read the same again and again
        if method != 'HEAD' and seen not in self.good:
            told = list(self.broken_body(response, headers, text))
            yield from told
            self.good.update([] if told else [seen])

    @staticmethod
    def broken_without_operation(found, status, headers):
        allowed = set(headers.get('allow', '').split(', ')) - {'', 'HEAD'}
        if found and status != 400 and (status, allowed) != (405, set(found)):
            yield f'405 with Allow: {", ".join(found)} is wanted, not {status} with {allowed}'
        if not found and status not in (400, 404):
            yield 'the path is not described'

    def broken_headers(self, response, headers):
        described = {name.lower(): self.resolved(of) for name, of in response.get('headers', {}).items()}
        for name, value in headers.items():
            if name in described:
                schema = described[name]['schema']
                yield from self.problems(schema, int(value) if schema.get('type') == 'integer' and value.isdigit() else value)
            elif name not in FIELDS_OF_ALL:
                yield f'the field {name} is not described'
        yield from (f'the field {name} is missing' for name, of in described.items() if of.get('required') and name not in headers)

    def broken_body(self, response, headers, text):
        kind = headers.get('content-type', '').split(';')[0]
        if 'content' not in response:
            yield from ['no content is described'] if text else []
            return
        if kind not in response['content']:
            yield f'the content type {kind} is not described'
            return
        media = response['content'][kind]
        if kind in ('application/json', 'application/problem+json'):
            yield from self.problems(media['schema'], thinned(json.loads(text)))
        elif 'schema' in media:
            yield from self.problems(media['schema'], text)
        for item in thinned(items_of(kind, text)) if 'x-item-schema' in media else []:
            yield from self.problems(media['x-item-schema'], item)


def items_of(kind, text):
    """The JSON values in a text of that type: of its lines, or of the events' data."""
    mark = 'data: ' if kind == 'text/event-stream' else ''
    return [json.loads(line.removeprefix(mark)) for line in text.splitlines() if line and line.startswith(mark)]


API = ApiDocument()

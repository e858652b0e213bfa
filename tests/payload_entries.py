"""Payloads in whatever people and scripts write other than in reports: names, titles, descriptions, steps, comments, files, options."""
import io
import json
import re
import urllib.parse
import zipfile

from payload_reports import ALL, FULL, junit
from support import PREFIX, multipart
from test_accounts import Browser, PASSWORD
from xss_payloads import TEXTS

P = '/project/AT'
LISTS = [f'/config/testcase/{name}' for name in ('status', 'priority', 'type', 'scripttype', 'automationstatus')]


def form(fields, content, filename):
    """A file's name as browsers never send it: with all its characters."""
    body, kind = multipart(fields, content, 'NAMED')
    return body.replace(b'filename="NAMED"', b"filename*=UTF-8''" + urllib.parse.quote(filename, safe='').encode()), {'Content-Type': kind}


class Entries:
    """Writes them to a server, and notes what it refused."""

    def __init__(self, server):
        self.server, self.refused = server, []

    def tried(self, method, path, body, headers=None, prefix=PREFIX):
        status, _, text = self.server.call(method, path, body, headers, prefix=prefix)
        assert status in (200, 400, 409), f'{method} {path}: {status} {text[:300]}'
        if status == 400:  # and 409 says that an import made a folder of that name
            self.refused.append(f'{path}: {text[:100]}')
        return json.loads(text) if status == 200 else None

    def settings(self):
        self.server.json('POST', P + '/tag', TEXTS)
        for number, text in enumerate(TEXTS):
            for path in LISTS:
                self.tried('POST', P + path, {'name': text, 'description': text})
            self.tried('POST', P + '/config/testrun/status', {'name': text, 'description': text, 'statusType': 'FAILED'})
            self.tried('POST', P + '/config/customfield', {'name': text, 'description': text, 'type': 'SINGLE_LINE_TEXT' if number % 2 else 'SINGLE_SELECT_LIST',
                                                           **({} if number % 2 else {'allowedListValues': [text]}), 'caseAssociation': {'isAssociated': True},
                                                           'cycleAssociation': {'isAssociated': True}, 'runAssociation': {'isAssociated': True}})
            for kind in ('testcase', 'testcycle'):
                self.tried('POST', f'{P}/{kind}/folder', {'name': text, 'description': text})
            self.tried('POST', '/api/projects', {'key': f'P{number}', 'name': text}, prefix='')
            self.tried('PATCH', P + '/config/links', {'defectUrl': text + '{key}'})
            self.tried('PATCH', P + '/config/testrun/status/4', {'color': text})
        self.server.json('PATCH', P + '/config/links', {'defectUrl': 'https://tracker.example/{key}', 'requirementUrl': 'https://tracker.example/?of={key}'})

    def people(self):
        for number, text in enumerate(TEXTS):
            made = self.tried('POST', '/api/users', {'name': text}, prefix='')
            if made:
                self.tried('POST', P + '/member', {'name': text, 'role': 'tester'})
            self.tried('POST', '/api/tokens', {'label': text, 'projects': ['AT']} if number % 2 else {'label': text}, prefix='')
            self.tried('POST', P + '/invitation', {'role': 'viewer', 'note': text})
            self.tried('POST', '/api/invitations', {'note': text}, prefix='')
        for first in range(0, len(TEXTS), 4):
            agent = re.sub(r'[^ -~]', '?', ' '.join(TEXTS[first:first + 4]))
            Browser(self.server).json('POST', '/api/session', {'name': 'admin', 'password': PASSWORD}, headers={'User-Agent': agent})
            self.server.call('POST', '/api/session', {'name': TEXTS[first], 'password': 'x'}, prefix='', token=False)

    def case(self):
        """One that carries everything, in two versions, with files."""
        fields = [{'name': text, 'value': text if number % 2 else {'value': text}} for number, text in enumerate(TEXTS)]
        body = {'title': FULL, 'description': ALL, 'precondition': ALL, 'ownedByID': TEXTS[0], 'automationOwnerID': TEXTS[1], 'automationKey': TEXTS[2],
                'scriptType': {'name': 'Classic'}, 'status': {'name': 'Published'}, 'priority': {'name': TEXTS[0]}, 'type': {'name': TEXTS[1]},
                'jiraRequirementIDs': TEXTS, 'tags': TEXTS, 'customFields': fields, 'datasetParameters': [{'name': text} for text in TEXTS],
                'dataSets': [{text: text for text in TEXTS}], 'steps': [{'stepType': 'TEXT', 'step': text, 'data': text, 'expectedResult': text} for text in TEXTS]}
        key = self.server.json('POST', P + '/testcase', body)['key']
        turned = {**body, 'steps': list(reversed(body['steps'])), 'description': ALL[::-1] + ALL, 'tags': TEXTS[:30]}
        self.server.json('PUT', f'{P}/testcase/{key}/detail?createNewVersion=true', turned)
        for text in TEXTS:
            self.tried('POST', f'{P}/testcase/{key}/attachment', *form({}, text, text))
        return key

    def cycle(self, case):
        """(cycle, run) with everything in both."""
        fields = [{'name': text, 'value': text if number % 2 else {'value': text}} for number, text in enumerate(TEXTS)]
        for text in TEXTS:
            self.server.json('POST', P + '/testcycle/detail', {'title': text, 'description': text, 'objective': text, 'ownedByID': text})
        cycle = self.server.json('POST', P + '/testcycle/detail', {'title': FULL, 'description': ALL, 'objective': ALL, 'ownedByID': TEXTS[3], 'customFields': fields})['key']
        at = f'{P}/testcycle/{cycle}'
        run = self.server.json('POST', f'{at}/testcase/{case}/testrun', {
            'testRunStatus': 'Failed', 'comments': TEXTS, 'jiraDefectIDs': TEXTS, 'customFields': fields, 'assigneeToID': TEXTS[4], 'executedByID': TEXTS[5],
            'testRunSteps': [{'testRunStepStatus': 'Failed', 'actualResult': text} for text in TEXTS]})['ID']
        for text in TEXTS:
            for owner in ('', f'/testrun/{run}'):
                self.tried('POST', f'{at}{owner}/attachment', *form({}, f'<html><script>{text}</script>', text))
        steps = self.server.json('GET', f'{at}/testrun/{run}')['testRunSteps']
        self.server.json('PATCH', f'{at}/testrun/{run}', {'testRunSteps': [{'ID': step['ID'], 'jiraDefectIDs': TEXTS} for step in steps]})
        return cycle, run

    def batches(self, cycle):
        """Ids of one whose results are refused, of one that cannot be read, and of an archive."""
        at = f'{P}/testcycle/{cycle}/import/results?type=JUnit'
        for number, text in enumerate(TEXTS):
            content = f'<testsuite><testcase name="t{number}"/></testsuite>' if number % 2 else text
            self.tried('POST', at, *form({'createCase': 'true', 'runKey': text, 'shard': '1/2', 'attempt': '1'}, content, text))
            self.tried('POST', at, *form({'createCase': text, 'shard': text, 'defaultFolder': text}, content, text))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, 'w') as archive:
            for number, text in enumerate(TEXTS):
                archive.writestr(re.sub(r'[/\\\x1b]', '-', text) + ('.xml' if number % 2 else ''), '<testsuite><testcase name="x"/></testsuite>' if number % 4 else text)
        refused, broken, archive = ((junit(), FULL), (ALL, TEXTS[5]), (packed.getvalue(), TEXTS[6]))
        return [self.server.json('POST', at, body, headers=headers)['batchId']
                for body, headers in (form({'addCaseToCycle': 'false'}, *refused), form({}, *broken), form({'createCase': 'true'}, *archive))]

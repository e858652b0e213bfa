"""Sixty payloads (xss_payloads.py) in every text of reports and of what people write, looked at in a real browser in every view: with the
pages' Content-Security-Policy, and with a browser that passes over it. None may run."""
import collections
import concurrent.futures
import json
import os
import re
import subprocess
import unittest
import urllib.parse

from payload_entries import P, Entries
from payload_reports import FULL, REPORTS
from support import PREFIX, ROOT, ServerTest, run
from test_accounts import MANY_LOGINS, PASSWORD
from xss_payloads import PAYLOADS, TEXTS

POLICIES = ('kept', 'ignored')
ALL_OF_THEM = len(PAYLOADS)
FILES = 18
NAMES = 50  # names lose what looks like the arguments of a test


def coded(text):
    return urllib.parse.quote(text, safe='')


class Payloads(ServerTest):
    arguments = MANY_LOGINS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        server = cls.server
        code = re.search(r'tc_[0-9A-Za-z]{36}', run('user', 'reset', '--data', server.data, 'admin').stdout)[0]
        server.call('POST', '/api/password/reset', {'code': code, 'password': PASSWORD}, prefix='', token=False)
        cls.formats = {kind: cls.two_nights(kind, make) for kind, make in REPORTS.items()}
        cls.entries = Entries(server)
        cls.entries.settings()
        cls.entries.people()
        cls.case = cls.entries.case()
        cls.cycle, cls.run_id = cls.entries.cycle(cls.case)
        cls.batches = cls.entries.batches(cls.cycle)
        cls.looks = cls.look()

    @classmethod
    def two_nights(cls, kind, make):
        """Of a format: the second cycle, the first one, and the case and run that carry everything."""
        cycles = [cls.server.new_cycle(f'{kind} of night {night}') for night in (1, 2)]
        for night, cycle in enumerate(cycles):
            told = cls.server.import_report(cycle, kind, make(night), {'createCase': 'true'}, TEXTS[night])
            assert told['successCount'] == len(TEXTS) + 1, told['errors']
        found = cls.server.json('GET', f'{P}/testcycle/{cycles[0]}/result?text={coded(FULL)}')['items'][0]
        return cycles[1], cycles[0], found['caseKey'], found['runId']

    @classmethod
    def views(cls):
        """With the number of payloads that have to be seen in each."""
        at = f'/projects/AT/cycles/{cls.cycle}'
        view = lambda name, path, least=ALL_OF_THEM, opens=False, at_once=None: {
            'name': name, 'path': path, 'least': least, 'opens': opens, 'atOnce': least if at_once is None else at_once}
        yield view('projects', '/', opens=True)
        yield view('own account', '/account')
        yield view('users', '/server/users', ALL_OF_THEM - 1)  # no name may have a character that controls a terminal
        yield view('audit log', '/server/audit', 10)
        yield from (view(name, f'/{name}', 0) for name in ('server/health', 'setup', 'invitation', 'reset-password'))
        yield from (view(f'settings: {part}', f'/projects/AT/settings/{part}') for part in ('lists', 'fields', 'tags', 'members'))
        yield view('settings: tokens', '/projects/AT/settings/tokens', ALL_OF_THEM // 2)
        yield view('settings: links', '/projects/AT/settings/links', 0)
        yield from (view(f'settings: {name}', f'/projects/AT/settings/lists?list={name}') for name in ('status', 'priority', 'type', 'scripttype', 'automationstatus'))
        yield view('overview', '/projects/AT', 5)
        yield view('upload', f'/projects/AT/upload?cycle={coded(TEXTS[5])}', 1)
        yield view('cycles', '/projects/AT/cycles', opens=True)
        yield view('cases', '/projects/AT/cases', opens=True)
        yield view('case', f'/projects/AT/cases/{cls.case}', opens=True)
        yield view('case, edited', f'/projects/AT/cases/{cls.case}?edit=true', opens=True)
        yield view('case, first version', f'/projects/AT/cases/{cls.case}?version=1')
        yield view('runs', f'{at}/runs', 1, opens=True, at_once=0)  # its one case is called otherwise
        yield view('run', f'{at}/runs/{cls.run_id}', opens=True)
        yield view('summary', f'{at}/summary', 1)
        yield view('batches', f'{at}/batches', 15)
        for name, batch, least in zip(('refused results', 'broken file', 'archive'), cls.batches, (ALL_OF_THEM, 1, 1)):
            yield view(f'batch of {name}', f'{at}/batches?batch={batch}', 15)
            yield view(f'receipt of {name}', f'{at}/batches?batch={batch}&receipt=true', least)
        for kind, (cycle, before, case, run_id) in cls.formats.items():
            at = f'/projects/AT/cycles/{cycle}'
            yield view(f'runs of {kind}', f'{at}/runs', NAMES, kind == 'JUnit')
            yield view(f'summary of {kind}', f'{at}/summary', 3, opens=True, at_once=0)  # groups of failures open
            yield view(f'compare of {kind}', f'{at}/compare?with={before}', NAMES)
            yield view(f'run of {kind}', f'/projects/AT/cycles/{before}/runs/{run_id}', ALL_OF_THEM, kind == 'Robot')
            yield view(f'case of {kind}', f'/projects/AT/cases/{case}', 1)
        for number, text in enumerate(TEXTS[::8]):
            places = ('cases?text=', 'cycles?text=', f'cycles/{cls.cycle}/runs?text=', 'cycles/', 'cases/', 'settings/tags?text=')
            yield view('addresses', f'/projects/AT/{places[number % len(places)]}{coded(text)}', 1)

    @classmethod
    def documents(cls):
        at = f'{PREFIX}{P}/testcycle/{cls.cycle}'
        document = lambda name, path: {'name': name, 'path': path}
        for name, path in (('cycle', '/detail'), ('runs', '/testrun'), ('run', f'/testrun/{cls.run_id}'), ('results', '/result'), ('insight', '/insight')):
            yield document(f'json of {name}', at + path)
        yield document('json of audit', '/api/audit')
        yield document('json of users', '/api/users')
        yield document('api docs', '/api-docs')
        for batch in cls.batches:
            for part in ('', '/file', '/receipt'):
                yield document(f'batch{part}', f'{at}/batch/{batch}{part}')
        for cycle, form in [(cls.cycle, form) for form in ('csv', 'junit', 'json')] + [(found[1], form) for found in cls.formats.values() for form in ('junit', 'csv')]:
            yield document('exports', f'{PREFIX}{P}/testcycle/{cycle}/export/{form}')
        yield document('exports', f'{PREFIX}{P}/testcase/export/csv')
        yield from (document('attachments', path) for path in cls.attachments())
        for number, text in enumerate(TEXTS):
            places = (f'{PREFIX}/nothing{{}}', f'{PREFIX}/project/{{}}/testcase', f'{PREFIX}{P}/testcycle/{{}}/detail', f'{at}/result?sort={{}}', f'{at}/export/{{}}', '/api/{}')
            yield document('errors', places[number % len(places)].format(coded(text)))

    @classmethod
    def attachments(cls):
        runs = [(cls.cycle, cls.run_id), (cls.formats['Cucumber'][1], cls.formats['Cucumber'][3])]
        for cycle, run_id in runs:
            at = f'{P}/testcycle/{cycle}/testrun/{run_id}/attachment'
            for attached in cls.server.json('GET', at)[::4]:
                yield f'{PREFIX}{at}/{attached["ID"]}'

    @classmethod
    def look(cls):
        """What browsers saw of all of it, with each of the policies; both at once, for the time it takes."""
        plan = os.path.join(cls.server.home, 'plan.json')
        files = [{'name': text, 'content': make()} for text, make in zip(TEXTS, REPORTS.values())] + [{'name': text, 'content': text} for text in TEXTS[len(REPORTS):FILES]]
        with open(plan, 'w', encoding='utf-8') as file:
            json.dump({'payloads': [payload._asdict() for payload in PAYLOADS], 'views': list(cls.views()), 'documents': list(cls.documents()),
                       'framed': list(cls.attachments()), 'files': files}, file)
        script = os.path.join(ROOT, 'web', 'tests', 'payloads.mjs')
        with concurrent.futures.ThreadPoolExecutor() as pool:
            return dict(zip(POLICIES, pool.map(lambda policy: subprocess.run(['node', script], capture_output=True, text=True, timeout=900, env={
                **os.environ, 'URL': cls.server.url, 'PASSWORD': PASSWORD, 'PLAN': plan, 'POLICY': policy}), POLICIES)))

    def seen(self, policy):
        ended = self.looks[policy]
        self.assertEqual(ended.returncode, 0, ended.stdout[-4000:] + ended.stderr)
        return json.loads(ended.stdout)

    def check_was_seen(self, seen):
        for each in self.views():
            self.assertGreaterEqual(len(seen['views'][each['name']]), each['least'], each['name'])
        for name, least in (('palette', 20), ('chosen files', FILES), ('import preview', 40), ('imported', 5)):
            self.assertGreaterEqual(len(seen['views'][name]), least, name)
        for name, least in (('json of cycle', 40), ('json of runs', 40), ('json of run', 40), ('json of results', 20), ('json of users', 40), ('json of audit', 10), ('errors', 15)):
            self.assertGreaterEqual(len(seen['documents'][name]['numbers']), least, name)
        for name in ('batch/file', 'batch/receipt', 'exports', 'attachments'):
            self.assertEqual((seen['documents'][name]['downloads'] > 0, seen['documents'][name]['numbers']), (True, []), name)

    def check(self, seen):
        self.assertEqual([PAYLOADS[number - 1].name for number in seen['ran']], [])
        self.assertEqual((seen['told'], seen['suspicious']), ([], []))
        self.check_was_seen(seen)

    def test_what_is_not_kept_is_what_cannot_be_meant(self):
        refused = collections.Counter(re.sub(r'\d+', 'N', told.split(':')[0]) for told in self.entries.refused)
        at = f'{P}/testcycle/AT-CY-N/import/results?type=JUnit'
        self.assertEqual(set(refused), {f'{P}/config/links', f'{P}/config/testrun/status/N', '/api/users', at})
        self.assertEqual((refused[f'{P}/config/links'], refused['/api/users']), (ALL_OF_THEM, 1))

    def test_all_run_where_pages_are_careless(self):
        ran = self.seen('kept')['control']
        self.assertEqual([payload.name for payload in PAYLOADS if payload.number not in ran], [])

    def test_none_runs_under_the_policy_of_the_pages_and_none_is_tried(self):
        self.check(self.seen('kept'))

    def test_none_runs_where_a_browser_ignores_the_policy(self):
        self.check(self.seen('ignored'))


if __name__ == '__main__':
    unittest.main()

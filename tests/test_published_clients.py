"""Clients as they are published, unmodified: the Cypress reporter with recorded results, newman, whose report is imported, and curl."""
import http.server
import json
import os
import struct
import subprocess
import tempfile
import threading
import unittest
import zlib

from support import ROOT, ServerTest, unique

CLIENTS = os.path.join(ROOT, 'tests', 'clients')


def setUpModule():
    subprocess.run([os.path.join(ROOT, 'tools', 'packages.sh'), 'tests/clients'], check=True)


def node(script, given, **environment):
    """What a script of tests/clients printed."""
    ended = subprocess.run(['node', os.path.join(CLIENTS, script)], input=json.dumps(given), capture_output=True, text=True, timeout=180,
                           env={**os.environ, **environment})
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


def png():
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 1, 1, 8, 0, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(b'\0\0')) + chunk(b'IEND', b'')


def passed(*titles, seconds=1.5):
    return {'title': list(titles), 'state': 'passed', 'duration': seconds * 1000, 'testId': 'r' + unique(), 'body': '() => {}',
            'displayError': None, 'attempts': [{'state': 'passed', 'wallClockDuration': seconds * 1000}]}


def failed(*titles, tries=1, at_last='failed'):
    error = {'name': 'AssertionError', 'message': 'expected 3 to equal 4', 'stack': 'AssertionError: expected 3 to equal 4\n    at cart.cy.js:7:12'}
    attempts = [{'state': 'failed', 'error': error, 'wallClockDuration': 700} for _ in range(tries)]
    if at_last == 'passed':
        attempts.append({'state': 'passed', 'error': None, 'wallClockDuration': 900})
    return {'title': list(titles), 'state': at_last, 'duration': 1600, 'testId': 'r' + unique(), 'body': '() => {\n  expect(3).to.equal(4);\n}',
            'displayError': 'AssertionError: expected 3 to equal 4' if at_last == 'failed' else None, 'attempts': attempts}


def spec(*tests, screenshots=()):
    return {'spec': {'name': 'cart.cy.js'}, 'tests': list(tests), 'screenshots': list(screenshots)}


class CypressReporter(ServerTest):
    """cypress-aiotests-reporter 1.5.0 in hosted mode (contract E.3)."""

    def report(self, cycle, *specs, **options):
        """Plays a run of Cypress; what the reporter printed."""
        config = {'enableReporting': True, 'jiraProjectId': 'AT', 'hosted': {'jiraUrl': self.server.url, 'jiraPAT': self.server.token},
                  'cycleDetails': cycle, 'addAttachmentToFailedCases': True, 'addTestBodyToComments': True, **options}
        return node('cypress.mjs', {'aioTests': config, 'specs': list(specs)})

    def cycle_of(self, title):
        found = self.server.json('POST', '/project/AT/testcycle/search', {'title': {'value': title, 'comparisonType': 'EXACT_MATCH'}})['items']
        self.assertEqual(len(found), 1, title)
        return found[0]

    def runs(self, cycle):
        items = self.server.json('GET', f'/project/AT/testcycle/{cycle}/testrun')['items']
        return {item['testCase']['key']: item['runs'] for item in items}

    def detail(self, cycle, run):
        return self.server.json('GET', f'/project/AT/testcycle/{cycle}/testrun/{run["ID"]}')

    def test_a_new_cycle_in_a_folder_with_passed_cases_in_bulk(self):
        one, two = self.server.new_case(), self.server.new_case()
        title = 'nightly ' + unique()
        told = self.report({'createNewCycle': True, 'cycleName': title, 'folder': ['Cloud', 'Smoke'], 'tasks': ['AT-1']},
                           spec(passed('Cart', f'{one.lower()} adds'), passed(f'{two} and {one} pay', seconds=0)))
        self.assertIn('Successfully reported  3 passed cases.', told)  # each spelling of a key is a case to the reporter
        cycle = self.cycle_of(title)
        self.assertEqual((cycle['folder']['name'], cycle['jiraTaskIDs']), ('Smoke', ['AT-1']))
        runs = self.runs(cycle['key'])
        self.assertEqual({key: [run['testRunStatus']['name'] for run in of] for key, of in runs.items()}, {one: ['Passed'], two: ['Passed']})
        self.assertTrue(self.detail(cycle['key'], runs[one][0])['isAutomated'])

    def test_a_cycle_that_is_made_when_there_is_none_and_found_again(self):
        case, title = self.server.new_case(), 'release ' + unique()
        for _ in range(2):
            self.report({'createNewCycle': 'CREATE_IF_ABSENT', 'cycleName': f' {title} '}, spec(passed(case)), addNewRun=True)
        self.assertEqual(len(self.runs(self.cycle_of(title)['key'])[case]), 2)

    def test_failures_with_comments_retries_and_screenshots(self):
        broken, flaky, cycle = self.server.new_case(), self.server.new_case(), self.server.new_cycle()
        with tempfile.TemporaryDirectory() as folder:
            picture = os.path.join(folder, 'cart -- fails (failed).png')
            with open(picture, 'wb') as file:
                file.write(png())
            test = failed('Cart', f'{broken} counts')
            told = self.report({'createNewCycle': False, 'cycleKey': cycle},
                               spec(test, failed(f'{flaky} loads', tries=2, at_last='passed'),
                                    screenshots=[{'path': picture, 'testId': test['testId'], 'testAttemptIndex': 0}]),
                               addNewRun=False, createNewRunForRetries=True)
        self.assertIn('Screenshot uploaded', told)
        self.assertNotIn('rror reporting', told)
        runs = self.runs(cycle)
        self.assertEqual([run['testRunStatus']['name'] for run in runs[broken]], ['Failed'])
        self.assertEqual([run['testRunStatus']['name'] for run in runs[flaky]], ['Passed', 'Failed', 'Failed'])
        shown = json.dumps(self.detail(cycle, runs[broken][0]))
        self.assertIn('expected 3 to equal 4', shown)
        self.assertIn('Test Body : ', shown)
        attachment = self.server.json('GET', f'/project/AT/testcycle/{cycle}/testrun/{runs[broken][0]["ID"]}/attachment')
        self.assertEqual(len(attachment), 1)
        self.assertEqual((attachment[0]['name'], attachment[0]['size']), ('cart -- fails (failed).png', len(png())))

    def test_run_fields_after_the_run(self):
        case, cycle = self.server.new_case(), self.server.new_cycle()
        told = self.report({'createNewCycle': False, 'cycleKey': cycle}, spec(passed(case)), debugMode=True,
                           runDetails={'customFieldsToUpdate': [{'name': 'Env', 'value': {'value': 'UAT'}, 'operationType': 'REPLACE_EXISTING'}]})
        self.assertIn('Successfully updated run fields.', told)
        self.assertIn('UAT', json.dumps(self.detail(cycle, self.runs(cycle)[case][0])))

    def test_what_cannot_be_reported_is_told(self):
        told = self.report({'createNewCycle': False, 'cycleKey': self.server.new_cycle()}, spec(passed('AT-TC-99999 is nowhere'), failed('AT-TC-99998')))
        self.assertIn("AT-TC-99999 not found or you don't have privileges to add this case.", told)
        self.assertIn('Error reporting AT-TC-99998', told)
        wrong = node('cypress.mjs', {'aioTests': {'enableReporting': True, 'jiraProjectId': 'AT', 'hosted': {'jiraUrl': self.server.url, 'jiraPAT': 'wrong'},
                                                  'cycleDetails': {'createNewCycle': True, 'cycleName': 'x'}}, 'specs': []})
        self.assertIn('Authorization error.  Please check credentials.', wrong)

    def test_basic_authentication_with_the_token_as_password_and_a_slash_too_many(self):
        case, cycle = self.server.new_case(), self.server.new_cycle()
        self.report({'createNewCycle': False, 'cycleKey': cycle}, spec(passed(case)),
                    hosted={'jiraUrl': self.server.url + '/', 'jiraUsername': 'kim', 'jiraPassword': self.server.token})
        self.assertEqual([run['testRunStatus']['name'] for run in self.runs(cycle)[case]], ['Passed'])


class Curl(ServerTest):
    """curl as the original's documentation has it for each format: the format in the query, flags and file by -F, the Content-Type by
    -H, to which curl itself adds the boundary (contract E.7). The flags are those that apply to the format (contract C.1)."""
    STEPS = ('updateOnlyRunStatus=false',)
    FORMATS = [('Testng', 'testng/testng-7.10.2.xml', 'text/xml', ('forceUpdateCase=false', 'updateDatasets=true')),
               ('Junit', 'junit/pytest-8.3.5.xml', 'text/xml', ('forceUpdateCase=false', 'ignoreClassInAutoKey=false', 'updateDatasets=true')),
               ('NUnit', 'nunit/handwritten-nunit3-console.xml', 'text/xml', ('forceUpdateCase=false', 'updateDatasets=true')),
               ('Cucumber', 'cucumber/cucumber-jvm-7.18.1.json', 'application/json', ('bddForceUpdateCase=false', *STEPS)),
               ('Robot', 'robot/robot-7.3.2.xml', 'text/xml', ('forceUpdateCase=false', *STEPS)),
               ('newman', 'newman/newman-6.2.1.json', 'application/json', ('bddForceUpdateCase=true', *STEPS))]

    def curl(self, *arguments, base='/aio-tcms/api/v1', batch=False, given, cycle='AT-CY-Adhoc'):
        framework, report, part_type, flags = given
        words = ['curl', '-sS', '-X', 'POST', f'{self.server.url}{base}/project/AT/testcycle/{cycle}/import/results{"/batch" * batch}?type={framework}',
                 '-H', 'accept: application/json;charset=utf-8', '-H', 'Content-Type: multipart/form-data', *arguments]
        for flag in ('createNewRun=true', 'addCaseToCycle=true', 'createCase=true', 'defaultFolder=', *flags):
            words += ['-F', flag]
        words += ['-F', f'file=@{os.path.join(ROOT, "examples", "reports", report)};type={part_type}']
        ended = subprocess.run(words, capture_output=True, text=True, timeout=120)
        self.assertEqual((ended.returncode, ended.stderr), (0, ''))
        return json.loads(ended.stdout)

    def test_each_format_into_the_ad_hoc_cycle(self):
        for given in self.FORMATS:
            with self.subTest(given[0]):
                answer = self.curl('-H', f'Authorization: AioAuth {self.server.token}', given=given)
                self.assertEqual((answer['status'], answer['errorCount'], answer['errors']), ('COMPLETED', 0, {}))
                self.assertEqual(answer['requestCount'], answer['successCount'])
                of_report = set(answer['processedData'])
                self.assertTrue(of_report)
                again = self.curl('-H', f'Authorization: AioAuth {self.server.token}', given=given)
                self.assertEqual((again['successCount'], set(again['processedData'])), (answer['successCount'], of_report), 'finds the cases it made')

    def test_each_format_as_a_batch(self):
        cycle = self.server.new_cycle()
        for given in self.FORMATS:
            with self.subTest(given[0]):
                queued = self.curl('-H', f'Authorization: AioAuth {self.server.token}', given=given, batch=True, cycle=cycle)
                self.assertEqual(queued['status'], 'QUEUED')
                ended = self.server.ended_batch(cycle, queued['batchId'])
                self.assertEqual((ended['status'], ended['errorCount']), ('Completed', 0))

    def test_the_form_of_a_server_of_ones_own(self):
        for credentials in (('-u', f'kim:{self.server.token}'), ('-H', f'Authorization: Bearer {self.server.token}')):
            answer = self.curl(*credentials, given=self.FORMATS[0], base='/jira/rest/aio-tcms-api/1.0')
            self.assertEqual((answer['status'], answer['errorCount']), ('COMPLETED', 0))

    def test_a_large_file_waits_for_leave_to_be_sent(self):
        """curl asks with Expect: 100-continue from 1 MiB on."""
        with tempfile.NamedTemporaryFile('w', suffix='.xml') as report:
            report.write('<testsuite name="s">' + ''.join(f'<testcase classname="acme.Large" name="t{i}"><system-out>{"x" * 2000}</system-out></testcase>'
                                                          for i in range(1000)) + '</testsuite>')
            report.flush()
            answer = self.curl('-H', f'Authorization: AioAuth {self.server.token}',
                               given=('JUnit', report.name, 'text/xml', ()), cycle=self.server.new_cycle())
        self.assertEqual((answer['status'], answer['successCount']), ('COMPLETED', 1000))


class Shop(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({'items': 3}).encode()
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def request(name, url, *script):
    return {'name': name, 'request': {'method': 'GET', 'url': url},
            'event': [{'listen': 'test', 'script': {'type': 'text/javascript', 'exec': list(script)}}]}


class Newman(ServerTest):
    def test_its_report_is_imported(self):
        case, cycle = self.server.new_case(), self.server.new_cycle()
        with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Shop) as shop, tempfile.TemporaryDirectory() as folder:
            threading.Thread(target=shop.serve_forever, daemon=True).start()
            url = f'http://127.0.0.1:{shop.server_port}/cart'
            collection = {'info': {'name': 'Shop', 'schema': 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'},
                          'item': [request(f'{case} cart', url, "pm.test('has three', () => pm.expect(pm.response.json().items).to.equal(3));"),
                                   request('empty cart', url, "pm.test('is empty', () => pm.expect(pm.response.json().items).to.equal(0));")]}
            report = os.path.join(folder, 'report.json')
            node('newman.mjs', collection, REPORT=report)
            shop.shutdown()
            with open(report, encoding='utf-8') as file:
                answer = self.server.import_report(cycle, 'newman', file.read(), {'createCase': 'true', 'createNewRun': 'false'}, 'aioRunSummary.json')
        self.assertEqual((answer['status'], answer['errorCount']), ('COMPLETED', 0))
        statuses = self.server.runs(cycle)
        self.assertEqual(statuses.pop(case), ['Passed'])
        self.assertEqual(list(statuses.values()), [['Failed']])


if __name__ == '__main__':
    unittest.main()

"""What the published clients send, byte for byte as their HTTP libraries write it, and what they read from the answers: the
sequences of contract E as far as this version serves them."""
import json
import os
import threading
import unittest
import urllib.parse

from support import FAILURE, ServerTest, junit, multipart, samples, testcase, unique

SERVER_PREFIX = '/rest/aio-tcms-api/1.0'


def unirest_body(fields, filename, content):
    """multipart as unirest-java 3.7 writes it in browser-compatible mode: the file first, parts with only a disposition."""
    boundary = 'b' + unique()
    body = (f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n'
            'Content-Type: application/octet-stream\r\n\r\n').encode() + content.encode() + b'\r\n'
    for name, value in fields:
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    return body + f'--{boundary}--\r\n'.encode(), f'multipart/form-data; boundary={boundary}; charset=UTF-8'


class JenkinsPlugin(ServerTest):
    def post(self, path, body):
        return self.server.json('POST', path, body, prefix='/jira' + SERVER_PREFIX)

    def test_a_new_cycle_in_a_folder_then_two_files(self):
        folder = self.server.json('PUT', '/project/AT/testcycle/folder/hierarchy', {'folderHierarchy': ['Builds', 'main']}, prefix=SERVER_PREFIX)
        cycle = self.post('/project/AT/testcycle/detail', {'title': 'nightly - Sun Nov 22 10:00:00 UTC 2026', 'objective': 'Created by automation run shop #12',
                                                           'folder': {'ID': folder['ID']}, 'jiraTaskIDs': ['AT-223']})
        self.assertRegex(cycle['key'], r'^AT-CY-\d+$')
        fields = [('addCaseToCycle', 'true'), ('createCase', 'true'), ('createNewRun', 'true'), ('bddForceUpdateCase', 'false'),
                  ('forceUpdateCase', 'false'), ('ignoreClassInAutoKey', 'false'), ('updateOnlyRunStatus', 'false'), ('defaultFolder', '')]
        for _ in range(2):
            body, content_type = unirest_body(fields, 'TEST-Résultats.xml', junit(testcase(unique()), testcase(unique(), inner=FAILURE)))
            answer = self.server.json('POST', f"/project/AT/testcycle/{cycle['key']}/import/results?type=junit", body, prefix=SERVER_PREFIX,
                                      headers={'Content-Type': content_type, 'user-agent': 'unirest-java/3.1.00', 'accept-encoding': 'gzip'})
            for name in ('status', 'requestCount', 'successCount', 'errorCount'):
                self.assertIsNotNone(answer[name])
            self.assertEqual(str(answer['errorCount']), '0')
            self.assertTrue(all(isinstance(v['status'], str) for v in answer['processedData'].values()))
        self.assertEqual(len(self.server.runs(cycle['key'])), 4)

    def test_create_if_absent_finds_the_cycle_it_has_just_made(self):
        title = 'Release ' + unique()
        search = {'title': {'value': title, 'comparisonType': 'EXACT_MATCH'}}
        self.assertEqual(self.post('/project/AT/testcycle/search', search)['items'], [])
        made = self.post('/project/AT/testcycle/detail', {'title': title, 'objective': 'Created by automation run'})
        self.assertEqual(self.post('/project/AT/testcycle/search', search)['items'][0]['key'], made['key'])

    def test_errors_carry_a_message_under_every_key(self):
        known = self.server.new_case(status={'name': 'Draft'})
        answer = self.server.import_report(self.server.new_cycle(), 'testng', '''<testng-results><suite name="s"><test name="t"><class name="acme.C">
            <test-method name="a" status="PASS" duration-ms="1" groups="%s"/><test-method name="b" status="PASS" duration-ms="1"/></class></test></suite></testng-results>''' % known)
        self.assertEqual((answer['requestCount'], answer['successCount'], answer['errorCount'], answer['status']), (2, 0, 2, 'FAILED'))
        self.assertEqual(set(answer['errors']), {known, 'acme.C.b'})
        self.assertEqual({e['code'] for e in answer['errors'].values()}, {'case_not_eligible', 'no_case_for_automation_key'})


class NewmanReporter(ServerTest):
    def summary(self):
        return open([f for f in samples('newman') if f.endswith('-summary.json')][-1]).read()

    def test_the_posted_run_summary_twice_keeps_one_run_per_case(self):
        cycle = self.server.json('POST', '/project/AT/testcycle/detail', {'title': 'Shop API'})['key']
        folder = self.server.json('PUT', '/project/AT/testcase/folder/hierarchy', {'folderHierarchy': ['API', 'Shop']})['ID']
        fields = {'createNewRun': 'false', 'createCase': 'true', 'bddForceUpdateCase': 'true', 'updateOnlyRunStatus': 'false', 'defaultFolder': folder}
        for key in range(1, 13):  # cases that some requests name by key
            self.server.new_case(f'keyed {key}')
        for _ in range(2):
            answer = self.server.import_report(cycle, 'newman', self.summary(), fields, 'aioRunSummary.json')
            self.assertEqual(answer['errorCount'], 0, answer['errors'])
        runs = self.server.runs(cycle)
        self.assertGreater(len(runs), 3)
        self.assertEqual({len(statuses) for statuses in runs.values()}, {1})

    def test_double_slash_of_an_unstripped_base_url(self):
        status, _, _ = self.server.call('GET', '//project/AT/testcase?maxResults=1', prefix='/' + SERVER_PREFIX)
        self.assertEqual(status, 200)


class HandWrittenClients(ServerTest):
    def test_python_requests_style_body_with_type_as_a_field_and_no_part_type(self):
        boundary = unique()
        body = (f'--{boundary}\r\nContent-Disposition: form-data; name="type"\r\n\r\nJUnit\r\n--{boundary}\r\n'
                f'Content-Disposition: form-data; name="createCase"\r\n\r\nTrue\r\n--{boundary}\r\n'
                f'Content-Disposition: form-data; name="file"; filename="r.xml"\r\n\r\n{junit(testcase(unique()))}\r\n--{boundary}--\r\n').encode()
        answer = self.server.json('POST', f'/project/AT/testcycle/{self.server.new_cycle()}/import/results', body,
                                  headers={'Content-Type': f'multipart/form-data; boundary={boundary}'})
        self.assertEqual(answer['successCount'], 1)

    def test_health_check_and_case_generator_sequences(self):
        page = self.server.json('GET', '/project/AT/testcase?maxResults=1')
        self.assertEqual(set(page) & {'startAt', 'maxResults', 'isLast', 'items'}, {'startAt', 'maxResults', 'isLast', 'items'})
        folder = self.server.json('PUT', '/project/AT/testcase/folder/hierarchy', {'folderHierarchy': ['Gen', 'A'], 'baseFolderId': None})
        made = self.server.json('POST', '/project/AT/testcase', {
            'title': 'pays by card', 'description': 'd', 'precondition': 'p', 'folder': {'ID': folder['ID']}, 'status': {'name': 'Published'},
            'scriptType': {'name': 'Classic'}, 'estimatedEffort': 60, 'tags': [{'tag': {'name': 'pay'}}],
            'steps': [{'stepType': 'TEXT', 'step': 'open', 'data': 'x', 'expectedResult': 'there', 'stepIndex': 0}, {'stepType': 'TEXT', 'step': 'pay', 'testData': 'visa'}],
            'datasetParameters': [{'name': 'card'}], 'dataSets': [{'card': 'visa'}, {'card': 'amex'}], 'jiraRequirementIDs': ['10221']})
        case = self.server.json('GET', f"/project/AT/testcase/{made['key']}/detail?fetchDataSets=true")
        self.assertEqual([s['step'] for s in case['steps']], ['open', 'pay'])
        self.assertEqual(case['steps'][1]['data'], 'visa')
        self.assertEqual(case['folder']['ID'], folder['ID'])
        self.assertEqual([d['card'] for d in case['dataSets']], ['visa', 'amex'])
        self.assertEqual(case['tags'][0]['tag']['name'], 'pay')
        self.assertEqual(self.server.json('GET', f"/project/at/testcase/{made['ID']}/detail")['key'], made['key'])

    def test_a_run_tells_steps_comments_and_rows(self):
        cycle = self.server.new_cycle()
        feature = [{'uri': 'a.feature', 'id': 'f', 'name': 'Paying', 'keyword': 'Feature', 'elements': [
            {'id': 'f;pays', 'name': unique('pays '), 'type': 'scenario', 'keyword': 'Scenario', 'steps': [
                {'keyword': 'Given ', 'name': 'a card', 'result': {'status': 'passed', 'duration': 1_000_000_000}},
                {'keyword': 'Then ', 'name': 'thanks', 'result': {'status': 'failed', 'duration': 500_000_000, 'error_message': 'no thanks\nat x'}}]}]}]
        answer = self.server.import_report(cycle, 'Cucumber', json.dumps(feature), {'createCase': 'true'}, 'cucumber.json')
        self.assertEqual(answer['successCount'], 1)
        run_id = next(iter(answer['processedData'].values()))['runID']
        run = self.server.json('GET', f'/project/AT/testcycle/{cycle}/testrun/{run_id}')
        self.assertEqual(run['testRunStatus']['name'], 'Failed')
        self.assertTrue(run['isAutomated'])
        self.assertEqual([s['testRunStepStatus']['name'] for s in run['testRunSteps']], ['Passed', 'Failed'])
        self.assertIn('no thanks', run['testRunSteps'][1]['actualResult'])
        self.assertAlmostEqual(run['effort'], 1.5)
        self.assertIn('no thanks', json.dumps(run['comments']))

    def test_every_sample_report_of_every_format_is_taken(self):
        for key in range(1, 13):
            self.server.new_case(f'keyed {key}')
        for path in samples():
            kind = os.path.basename(os.path.dirname(path))
            with self.subTest(path):
                answer = self.server.import_report(self.server.new_cycle(), kind, open(path, 'rb').read(), {'createCase': 'true'}, os.path.basename(path))
                self.assertEqual(answer['errors'], {})
                self.assertEqual(answer['requestCount'], answer['successCount'])
                self.assertLessEqual(len(answer['processedData']), answer['successCount'])

    def test_pages_walk_through_everything_once(self):
        cycle = self.server.new_cycle()
        names = [unique() for _ in range(250)]
        self.server.import_report(cycle, 'JUnit', junit(*map(testcase, names)), {'createCase': 'true'})
        self.assertEqual(len(self.server.runs(cycle)), 250)
        seen, start = [], 0
        while True:
            page = self.server.json('GET', f'/project/AT/testcycle/{cycle}/testrun?startAt={start}&maxResults=30')
            self.assertEqual(page['maxResults'], 30)
            seen += [i['testCase']['title'] for i in page['items']]
            if page['isLast']:
                break
            start += page['maxResults']
        self.assertEqual(seen, names)
        self.assertEqual(self.server.json('GET', f'/project/AT/testcycle/{cycle}/testrun?maxResults=5000')['maxResults'], 100)

    def test_imports_at_once_into_one_cycle_make_each_case_once(self):
        names, cycle, answers = [unique() for _ in range(100)], self.server.new_cycle(), []
        def send(order):
            answers.append(self.server.import_report(cycle, 'JUnit', junit(*map(testcase, order)), {'createCase': 'true'}))
        threads = [threading.Thread(target=send, args=(names if i % 2 else names[::-1],)) for i in range(6)]
        [t.start() for t in threads], [t.join() for t in threads]
        self.assertEqual([(a['successCount'], a['errorCount']) for a in answers], [(100, 0)] * 6)
        self.assertEqual(self.server.runs(cycle).keys().__len__(), 100)
        self.assertTrue(all(v == ['Passed'] * 6 for v in self.server.runs(cycle).values()))


class Refusals(ServerTest):
    def test_plain_text_with_the_contracts_wording(self):
        cycle = self.server.new_cycle()
        path = f'/project/AT/testcycle/{cycle}/import/results'
        body, content_type = multipart({}, junit(testcase('x')))
        empty, empty_type = multipart({'createCase': 'true'}, None)
        h = {'Content-Type': content_type}
        rows = [('no credentials', ('GET', '/project/AT/testcase', None, {}), 401, 'Authorization header is missing or invalid value.'),
                ('unknown route', ('GET', '/project/AT/nowhere', None, None), 404, 'Resource Not Found. Please check the URL.'),
                ('unknown project', ('GET', '/project/NOSUCH/testcase', None, None), 404, ''),
                ('unknown cycle', ('POST', '/project/AT/testcycle/AT-CY-999/import/results?type=JUnit', body, h), 404, 'Cycle not found : AT-CY-999'),
                ('unknown type', ('POST', path + '?type=Fortran', body, h), 400, 'Invalid type. Supported types are TestNG, JUnit, NUnit, Cucumber, Robot, Newman'),
                ('no file', ('POST', path + '?type=JUnit', empty, {'Content-Type': empty_type}), 400, 'file is mandatory'),
                ('no title', ('POST', '/project/AT/testcycle/detail', {'objective': 'x'}, None), 400, 'title is required'),
                ('no hierarchy', ('PUT', '/project/AT/testcase/folder/hierarchy', {}, None), 400, 'folderHierarchy is required'),
                ('wrong method', ('PATCH', '/project/AT/testcase', None, None), 405, ''),
                ('steps without script type', ('POST', '/project/AT/testcase', {'title': 't', 'steps': [{'stepType': 'TEXT', 'step': 'x'}]}, None), 400,
                 'Invalid or missing value for Test Script Type')]
        for why, (method, target, content, headers), status, text in rows:
            with self.subTest(why):
                answer = self.server.call(method, target, content, headers=headers, token=why != 'no credentials')
                self.assertEqual(answer[0], status, answer[2])
                self.assertTrue(answer[1]['content-type'].startswith('text/plain'))
                self.assertIn(text, answer[2])
                self.assertTrue(answer[2])
                self.assertIn('x-request-id', answer[1])

    def test_a_file_of_another_format_than_said_is_told_apart(self):
        answer = self.server.import_report(self.server.new_cycle(), 'TestNG', junit(testcase('x')), {'createCase': 'true'})
        self.assertEqual((answer['status'], answer['errorCount']), ('FAILED', 1))
        self.assertIn('JUnit', json.dumps(answer['errors']))

    def test_a_broken_file_names_the_place_under_its_name(self):
        answer = self.server.import_report(self.server.new_cycle(), 'JUnit', junit(testcase('a'), testcase('b'))[:-33], {'createCase': 'true'}, 'TEST-broken.xml')
        self.assertEqual(list(answer['errors']), ['TEST-broken.xml'])
        error = answer['errors']['TEST-broken.xml']
        self.assertIn('Invalid xml: Unable to parse file. Please check if it is a valid results.xml file.', error['message'])
        self.assertEqual(error['line'], 1)


if __name__ == '__main__':
    unittest.main()

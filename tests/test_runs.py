"""Runs as people and run-by-run reporters write them, the cases of cycles, and attachments of runs."""
import base64
import hashlib
import http.client
import json
import signal
import threading
import unittest

from support import PREFIX, Server, ServerTest, junit, multipart, run, testcase, unique

PNG = base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==')
HTML = b'<html><script>alert(document.domain)</script></html>'
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def at(cycle, path):
    return f'/project/AT/testcycle/{cycle}{path}'


class RunTest(ServerTest):
    def setUp(self):
        self.cycle = self.server.new_cycle()

    def post(self, case, body, query='', cycle=None):
        return self.server.json('POST', at(cycle or self.cycle, f'/testcase/{case}/testrun{query}'), body)

    def refused(self, status, method, path, body=None, **options):
        got, _, text = self.server.call(method, path, body, **options)
        self.assertEqual(got, status, text)
        return text

    def attach(self, path, content, filename='shot.png', expected=200, name='file'):
        body, content_type = multipart({}, content, filename, name)
        status, _, text = self.server.call('POST', at(self.cycle, path), body, {'Content-Type': content_type})
        self.assertEqual(status, expected, text)
        return json.loads(text) if status == 200 else text

    def file(self, path, **fields):
        """(status, header fields, bytes) of an attachment's file."""
        connection = http.client.HTTPConnection('127.0.0.1', self.server.port, timeout=60)
        connection.request('GET', PREFIX + at(self.cycle, path), headers={'Authorization': 'Bearer ' + self.server.token, **fields})
        answer = connection.getresponse()
        got = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        connection.close()
        return got


class ReportedRuns(RunTest):
    def test_a_result_joins_its_case_and_is_the_latest(self):
        case = self.server.new_case()
        first = self.post(case.lower(), {'testRunStatus': 'fAILED', 'effort': '1.25', 'isAutomated': True, 'comments': ['AssertionError : x']})
        self.assertEqual((first['testRunStatus']['name'], first['effort'], first['isAutomated']), ('Failed', 1.25, True))
        self.assertEqual((first['comments'], first['executedByID']), (['AssertionError : x'], 'admin'))
        again = self.post(case, {'testRunStatus': 'Passed', 'effort': 0}, '?createNewRun=true')
        self.assertNotEqual(first['ID'], again['ID'])
        self.assertEqual(self.server.runs(self.cycle), {case: ['Passed', 'Failed']})
        self.assertEqual(self.server.json('GET', at(self.cycle, f'/testcase/{case}/testrun'))['ID'], again['ID'])
        same = self.post(case, {'testRunStatus': 'Blocked'}, '?createNewRun=false')
        self.assertEqual((same['ID'], self.server.runs(self.cycle)), (again['ID'], {case: ['Blocked', 'Failed']}))

    def test_what_is_wrong_is_said(self):
        case, draft = self.server.new_case(), self.server.new_case(status={'name': 'Draft'})
        path = at(self.cycle, f'/testcase/{case}/testrun')
        self.assertIn('The project has Not Run, In Progress, Passed, Failed, Blocked', self.refused(400, 'POST', path, {'testRunStatus': 'Done'}))
        for body in ({'effort': 'long'}, {'effort': -1}, {'isAutomated': 'perhaps'}, {'comments': [{}]}, {'assigneeToID': 7}, [],
                     {'testRunStatus': {}}, {'customFields': ['x']}, {'jiraDefectIDs': ['x' * 300]}, {'comments': ['x'] * 201}):
            self.refused(400, 'POST', path, body)
        self.refused(400, 'POST', path + '?createNewRun=perhaps', {})
        self.assertEqual(self.server.runs(self.cycle), {}, 'nothing was written')
        self.assertEqual(self.refused(400, 'POST', at(self.cycle, f'/testcase/{draft}/testrun'), {'testRunStatus': 'Passed'}),
                         f'{draft} is in Under Review/Draft status. Only published cases can be added to cycle.')
        for unknown in ('AT-TC-99999', '99999', 'XX-TC-1', 'nonsense'):
            self.assertEqual(self.refused(404, 'POST', at(self.cycle, f'/testcase/{unknown}/testrun'), {}),
                             f"{unknown} not found or you don't have privileges to add this case.")
        self.assertEqual(self.refused(400, 'POST', path + '?addCaseToCycle=false', {'testRunStatus': 'Passed'}),
                         'Case does not exist in the cycle. Set addCaseToCycle if you wish to add.')
        self.refused(404, 'GET', path)
        self.refused(404, 'POST', at('AT-CY-999', f'/testcase/{case}/testrun'), {})

    def test_what_is_not_stored_is_named(self):
        case = self.server.new_case()
        _, fields, _ = self.server.call('POST', at(self.cycle, f'/testcase/{case}/testrun'), {'testRunStatus': 'Passed', 'environment': 'UAT'})
        self.assertEqual(fields['testledger-warning'], 'environment')
        body = {'testRuns': [{'testCaseKey': case, 'color': 'red'}, {'testCaseKey': case, 'color': 'red', 'size': 1}]}
        _, fields, _ = self.server.call('POST', at(self.cycle, '/bulk/testrun/update'), body)
        self.assertEqual(fields['testledger-warning'], 'color, size')

    def test_a_case_is_added_listed_counted_and_taken_out(self):
        one, two = self.server.new_case('one', steps=[{'stepType': 'TEXT', 'step': 'press'}]), self.server.new_case('two')
        added = self.server.json('POST', at(self.cycle, f'/testcase/{one}'))
        self.assertEqual((added['testRunStatus']['name'], [s['step'] for s in added['testRunSteps']]), ('Not Run', ['press']))
        self.assertEqual(self.server.json('POST', at(self.cycle, f'/testcase/{one}'), {'isAutomated': True})['ID'], added['ID'])
        self.assertEqual(self.post(one, {'testRunStatus': 'Passed'})['ID'], added['ID'], 'the untouched run is filled first')
        self.server.json('POST', at(self.cycle, f'/testcase/{two}'), {})
        page = self.server.json('GET', at(self.cycle, '/testcase?maxResults=1'))
        self.assertEqual((page['isLast'], [i['testCase']['key'] for i in page['items']]), (False, [one]))
        self.assertEqual(page['items'][0]['latestTestRun']['testRunStatus']['name'], 'Passed')
        summary = self.server.json('GET', at(self.cycle, '/summary'))
        self.assertEqual((summary['totalTests'], summary['statusTypes']['PASSED'], summary['statusTypes']['NOT_RUN']), (2, 1, 1))
        self.assertEqual({d['testRunStatus']['name']: d['count'] for d in summary['testRunDistribution']}['Passed'], 1)
        self.assertEqual(self.server.json('DELETE', at(self.cycle, f'/testcase/{one}')), {'removed': True})
        self.refused(404, 'DELETE', at(self.cycle, f'/testcase/{one}'))
        self.refused(404, 'GET', at(self.cycle, f"/testrun/{added['ID']}"))
        self.assertEqual(self.server.runs(self.cycle), {two: ['Not Run']})

    def test_an_import_fills_the_run_of_a_case_that_was_added(self):
        case = self.server.new_case()
        added = self.server.json('POST', at(self.cycle, f'/testcase/{case}'))
        made = self.server.import_report(self.cycle, 'JUnit', junit(testcase(f'{case} pays')))
        self.assertEqual(made['processedData'][case]['runID'], added['ID'])
        self.assertEqual(self.server.runs(self.cycle), {case: ['Passed']})
        self.post(case, {'comments': ['known']}, '?createNewRun=false')
        text = self.refused(409, 'POST', at(self.cycle, f"/batch/{made['batchId']}/undo"))
        self.assertIn('written again since', text)

    def test_undo_leaves_a_case_that_was_added_as_it_was(self):
        case = self.server.new_case()
        added = self.server.json('POST', at(self.cycle, f'/testcase/{case}'))
        made = self.server.import_report(self.cycle, 'JUnit', junit(testcase(f'{case} pays')))
        self.server.json('POST', at(self.cycle, f"/batch/{made['batchId']}/undo"))
        self.assertEqual(self.server.json('GET', at(self.cycle, f'/testcase/{case}/testrun')), added)

    def test_several_at_once(self):
        case = self.server.new_case()
        threads = [threading.Thread(target=self.post, args=(case, {'testRunStatus': 'Passed'}, '?createNewRun=true')) for _ in range(12)]
        [t.start() for t in threads], [t.join() for t in threads]
        self.assertEqual(self.server.runs(self.cycle), {case: ['Passed'] * 12})


class ChangedRuns(RunTest):
    def setUp(self):
        super().setUp()
        self.case = self.server.new_case(steps=[{'stepType': 'TEXT', 'step': 'press'}, {'stepType': 'TEXT', 'step': 'look'}])
        self.run_id = self.server.json('POST', at(self.cycle, f'/testcase/{self.case}'))['ID']
        self.path = at(self.cycle, f'/testrun/{self.run_id}')

    def patch(self, body, path=''):
        return self.server.json('PATCH', self.path + path, body)

    def test_what_is_sent_changes_and_the_rest_stays(self):
        self.patch({'effort': 3, 'comments': ['a', 'b'], 'assigneeToID': 'kim'})
        changed = self.patch({'testRunStatus': 'Blocked', 'comments': ['b', 'c'], 'jiraDefectIDs': ['AT-7', '10221'], 'executedByID': 'lee'})
        self.assertEqual((changed['testRunStatus']['name'], changed['effort'], changed['comments'], changed['assigneeToID']),
                         ('Blocked', 3, ['b', 'c'], 'kim'))
        self.assertEqual((changed['jiraDefectIDs'], changed['executedByID']), (['AT-7', 10221], 'lee'))
        listed = self.server.json('GET', at(self.cycle, '/testrun'))['items'][0]['runs'][0]
        self.assertEqual(listed['jiraDefectIDs'], ['AT-7', 10221])
        self.assertEqual(self.patch({'assigneeToID': '', 'jiraDefectIDs': [], 'comments': []})['assigneeToID'], None)

    def test_what_was_shown_can_be_sent_back(self):
        self.patch({'testRunStatus': 'Failed', 'comments': ['x'], 'customFields': [{'name': 'Env', 'value': {'value': 'UAT'}}]})
        shown = self.server.json('GET', self.path)
        status, fields, text = self.server.call('PUT', self.path, shown)
        self.assertEqual((status, fields.get('testledger-warning')), (200, 'customFields.Env'), text)
        again = json.loads(text)
        self.assertGreater(again.pop('updatedDate'), shown.pop('updatedDate'))
        self.assertEqual(again, shown)

    def test_what_of_steps_is_not_stored_is_named(self):
        for path, body, lost in (('/step/1', {'actualResult': 'x', 'jiraDefectIDs': [7], 'qq': 1}, 'qq'),
                                 ('/step/1', {'ID': 1, 'stepID': 1, 'actualResult': 'y', 'jiraDefectIDs': []}, None),
                                 ('', {'testRunSteps': [{'ID': 1, 'jiraDefectIDs': [7]}, {'ID': 2, 'qq': 1}]}, 'testRunSteps[].qq')):
            status, fields, text = self.server.call('PATCH', self.path + path, body)
            self.assertEqual((status, fields.get('testledger-warning')), (200, lost), text)

    def defects(self, path=None):
        return [step['jiraDefectIDs'] for step in self.server.json('GET', path or self.path)['testRunSteps']]

    def test_steps_have_defects_of_their_own(self):
        told = self.patch({'jiraDefectIDs': ['AT-7', 10221, 'AT-7']}, '/step/2')
        self.assertEqual((self.defects(), told['jiraDefectIDs'], told['executedByID']), ([[], ['AT-7', 10221]], [], None))
        self.patch({'testRunSteps': [{'ID': 1, 'jiraDefectIDs': ['AT-8']}, {'ID': 2, 'testRunStepStatus': 'Failed'}], 'jiraDefectIDs': ['AT-9']})
        self.assertEqual(self.defects(), [['AT-8'], ['AT-7', 10221]])
        shown = self.server.json('GET', self.path)
        self.assertEqual(self.server.json('PUT', self.path, shown)['testRunSteps'], shown['testRunSteps'])
        self.server.json('PATCH', at(self.cycle, '/bulk/testrun'), {'runIDs': [self.run_id], 'testRunSteps': [{'ID': 2, 'jiraDefectIDs': []}]})
        self.assertEqual((self.defects(), self.server.json('GET', self.path)['jiraDefectIDs']), ([['AT-8'], []], ['AT-9']))
        for wrong in (['x' * 300], list(range(101)), 'AT-7', [{}]):
            self.refused(400, 'PATCH', self.path + '/step/1', {'jiraDefectIDs': wrong})
        self.assertEqual(self.defects(), [['AT-8'], []])

    def test_an_import_keeps_away_from_defects_of_steps_unless_it_is_to_write_the_run(self):
        self.patch({'jiraDefectIDs': ['AT-7']}, '/step/1')
        report = junit(testcase(self.case))
        self.server.import_report(self.cycle, 'JUnit', report)
        self.assertEqual((self.server.runs(self.cycle)[self.case], self.defects()), (['Passed', 'Not Run'], [['AT-7'], []]))
        self.server.json('DELETE', at(self.cycle, f"/testrun/{self.server.json('GET', at(self.cycle, f'/testcase/{self.case}/testrun'))['ID']}"))
        told = self.server.import_report(self.cycle, 'JUnit', report, {'createNewRun': 'false'})
        self.assertEqual([sum(self.defects(), []), self.server.runs(self.cycle)[self.case]], [[], ['Passed']])
        self.server.json('POST', at(self.cycle, f"/batch/{told['batchId']}/undo"))
        self.assertEqual((self.defects(), self.server.runs(self.cycle)[self.case]), ([['AT-7'], []], ['Not Run']))

    def test_steps_and_run_say_the_same(self):
        step = self.patch({'testRunStepStatus': 'Passed', 'actualResult': 'it clicks'}, '/step/1')
        self.assertEqual((step['testRunStatus']['name'], step['testRunSteps'][0]['actualResult']), ('In Progress', 'it clicks'))
        self.assertEqual(self.patch({'testRunStepStatus': 'failed'}, '/step/2')['testRunStatus']['name'], 'Failed')
        both = self.patch({'testRunSteps': [{'ID': 2, 'testRunStepStatus': {'name': 'Passed'}}]})
        self.assertEqual(both['testRunStatus']['name'], 'Passed')
        other = self.post(self.case, {'testRunStatus': 'Passed'})
        self.assertEqual([s['testRunStepStatus']['name'] for s in other['testRunSteps']], ['Passed', 'Passed'])
        for wrong, status in (('3', 404), ('0', 404), ('x', 404)):
            self.refused(status, 'PATCH', self.path + '/step/' + wrong, {'testRunStepStatus': 'Passed'})
        self.refused(400, 'PATCH', self.path + '/step/1', {'testRunStepStatus': 'Done'})

    def test_many_are_changed_alike_or_none(self):
        other = self.post(self.server.new_case(), {'testRunStatus': 'Passed'})['ID']
        path = at(self.cycle, '/bulk/testrun')
        self.assertEqual(self.server.json('PATCH', path, {'runIDs': [self.run_id, other, other], 'assigneeToID': 'kim'}), {'changed': 2})
        self.assertEqual(self.refused(404, 'PATCH', path, {'runIDs': [self.run_id, 99999], 'assigneeToID': 'lee'}), 'Run not found : 99999')
        self.assertEqual(self.server.json('GET', self.path)['assigneeToID'], 'kim')
        for body in ({}, {'runIDs': 'x'}, {'runIDs': [0]}):
            self.refused(400, 'PATCH', path, body)
        self.refused(413, 'PATCH', path, {'runIDs': list(range(1, 1002))})

    def test_a_run_is_removed(self):
        later = self.post(self.case, {'testRunStatus': 'Failed'}, '?createNewRun=true')['ID']
        self.assertEqual(later, self.run_id, 'the untouched run was filled')
        last = self.post(self.case, {'testRunStatus': 'Passed'})['ID']
        self.assertEqual(self.server.json('DELETE', at(self.cycle, f'/testrun/{last}')), {'removed': True})
        self.refused(404, 'DELETE', at(self.cycle, f'/testrun/{last}'))
        self.assertEqual(self.server.runs(self.cycle), {self.case: ['Failed']})
        self.server.json('DELETE', self.path)
        self.assertEqual(self.server.runs(self.cycle), {self.case: []})
        self.refused(404, 'GET', at(self.cycle, f'/testcase/{self.case}/testrun'))

    def test_the_latest_run_of_a_deleted_case_is_shown(self):
        last = self.post(self.case, {'testRunStatus': 'Failed'})['ID']
        self.server.json('DELETE', f'/project/AT/testcase/{self.case}/detail')
        self.assertEqual(self.server.json('GET', at(self.cycle, f'/testcase/{self.case}/testrun'))['ID'], last)

    def test_a_run_of_another_cycle_is_not_there(self):
        other = self.server.new_cycle()
        for method, body in (('GET', None), ('PATCH', {}), ('PUT', {}), ('DELETE', None)):
            self.refused(404, method, at(other, f'/testrun/{self.run_id}'), body)
        self.refused(404, 'PATCH', at(other, f'/testrun/{self.run_id}/step/1'), {})


class ManyRuns(RunTest):
    def bulk(self, runs, query=''):
        return self.server.json('POST', at(self.cycle, '/bulk/testrun/update' + query), {'testRuns': runs})

    def test_each_refusal_is_told_and_the_others_are_written(self):
        one, two, draft = self.server.new_case(), self.server.new_case(), self.server.new_case(status={'name': 'Draft'})
        told = self.bulk([{'testCaseKey': one.lower(), 'testRunStatus': 'Passed', 'effort': 0.9, 'isAutomated': True},
                          {'testCaseKey': 'AT-TC-99999', 'testRunStatus': 'Passed'}, {'testCaseKey': draft, 'testRunStatus': 'Passed'},
                          {'testCaseKey': two, 'testRunStatus': 'Done'}, {'testCaseKey': 'XX-1'}, {}], '?createNewRun=true')
        self.assertEqual((told['status'], told['requestCount'], told['successCount'], told['errorCount']), ('COMPLETED', 6, 1, 5))
        self.assertEqual({k: v['code'] for k, v in told['errors'].items()},
                         {'AT-TC-99999': 'case_not_found', draft: 'case_not_eligible', two: 'invalid_entry', 'XX-1': 'invalid_entry',
                          'testRuns[5]': 'invalid_entry'})
        self.assertEqual(told['errors']['AT-TC-99999']['message'], "AT-TC-99999 not found or you don't have privileges to add this case.")
        self.assertEqual(told['processedData'][one]['status'], 'Passed')
        self.assertEqual(self.server.runs(self.cycle), {one: ['Passed']})
        self.assertEqual(self.bulk([{'testCaseKey': draft}])['status'], 'FAILED')
        self.assertEqual(self.bulk([])['status'], 'COMPLETED')
        self.assertEqual(self.bulk([{'testCaseKey': two}], '?addCaseToCycle=false')['errors'][two]['code'], 'case_not_in_cycle')

    def test_a_bare_key_only_adds_the_case(self):
        case = self.server.new_case()
        for _ in range(2):
            self.bulk([{'testCaseKey': case}], '?addCaseToCycle=true')
        self.bulk([{'testCaseKey': case, 'testRunStatus': 'Passed'}])
        self.bulk([{'testCaseKey': case}])
        self.assertEqual(self.server.runs(self.cycle), {case: ['Passed']})
        self.bulk([{'testCaseKey': case}], '?createNewRun=true')
        self.assertEqual(self.server.runs(self.cycle), {case: ['Not Run', 'Passed']})

    def test_who_has_it_may_keep_it(self):
        case = self.server.new_case()
        assignee = lambda: self.server.json('GET', at(self.cycle, f'/testcase/{case}/testrun'))['assigneeToID']
        self.bulk([{'testCaseKey': case, 'assigneeToID': 'kim'}])
        self.bulk([{'testCaseKey': case, 'assigneeToID': 'lee'}], '?createNewRun=false&assigneeMode=DEFAULT')
        self.assertEqual(assignee(), 'kim')
        self.bulk([{'testCaseKey': case, 'assigneeToID': 'lee'}], '?createNewRun=false&assigneeMode=OVERRIDE')
        self.assertEqual(assignee(), 'lee')

    def test_too_many_are_refused(self):
        self.refused(413, 'POST', at(self.cycle, '/bulk/testrun/update'), {'testRuns': [{'testCaseKey': 'AT-TC-1'}] * 1001})
        for body in ({}, {'testRuns': 3}, {'testRuns': [3]}):
            self.refused(400, 'POST', at(self.cycle, '/bulk/testrun/update'), body)
        cases = [self.server.new_case(f'case {i}') for i in range(20)]
        told = self.bulk([{'testCaseKey': cases[i % 20], 'testRunStatus': 'Passed'} for i in range(1000)])
        self.assertEqual(told['successCount'], 1000)
        self.assertEqual(self.server.runs(self.cycle), {case: ['Passed'] * 50 for case in cases})

    def test_custom_fields_are_changed(self):
        case, outside = self.server.new_case(), self.server.new_case()
        self.post(case, {'testRunStatus': 'Passed', 'customFields': [{'name': 'Env', 'value': [{'value': 'UAT'}]}, {'name': 'N', 'value': 0}]})

        def change(name, value, operation):
            return self.server.json('PUT', at(self.cycle, '/bulk/testrun'), {
                'testRunSearchRequest': {'key': {'comparisonType': 'IN', 'list': [case, outside]}},
                'testRunBulkUpdateRequest': {'customFieldValueToUpdate': [
                    {'customValue': {'name': name, 'value': value}, 'customFieldUpdateOperationType': operation}]}})

        def fields():
            shown = self.server.json('GET', at(self.cycle, f'/testcase/{case}/testrun'))
            return {f['name']: f['value'] for f in shown['customFields']}
        told = change('Env', [{'value': 'UAT'}, {'value': 'PROD'}], 'ADD_TO_EXISTING')
        self.assertEqual((told['successCount'], list(told['errors'])), (1, [outside]))
        self.assertEqual(fields(), {'Env': [{'value': 'UAT'}, {'value': 'PROD'}], 'N': 0})
        change('Env', [{'value': 'UAT'}], 'DELETE_EXISTING')
        change('N', 1, 'REPLACE_EXISTING')
        change('New', {'value': 'P1'}, 'ADD_TO_EXISTING')
        self.assertEqual(fields(), {'Env': [{'value': 'PROD'}], 'N': 1, 'New': {'value': 'P1'}})
        change('N', None, 'DELETE_EXISTING')
        self.assertEqual(fields(), {'Env': [{'value': 'PROD'}], 'New': {'value': 'P1'}})
        for search in ({}, {'key': {'list': 3}}, {'key': {'list': [case]}, 'title': {}}):
            self.refused(400, 'PUT', at(self.cycle, '/bulk/testrun'),
                         {'testRunSearchRequest': search, 'testRunBulkUpdateRequest': {'customFieldValueToUpdate': []}})


    def test_custom_fields_are_checked_by_their_definitions(self):
        name = unique()
        self.server.json('POST', '/project/AT/config/customfield', {'name': name, 'type': 'MULTI_SELECT_LIST', 'allowedListValues': ['UAT', 'PROD'],
                                                                    'runAssociation': {'isAssociated': True, 'isRequired': True}})
        case, other = self.server.new_case(), self.server.new_case()
        of = lambda value: [{'name': name.lower(), 'value': value}]
        made = self.post(case, {'testRunStatus': 'Passed', 'customFields': of(['uat'])})
        self.assertEqual([(f['name'], f['value']) for f in made['customFields']], [(name, [{'ID': 1, 'value': 'UAT'}])])
        self.assertIn('has no such value', self.refused(400, 'POST', at(self.cycle, f'/testcase/{case}/testrun'), {'customFields': of('Moon')}))
        path = at(self.cycle, f"/testrun/{made['ID']}")
        self.assertIn('has no such value', self.refused(400, 'PATCH', path, {'customFields': of('Moon')}))
        self.assertIn('is required', self.refused(400, 'PUT', path, {'customFields': of(None)}))
        self.post(other, {'testRunStatus': 'Passed'})
        told = self.server.json('POST', at(self.cycle, '/bulk/testrun/update'), {'testRuns': [
            {'testCaseKey': case, 'testRunStatus': 'Failed', 'customFields': of('Moon')}, {'testCaseKey': other, 'testRunStatus': 'Failed', 'customFields': of('PROD')}]})
        self.assertEqual((told['successCount'], told['errors'][case]['code'], list(told['processedData'])), (1, 'invalid_entry', [other]))
        self.assertEqual((self.server.runs(self.cycle)[case], self.server.runs(self.cycle)[other][0]), (['Passed'], 'Failed'))


class Attachments(RunTest):
    def setUp(self):
        super().setUp()
        self.case = self.server.new_case()
        self.run_id = self.post(self.case, {'testRunStatus': 'Failed'})['ID']
        self.path = f'/testrun/{self.run_id}/attachment'

    def test_a_file_comes_back_byte_for_byte(self):
        made = self.attach(self.path, PNG)
        self.assertEqual((made['name'], made['mimeType'], made['size'], made['addedByID']), ('shot.png', 'image/png', len(PNG), 'admin'))
        self.assertEqual(self.server.json('GET', at(self.cycle, self.path)), [made])
        self.assertEqual(self.server.json('GET', at(self.cycle, f'/testrun/{self.run_id}'))['attachments'], [made])
        status, fields, content = self.file(f"{self.path}/{made['ID']}")
        self.assertEqual((status, content, fields['content-type']), (200, PNG, 'image/png'))
        self.assertEqual(fields['etag'], f'"{hashlib.sha256(PNG).hexdigest()}"')
        latest = self.attach(f'/testcase/{self.case}/attachment', b'log line', 'a.log')
        self.assertEqual(latest['mimeType'], 'text/plain;charset=utf-8')
        self.assertEqual(len(self.server.json('GET', at(self.cycle, self.path))), 2)

    def test_nothing_that_runs_is_given_out(self):
        for content, wanted in ((HTML, 'text/plain'), (SVG, 'text/plain'), (b'GIF89a' + HTML, 'image/gif'), (b'\x00' + HTML, 'application/octet-stream'),
                                (HTML.decode().encode('utf-16'), 'application/octet-stream'), (b'', 'text/plain')):
            made = self.attach(self.path, content, 'page.html')
            status, fields, got = self.file(f"{self.path}/{made['ID']}")
            self.assertEqual((status, got, fields['content-type'].split(';')[0]), (200, content, wanted))
            self.assertTrue(fields['content-disposition'].startswith('attachment; filename='), fields)
            self.assertEqual(fields['x-content-type-options'], 'nosniff')
            self.assertEqual(fields['content-security-policy'], "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
            self.assertEqual(fields['cross-origin-resource-policy'], 'same-origin')
        for wanted in ('script', 'style', 'worker', 'sharedworker', 'serviceworker', 'embed', 'object', 'iframe', 'frame', 'audioworklet'):
            self.assertEqual(self.file(f"{self.path}/{made['ID']}", **{'Sec-Fetch-Dest': wanted})[0], 403, wanted)
        for harmless in ('image', 'document', 'empty'):
            self.assertEqual(self.file(f"{self.path}/{made['ID']}", **{'Sec-Fetch-Dest': harmless})[0], 200, harmless)

    def test_names_do_no_harm(self):
        for name in ('../../etc/passwd', 'a\\b.png', 'ä"; filename=x.html', 'x' * 300):
            body, content_type = multipart({}, PNG, 'THE-NAME')
            body = body.replace(b'THE-NAME', name.replace('"', '%22').encode())
            status, _, text = self.server.call('POST', at(self.cycle, self.path), body, {'Content-Type': content_type})
            self.assertEqual(status, 200, text)
            fields = self.file(f"{self.path}/{json.loads(text)['ID']}")[1]
            self.assertNotRegex(fields['content-disposition'], r'[/\\]')

    def test_what_is_wrong_is_said(self):
        self.attach('/testrun/999999999/attachment', PNG, expected=404)
        self.attach('/testcase/AT-TC-99999/attachment', PNG, expected=404)
        outside = self.server.new_case()
        self.attach(f'/testcase/{outside}/attachment', PNG, expected=404)
        self.assertEqual(self.attach(self.path, None, expected=400), 'file is mandatory')
        self.refused(400, 'POST', at(self.cycle, self.path), b'x', headers={'Content-Type': 'image/png'})
        for id_ in ('0', '99999', 'x', '-1'):
            for method in ('GET', 'DELETE'):
                self.refused(404, method, at(self.cycle, f'{self.path}/{id_}'))
        self.assertEqual(self.server.json('GET', at(self.cycle, self.path)), [])
        self.assertEqual(self.attach(self.path, PNG, name='screenshot')['name'], 'shot.png')

    def test_too_much_is_refused_before_it_is_sent(self):
        connection = http.client.HTTPConnection('127.0.0.1', self.server.port, timeout=60)
        connection.putrequest('POST', PREFIX + at(self.cycle, self.path))
        for name, value in {'Authorization': 'Bearer ' + self.server.token, 'Content-Type': 'multipart/form-data; boundary=x',
                            'Content-Length': str(200 << 20)}.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        self.assertEqual((answer.status, b'attachment_size_max' in answer.read()), (413, True))
        connection.close()

    def test_a_removed_file_is_gone(self):
        made, other = self.attach(self.path, PNG), self.attach(self.path, PNG, 'other.png')
        self.assertEqual(self.server.json('DELETE', at(self.cycle, f"{self.path}/{made['ID']}")), made)
        self.refused(404, 'GET', at(self.cycle, f"{self.path}/{made['ID']}"))
        self.assertEqual(self.server.json('GET', at(self.cycle, self.path)), [other])
        self.assertEqual(self.file(f"{self.path}/{other['ID']}")[2], PNG, 'the same bytes under another name stay')

    def test_files_of_reports_are_given_out_too(self):
        report = [{'uri': 'a.feature', 'id': 'shop', 'keyword': 'Feature', 'name': 'Shop', 'elements': [{
            'id': 'shop;pay', 'type': 'scenario', 'keyword': 'Scenario', 'name': 'pay', 'line': 2, 'tags': [{'name': '@' + self.case}],
            'steps': [{'keyword': 'Given ', 'name': 'a card', 'line': 3, 'result': {'status': 'failed', 'error_message': 'no'},
                       'embeddings': [{'data': base64.b64encode(HTML).decode(), 'mime_type': 'text/html', 'name': 'page'}]}]}]}]
        told = self.server.import_report(self.cycle, 'Cucumber', json.dumps(report), filename='r.json')
        path = f"/testrun/{told['processedData'][self.case]['runID']}/attachment"
        made, = self.server.json('GET', at(self.cycle, path))
        status, fields, content = self.file(f"{path}/{made['ID']}")
        self.assertEqual((status, content, fields['content-type']), (200, HTML, 'text/plain;charset=utf-8'))
        self.server.json('DELETE', at(self.cycle, f"{path}/{made['ID']}"))
        self.assertEqual(self.server.json('GET', at(self.cycle, path)), [])
        self.assertIn('since', self.refused(409, 'POST', at(self.cycle, f"/batch/{told['batchId']}/undo")))

    def test_nobody_unknown_writes_a_byte(self):
        body, content_type = multipart({}, PNG, 'shot.png')
        self.assertEqual(self.server.call('POST', at(self.cycle, self.path), body, {'Content-Type': content_type}, token=False)[0], 401)


class Durability(unittest.TestCase):
    def test_what_was_answered_is_there_after_a_kill(self):
        with Server() as server:
            case, cycle = server.new_case(), server.new_cycle()
            made = server.json('POST', at(cycle, f'/testcase/{case}/testrun'), {'testRunStatus': 'Failed', 'comments': ['x' * 2000]})
            body, content_type = multipart({}, PNG, 'shot.png')
            server.json('POST', at(cycle, f"/testrun/{made['ID']}/attachment"), body, headers={'Content-Type': content_type})
            before = server.json('GET', at(cycle, f"/testrun/{made['ID']}"))
            server.stop(signal.SIGKILL)
            server.start()
            self.assertEqual(server.json('GET', at(cycle, f"/testrun/{made['ID']}")), before)
            server.stop()
            checked = run('verify', '--data', server.data)
            self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
            server.start()


if __name__ == '__main__':
    unittest.main()

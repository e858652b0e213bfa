"""What people do to a project's own lists, tags and folders, and what that means for imports and clients."""
import threading
import unittest

from support import FAILURE, ServerTest, junit, testcase, unique

P = '/project/AT'


class Lists(ServerTest):
    def lists(self, **query):
        text = '&'.join(f'{name}={value}' for name, value in query.items())
        return self.server.json('GET', f'{P}/config?{text}')

    def names(self, path, query=''):
        return [entry['name'] for entry in self.server.json('GET', f'{P}/config/{path}{query}')]

    def refused(self, status, text, method, path, body=None):
        self.assertEqual(self.server.call(method, P + path, body)[::2], (status, text))

    def test_it_is_what_the_contract_says(self):
        lists = self.lists()
        self.assertEqual({name: lists['adhocTestCycle'][name] for name in ('ID', 'key')}, {'ID': 1, 'key': 'AT-CY-Adhoc'})
        types = [status['statusType'] for status in lists['runStatuses'][:5]]
        self.assertEqual(types, ['NOT_RUN', 'IN_PROGRESS', 'PASSED', 'FAILED', 'BLOCKED'])
        self.assertEqual([status['name'] for status in lists['runStepStatuses']], ['Not Run', 'In Progress', 'Passed', 'Failed', 'Blocked'])
        for path, name in (('testcase/status', 'caseStatuses'), ('testcase/priority', 'casePriorities'), ('testcase/type', 'caseTypes'),
                           ('testcase/scripttype', 'caseScriptTypes'), ('testcase/automationstatus', 'caseAutomationStatuses'),
                           ('testrun/status', 'runStatuses'), ('testrunstep/status', 'runStepStatuses'), ('customfield', 'customFields')):
            self.assertEqual(self.server.json('GET', f'{P}/config/{path}'), self.lists()[name])
        self.refused(404, 'Resource Not Found. Please check the URL.', 'GET', '/config/testcase/colour')

    def test_a_choice_lives_and_ends(self):
        path = '/config/testcase/priority'
        made = self.server.json('POST', P + path, {'name': 'Blocker', 'description': 'now', 'position': 1})
        self.assertEqual(self.names('testcase/priority')[0], 'Blocker')
        self.refused(409, "The list has an entry 'bLOCKER' already", 'POST', path, {'name': 'bLOCKER'})
        here = f'{path}/{made["ID"]}'
        case = self.server.new_case(priority={'name': 'Blocker'})
        self.refused(409, "'Blocker' is in use. Deactivate it instead with isEnabled", 'DELETE', here)
        self.assertFalse(self.server.json('PATCH', P + here, {'name': 'Stopper', 'isEnabled': False})['isEnabled'])
        self.assertNotIn('Stopper', self.names('testcase/priority'))
        self.assertIn('Stopper', self.names('testcase/priority', '?includeDisabled=true'))
        self.assertEqual(self.server.json('GET', f'{P}/testcase/{case}/detail')['priority'], {'ID': made['ID'], 'name': 'Stopper'})
        for wish in ({'name': 'Stopper'}, {'ID': made['ID']}):
            self.assertEqual(self.server.call('POST', f'{P}/testcase', {'title': 't', 'priority': wish})[0], 400)
        other = self.server.json('POST', P + path, {'name': unique(), 'colour': 'red', 'isDefault': True})
        self.assertEqual(self.server.call('PATCH', f'{P}{path}/{other["ID"]}', {'colour': 'red'})[1]['testledger-warning'], 'colour')
        self.assertEqual(self.server.json('POST', f'{P}/testcase', {'title': 't'})['priority']['name'], other['name'])
        self.server.json('PATCH', f'{P}{path}/1', {'isDefault': 'true'})
        self.refused(404, 'The list has no entry 999', 'DELETE', f'{path}/999')
        self.refused(404, 'The list has no entry x', 'PATCH', f'{path}/x', {'name': 'y'})
        unused = self.server.json('POST', P + path, {'name': unique()})
        self.assertEqual(self.server.json('DELETE', f'{P}{path}/{unused["ID"]}')['name'], unused['name'])
        self.refused(404, f'The list has no entry {unused["ID"]}', 'DELETE', f'{path}/{unused["ID"]}')

    def test_imports_go_by_the_lists_at_once(self):
        path = '/config/testrun/status'
        made = self.server.json('POST', P + path, {'name': unique('Red'), 'statusType': 'FAILED', 'position': 1})
        cycle = self.server.new_cycle()
        failing = junit(testcase(unique(), inner=FAILURE))
        self.server.import_report(cycle, 'JUnit', failing, {'createCase': 'true'})
        self.assertEqual(list(self.server.runs(cycle).values()), [[made['name']]])
        self.refused(409, f"'{made['name']}' is in use. Deactivate it instead with isEnabled", 'DELETE', f'{path}/{made["ID"]}')
        self.server.json('PATCH', f'{P}{path}/{made["ID"]}', {'isEnabled': False, 'name': made['name'] + '!'})
        self.assertEqual(list(self.server.runs(cycle).values()), [[made['name'] + '!']], 'what has it keeps it')
        self.server.import_report(cycle, 'JUnit', failing, {'createCase': 'true'})
        self.assertEqual(list(self.server.runs(cycle).values()), [['Failed', made['name'] + '!']])
        self.refused(409, 'One status of the type FAILED must stay', 'PATCH', f'{path}/4', {'isEnabled': False})
        self.refused(400, 'color must be such as "#22a06b"', 'PATCH', f'{path}/4', {'color': 'red; background: url(x)'})

    def test_renamed_lists_do_not_keep_reports_out(self):
        changes = [('testcase/status/3', 'Published', 'Ready'), ('testcase/scripttype/2', 'BDD/Gherkin', 'Gherkin'),
                   ('testcase/automationstatus/2', 'Automated', 'By machine'), ('testrun/status/3', 'Passed', 'OK')]
        for path, _, name in changes:
            self.server.json('PATCH', f'{P}/config/{path}', {'name': name})
        cycle = self.server.new_cycle()
        answer = self.server.import_report(cycle, 'JUnit', junit(testcase(unique())), {'createCase': 'true'})
        self.assertEqual(answer['errorCount'], 0)
        case = self.server.json('GET', f'{P}/testcase/{next(iter(answer["processedData"]))}/detail')
        self.assertEqual((case['status']['name'], case['automationStatus']['name']), ('Ready', 'By machine'))
        self.assertEqual(list(self.server.runs(cycle).values()), [['OK']])
        self.refused(409, "Importing needs 'By machine'. It can be renamed", 'PATCH', '/config/testcase/automationstatus/2',
                     {'isEnabled': False})
        for path, name, _ in changes:
            self.server.json('PATCH', f'{P}/config/{path}', {'name': name})

    def test_a_status_may_be_let_into_cycles(self):
        key = self.server.new_case(status={'name': 'Draft'})
        cycle, report = self.server.new_cycle(), junit(testcase(f'{key} works'))
        self.assertEqual(self.server.import_report(cycle, 'JUnit', report)['errorCount'], 1)
        self.assertTrue(self.server.json('PATCH', f'{P}/config/testcase/status/1', {'isEligibleForCycle': True})['isEligibleForCycle'])
        self.assertEqual(self.server.import_report(cycle, 'JUnit', report)['errorCount'], 0)
        self.server.json('PATCH', f'{P}/config/testcase/status/1', {'isEligibleForCycle': False})

    def test_custom_fields_of_cycles(self):
        field = self.server.json('POST', f'{P}/config/customfield', {
            'name': 'Environment', 'type': 'SINGLE_SELECT_LIST', 'allowedListValues': ['UAT', {'value': 'Live'}],
            'cycleAssociation': {'isAssociated': True, 'isRequired': False}})
        self.assertEqual([value['value'] for value in field['allowedListValues']], ['UAT', 'Live'])
        body = {'title': 't', 'customFields': [{'name': 'environment', 'value': {'value': 'uat'}}, {'name': 'Mine', 'value': 1}]}
        status, headers, _ = self.server.call('POST', f'{P}/testcycle/detail', body)
        self.assertEqual((status, headers['testledger-warning']), (200, 'customFields.Mine'))
        here, cycle = f'{P}/config/customfield/{field["ID"]}', self.server.json('POST', f'{P}/testcycle/detail', body)
        self.server.json('PATCH', here, {'name': 'Env', 'allowedListValues': [{'ID': 1, 'value': 'Staging'}]})
        shown = self.server.json('GET', f'{P}/testcycle/{cycle["key"]}/detail')['customFields']
        self.assertEqual(shown, [{'ID': field['ID'], 'name': 'Env', 'value': {'ID': 1, 'value': 'Staging'}}, {'name': 'Mine', 'value': 1}])
        self.refused(400, "The custom field 'Env' has no such value; see its allowedListValues", 'POST', '/testcycle/detail',
                     {'title': 't', 'customFields': [{'name': 'Env', 'value': 'Live'}]})
        self.server.json('PATCH', here, {'cycleAssociation': {'isAssociated': True, 'isRequired': True}})
        self.refused(400, "The custom field 'Env' is required", 'POST', '/testcycle/detail', {'title': 't'})
        self.server.json('DELETE', here)
        self.assertEqual(self.server.json('GET', f'{P}/testcycle/{cycle["key"]}/detail')['customFields'], shown)

    def test_links_lead_to_the_web(self):
        links = {'requirementUrl': 'https://tracker.example/browse/{key}', 'defectUrl': None}
        self.assertEqual(self.server.json('PATCH', f'{P}/config/links', links), links)
        self.assertEqual(self.lists()['links'], links)
        self.assertEqual(self.server.json('PATCH', f'{P}/config/links', {'defectUrl': 'http://d/{key}'})['requirementUrl'],
                         links['requirementUrl'])
        for bad in ('javascript:alert("{key}")', 'https://tracker.example', 'https://a/"{key}'):
            self.assertEqual(self.server.call('PATCH', f'{P}/config/links', {'defectUrl': bad})[0], 400, bad)

    def test_changes_at_once_are_all_kept(self):
        names = [unique() for _ in range(12)]
        threads = [threading.Thread(target=self.server.json, args=('POST', f'{P}/config/testcase/type', {'name': name})) for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(set(names) - set(self.names('testcase/type')), set())


class Tags(ServerTest):
    def test_they_are_made_renamed_and_removed(self):
        made = self.server.json('POST', f'{P}/tag', [{'name': ' smoke '}, 'Nightly', {'name': 'SMOKE'}])
        self.assertEqual([tag['name'] for tag in made], ['smoke', 'Nightly', 'smoke'])
        self.assertEqual(self.server.json('GET', f'{P}/tag'), [made[1], made[0]])
        self.assertEqual(self.server.json('GET', f'{P}/tag?startAt=1&maxResults=10'), [made[0]])
        here = f'{P}/tag/{made[0]["ID"]}'
        self.assertEqual(self.server.call('PATCH', here, {'name': 'nightly'})[0], 409)
        self.server.json('PATCH', here, {'name': 'quick'})
        key = self.server.new_case(tags=['quick'])
        self.assertEqual(self.server.call('DELETE', here)[::2], (409, "The tag 'quick' is on 1 cases and 0 cycles."))
        self.assertEqual(self.server.json('DELETE', here + '?force=true'), {'ID': made[0]['ID'], 'name': 'quick'})
        self.assertEqual(self.server.json('GET', f'{P}/testcase/{key}/detail')['tags'], [])
        for path in (here, f'{P}/tag/x', f'{P}/tag/999'):
            self.assertEqual(self.server.call('DELETE', path)[0], 404)

    def test_wrong_ones_are_refused(self):
        for body in ({'name': 'x'}, [{'name': ' '}], [{}], [1], [{'name': 'x' * 256}], ['x'] * 1001):
            self.assertEqual(self.server.call('POST', f'{P}/tag', body)[0], 400, str(body)[:40])


class Folders(ServerTest):
    def test_they_are_made_changed_moved_and_removed(self):
        for tree in ('testcase', 'testcycle', 'testset'):
            with self.subTest(tree):
                path = f'{P}/{tree}/folder'
                shop = self.server.json('POST', path, {'name': 'Shop', 'description': 'd'})
                cart = self.server.json('POST', path, {'name': 'Cart', 'parentID': shop['ID']})
                self.assertEqual(self.server.json('GET', path), [{**shop, 'children': [cart]}])
                self.assertEqual(self.server.call('POST', path, {'name': 'SHOP'})[0], 409)
                self.assertEqual(self.server.call('POST', path, {'name': 'x', 'parentID': 99})[0], 404)
                self.assertEqual(self.server.call('PATCH', f'{path}/{shop["ID"]}', {'parentID': cart['ID']})[::2],
                                 (409, "The folder 'Shop' cannot be moved below itself."))
                self.assertEqual(self.server.call('DELETE', f'{path}/{shop["ID"]}')[0], 409)
                moved = self.server.json('PATCH', f'{path}/{cart["ID"]}', {'parentID': None, 'name': 'Basket', 'description': 'new'})
                self.assertEqual(moved, {**cart, 'parentID': None, 'name': 'Basket', 'description': 'new'})
                self.assertIsNone(self.server.json('PATCH', f'{path}/{cart["ID"]}', {'description': None})['description'])
                self.server.json('DELETE', f'{path}/{shop["ID"]}')
                self.assertEqual([folder['name'] for folder in self.server.json('GET', path)], ['Basket'])

    def test_what_is_in_a_folder_keeps_it(self):
        folder = self.server.json('POST', f'{P}/testcase/folder', {'name': unique()})
        self.server.new_case(folder=folder['ID'])
        self.assertEqual(self.server.call('DELETE', f'{P}/testcase/folder/{folder["ID"]}')[::2],
                         (409, f"The folder '{folder['name']}' is not empty: it has 0 folders and 1 cases."))
        self.assertEqual(self.server.call('DELETE', f'{P}/testcycle/folder/{folder["ID"]}')[0], 404, 'another tree')


if __name__ == '__main__':
    unittest.main()

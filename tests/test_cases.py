"""Cases as people work on them: searching, replacing, changing, versions; beside each other and beside imports."""
import csv
import http.client
import io
import json
import threading
import unittest
import zipfile

from support import ServerTest, junit, multipart, testcase, unique


FIELDS = {'flag': 'YES_NO', 'one': ['P1', 'P2'], 'many': ['TeamAlpha', 'Zeta'], 'number': 'NUMBER', 'date': 'DATE', 'own': ['x']}


class Cases(ServerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, kind in FIELDS.items():
            of_list = {'type': 'MULTI_SELECT_LIST' if name == 'many' else 'SINGLE_SELECT_LIST', 'allowedListValues': kind}
            cls.server.json('POST', '/project/AT/config/customfield', {'name': name, 'caseAssociation': {'isAssociated': True},
                                                                       **(of_list if isinstance(kind, list) else {'type': kind})})

    def call(self, method, path, body=None, status=200, **options):
        answered, headers, text = self.server.call(method, "/project/AT" + path, body, **options)
        self.assertEqual(answered, status, text)
        return (json.loads(text) if status == 200 else text), headers

    def made(self, **fields):
        return self.call('POST', '/testcase', {'title': 'a case', **fields})[0]

    def shown(self, case, query='?fetchDataSets=true&needDataInRTF=true'):
        return self.call('GET', f'/testcase/{case}/detail{query}')[0]

    def held(self, cycle):
        """The one case of a cycle with its runs."""
        return self.call('GET', f'/testcycle/{cycle}/testrun')[0]['items'][0]

    def search(self, status=200, **criteria):
        return self.call('POST', '/testcase/search', criteria, status)[0]


FULL = {'title': 'Pay', 'description': '<p>with a card</p>', 'precondition': 'in', 'ownedByID': 'ann', 'status': {'name': 'Published'},
        'priority': {'name': 'High'}, 'type': {'name': 'API'}, 'scriptType': {'name': 'BDD/Gherkin'}, 'automationStatus': {'name': 'Automated'},
        'automationOwnerID': 'ci', 'automationKey': 'shop.pay', 'estimatedEffort': 90, 'jiraComponentIDs': [3], 'jiraReleaseIDs': [4, 5],
        'jiraRequirementIDs': ['AT-42'], 'tags': ['smoke'], 'datasetParameters': [{'name': 'user'}], 'dataSets': [{'user': 'bob'}],
        'steps': [{'stepType': kind, 'bddStep': kind} for kind in ('BDD_GIVEN', 'BDD_WHEN', 'BDD_AND', 'BDD_BUT', 'BDD_THEN', 'BDD_STAR')] +
                 [{'stepType': 'TEXT', 'step': 'press', 'data': 'd', 'expectedResult': 'e'}],
        'customFields': [{'ID': 1, 'name': 'flag', 'value': 'Yes'}, {'ID': 2, 'name': 'one', 'value': {'ID': 1, 'value': 'P1'}},
                         {'ID': 3, 'name': 'many', 'value': [{'ID': 1, 'value': 'TeamAlpha'}, {'ID': 2, 'value': 'Zeta'}]},
                         {'ID': 4, 'name': 'number', 'value': 0}, {'ID': 5, 'name': 'date', 'value': '2024-08-29T04:38:36.437Z'},
                         {'ID': 6, 'name': 'own', 'value': {'ID': 1, 'value': 'x'}}]}


class Changing(Cases):
    def test_all_that_is_written_comes_back_and_nothing_is_named_as_unstored(self):
        for case in (self.made(), None):
            body, headers = self.call('PUT', f"/testcase/{case['key']}/detail?needDataInRTF=true", FULL) if case else \
                self.call('POST', '/testcase?needDataInRTF=true', FULL)
            self.assertNotIn('testledger-warning', headers)
            read = self.shown(body['key'])
            self.assertEqual(read, body)
            for name, value in FULL.items():
                if name in ('status', 'priority', 'type', 'scriptType', 'automationStatus'):
                    self.assertEqual(read[name]['name'], value['name'])
                elif name == 'tags':
                    self.assertEqual([tag['tag']['name'] for tag in read['tags']], value)
                elif name == 'steps':
                    self.assertEqual([step['stepType'] for step in read['steps']], [step['stepType'] for step in value])
                else:
                    self.assertEqual(read[name], value, name)

    def test_put_replaces_all_and_empties_what_is_absent(self):
        case = self.made(**FULL)
        self.call('PUT', f"/testcase/{case['key']}/detail", {'title': 'bare'})
        bare, read = self.made(title='bare'), self.shown(case['key'])
        for name in set(bare) - {'ID', 'key', 'createdDate', 'updatedDate', 'versions'}:
            self.assertEqual(read.get(name), bare.get(name), name)
        self.assertIn('title is required', self.call('PUT', f"/testcase/{case['key']}/detail", {}, 400)[0])

    def test_what_was_read_may_be_put_back(self):
        case = self.made(**FULL)
        read = self.shown(case['key'])
        written, headers = self.call('PUT', f"/testcase/{case['key']}/detail?needDataInRTF=true", read)
        self.assertNotIn('testledger-warning', headers)
        self.assertEqual({**written, 'updatedDate': 0}, {**read, 'updatedDate': 0})

    def test_a_case_does_not_refer_to_itself(self):
        case = self.made()['key']
        refer = {'title': 'x', 'scriptType': 'Classic', 'steps': [{'stepType': 'REFERENCE', 'referencedCase': {'key': case.lower()}}]}
        for method, path, body in (('PUT', f'/testcase/{case}/detail', refer), ('PATCH', f'/testcase/{case}/detail', refer),
                                   ('PATCH', '/testcase/bulk', {'keys': [case], 'changes': refer})):
            self.assertEqual(self.call(method, path, body, 400)[0],
                             f'{case} cannot refer to itself: a step of type REFERENCE needs the key of another case')
        clone, _ = self.call('POST', f'/testcase/{case}/clone', refer)
        self.assertEqual(clone['steps'][0]['referencedCase'], {'key': case})

    def test_put_without_detail_is_not_there(self):
        case = self.made()
        self.assertEqual(self.call('PUT', f"/testcase/{case['key']}", {'title': 'x'}, 404)[0], 'Resource Not Found. Please check the URL.')
        self.assertEqual(self.call('PUT', '/testcase/AT-TC-99999/detail', {'title': 'x'}, 404)[0], "Case 'AT-TC-99999' not found")

    def test_patch_changes_what_is_sent(self):
        case = self.shown(self.made(**FULL)['key'])
        changed, _ = self.call('PATCH', f"/testcase/{case['key']}/detail?needDataInRTF=true", {'title': 'Pay later', 'description': None})
        expected = {**case, 'title': 'Pay later', 'description': '', 'updatedDate': changed['updatedDate']}
        self.assertEqual(changed, expected)
        self.assertEqual(self.shown(case['key']), expected)
        self.assertGreater(changed['updatedDate'], case['updatedDate'])
        for wrong, why in (({'status': 'nobody'}, "'status' nobody is not valid"), ({'folder': 9999}, 'Folder 9999 does not exist'),
                           ({'tags': [{'tag': {'ID': 9999}}]}, "'tag' 9999 is not valid"), ({'title': ''}, 'title is required'),
                           ({'steps': [{'stepType': 'REFERENCE', 'referencedCase': {'key': 'AT-TC-99999'}}]}, 'not found')):
            with self.subTest(why):
                self.assertIn(why, self.call('PATCH', f"/testcase/{case['key']}/detail", wrong, 400)[0])
        self.assertEqual(self.shown(case['key']), expected, 'a refusal changes nothing')
        _, headers = self.call('PATCH', f"/testcase/{case['key']}/detail", {'labels': ['x']})
        self.assertEqual(headers['testledger-warning'], 'labels')

    def test_the_echo_of_another_version_is_refused(self):
        case = self.made()
        second, _ = self.call('PUT', f"/testcase/{case['key']}/detail?createNewVersion=true", {**case, 'title': 'second'})
        told, _ = self.call('PUT', f"/testcase/{case['key']}/detail", {**case, 'title': 'late'}, 400)
        self.assertIn(f"is in version 2 with ID {second['ID']}", told)
        self.call('PUT', f"/testcase/{case['key']}/detail?version=1", {**case, 'title': 'of the first'})
        self.call('PUT', f"/testcase/{case['key']}/detail", {'title': 'says no version'})
        self.assertEqual(self.shown(case['key'], '?version=1')['title'], 'of the first')

    def test_if_match_tells_who_comes_second(self):
        case, headers = self.call('GET', f"/testcase/{self.made()['key']}/detail")
        self.assertEqual(headers['etag'], f"\"{case['updatedDate']}\"")
        for method in ('PUT', 'PATCH'):
            for name, tag in (('the tag', '"{}"'), ('a weak tag', 'W/"{}"'), ('the bare time', '{}'), ('any', '*')):
                with self.subTest(f'{method} {name}'):
                    written, after = self.call(method, f"/testcase/{case['key']}/detail", {'title': name}, headers={'If-Match': tag.format(case['updatedDate'])})
                    told, _ = self.call(method, f"/testcase/{case['key']}/detail", {'title': 'late'}, 409, headers={'If-Match': '"1"'})
                    self.assertIn(f"its updatedDate is {written['updatedDate']}", told)
                    self.assertEqual(after['etag'], f"\"{written['updatedDate']}\"")
                    case = written

    def test_of_many_at_once_with_if_match_one_wins(self):
        case, headers = self.call('GET', f"/testcase/{self.made()['key']}/detail")
        answers = []

        def write(n):
            answers.append(self.server.call('PATCH', f"/project/AT/testcase/{case['key']}/detail", {'title': f'writer {n}'},
                                            headers={"If-Match": headers["etag"]})[0])
        threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        self.assertEqual(sorted(answers), [200] + [409] * 7)

    def test_patches_of_different_members_at_once_are_all_there(self):
        case = self.made()
        members = {'title': 't', 'description': 'd', 'precondition': 'p', 'ownedByID': 'o', 'automationKey': 'k', 'estimatedEffort': 5}
        threads = [threading.Thread(target=self.call, args=('PATCH', f"/testcase/{case['key']}/detail", {name: value})) for name, value in members.items()]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        read = self.shown(case['key'])
        self.assertEqual({name: read[name] for name in members}, members)


class References(Cases):
    def test_cases_that_refer_to_each_other_in_a_circle_are_read_run_and_exported_like_others(self):
        """A reference is kept as the key alone, and nothing follows it."""
        refers = lambda key: {'scriptType': 'Classic', 'status': 'Published', 'steps': [{'stepType': 'TEXT', 'step': 'first'},
                                                                                    {'stepType': 'REFERENCE', 'referencedCase': {'key': key}}]}
        mark = unique()
        circle = [self.made(title=f'{mark} {n}')['key'] for n in range(3)]
        for place, key in enumerate(circle):
            self.call('PATCH', f'/testcase/{key}/detail', refers(circle[(place + 1) % len(circle)]))
        cycle = self.server.new_cycle()
        for place, key in enumerate(circle):
            steps = self.shown(key)['steps']
            self.assertEqual([step.get('referencedCase') for step in steps], [None, {'key': circle[(place + 1) % len(circle)]}])
            run = self.call('POST', f'/testcycle/{cycle}/testcase/{key}/testrun', {'testRunStatus': 'Passed'})[0]
            self.assertLessEqual(len(run['testRunSteps']), 2)
        report = junit(*(testcase(f'{key} again') for key in circle))
        imported = self.server.import_report(cycle, 'JUnit', report, {'forceUpdateCase': 'true'})
        self.assertEqual((imported['successCount'], imported['errorCount']), (3, 0))
        found = self.search(title={'comparisonType': 'CONTAINS', 'value': mark})
        self.assertEqual(found['totalCount'], 0, 'forced to the titles of the report')
        _, _, text = self.server.call('POST', '/project/AT/testcase/export/csv', {'key': {'IN': circle}})
        self.assertIn(f'2. {circle[1]}', next(csv.DictReader(io.StringIO(text, newline='')))['Steps'])
        clones = self.call('POST', '/testcase/clone', {'keys': circle, 'changes': {}})[0]
        self.assertEqual([clone['steps'][1]['referencedCase']['key'] for clone in clones], circle[1:] + circle[:1])
        self.call('PUT', f'/testcase/{circle[0]}/detail?createNewVersion=true', {'title': 'newer', **refers(circle[1])})
        self.call('PATCH', f'/testcase/{circle[0]}/detail', refers(circle[0]), 400)
        for key in circle:
            self.call('DELETE', f'/testcase/{key}/detail')


class Versions(Cases):
    def test_every_version_has_its_id_and_what_it_says(self):
        first = self.made(**FULL)
        key = first['key']
        second, _ = self.call('PUT', f'/testcase/{key}/detail?createNewVersion=true', {'title': 'second'})
        third, _ = self.call('PATCH', f'/testcase/{key}/detail?createNewVersion=true', {'priority': {'name': 'Low'}})
        self.assertEqual((second['version'], third['version'], third['title']), (2, 3, 'second'))
        self.assertEqual([(v['version'], v['ID']) for v in third['versions']], [(3, third['ID']), (2, second['ID']), (1, first['ID'])])
        for version in (first, second, third):
            for query, case in (('', version['ID']), (f"?version={version['version']}", key)):
                read = self.shown(case, (query + '&' if query else '?') + 'fetchDataSets=true')
                self.assertEqual({**read, 'versions': []}, {**version, 'versions': []})
        self.assertEqual(self.call('GET', f'/testcase/{key}/detail?version=4', status=404)[0], f"Case '{key}' not found in version 4")
        self.assertEqual(self.call('GET', f'/testcase/{key}/detail?version=x', status=404)[0], f"Case '{key}' not found in version x")
        found = self.search(key={'IN': [key]})
        self.assertEqual([(item['ID'], item['version']) for item in found['items']], [(third['ID'], 3)])

    def test_a_cycle_keeps_its_version_and_imports_leave_it_alone(self):
        cycle, name = self.server.new_cycle(), unique()
        self.server.import_report(cycle, 'JUnit', junit(testcase(name)), {'createCase': 'true'})
        first = self.held(cycle)['testCase']
        second, _ = self.call('PATCH', f"/testcase/{first['key']}/detail?createNewVersion=true", {'title': 'by a person'})
        answer = self.server.import_report(cycle, 'JUnit', junit(testcase(name)), {'forceUpdateCase': 'true'})
        self.assertEqual(answer['successCount'], 1)
        held = self.held(cycle)
        self.assertEqual((held['testCase'], len(held['runs'])), (first, 2))
        self.assertEqual(self.shown(first['key'])['title'], 'by a person')
        other = self.server.new_cycle()
        self.server.import_report(other, 'JUnit', junit(testcase(name)))
        self.assertEqual(self.held(other)['testCase'], {'ID': second['ID'], 'key': first['key'], 'title': 'by a person', 'version': 2})

    def test_undoing_an_import_leaves_what_people_wrote(self):
        cycle, name = self.server.new_cycle(), unique()
        answer = self.server.import_report(cycle, 'JUnit', junit(testcase(name)), {'createCase': 'true'})
        key = next(iter(answer['processedData']))
        self.call('PATCH', f'/testcase/{key}/detail', {'title': 'mine'})
        told, _ = self.call('POST', f"/testcycle/{cycle}/batch/{answer['batchId']}/undo", {}, 409)
        self.assertIn('have been changed since', told)
        self.assertEqual(self.shown(key)['title'], 'mine')


class Searching(Cases):
    def keys(self, **criteria):
        page = self.search(**criteria)
        self.assertEqual(page['totalCount'], len(page['items']))
        return [item['key'] for item in page['items']]

    def test_cases_are_found_by_all_criteria(self):
        mark = unique()
        folder = self.call('PUT', '/testcase/folder/hierarchy', {'folderHierarchy': [mark]})[0]
        case = self.made(**{**FULL, 'title': f'Pays {mark}', 'folder': folder, 'automationKey': mark, 'tags': [mark], 'ownedByID': mark,
                            'jiraRequirementIDs': [mark], 'customFields': [{'name': mark, 'value': [{'value': 'A'}, {'value': 'B'}]}]})
        other = self.made(title=f'Other {mark}')
        both, one = [case['key'], other['key']], [case['key']]
        in_ = lambda *values: {'comparisonType': 'IN', 'list': list(values)}
        rows = [(both, {'title': {'comparisonType': 'CONTAINS', 'value': mark.upper()}}), (one, {'title': {'comparisonType': 'EXACT_MATCH', 'value': f'pays {mark}'}}),
                (one, {'automationKey': {'comparisonType': 'EXACT_MATCH', 'value': mark}}), (both, {'key': in_(*both)}), (one, {'key': {'IN': [one[0].lower()]}}),
                (one, {'ID': in_(case['ID'])}), (one, {'ownedByID': in_(mark)}), (one, {'requirementID': in_(mark)}), (one, {'requirementID': in_(mark.upper())}),
                ([], {'ownedByID': in_(mark.upper())}), (one, {'tag': in_(mark)}), (one, {'tag': in_(mark.upper())}),
                (one, {'tag': in_(case['tags'][0]['tag']['ID'])}), (one, {'folderID': in_(folder['ID'])}),
                (one, {'key': in_(*both), 'statusID': in_(case['status']['ID'])}), (one, {'key': in_(*both), 'statusID': in_('Published')}),
                (one, {'key': in_(*both), 'priorityID': in_('High')}), (one, {'key': in_(*both), 'typeID': in_('API')}),
                (one, {'key': in_(*both), 'automationStatusID': in_('Automated')}), (one, {'customFields': [{'name': mark, 'value': in_('B')}]}),
                ([], {'customFields': [{'name': mark, 'value': in_('b')}]}), (one, {'key': in_(*both), 'statusID': in_('PUBLISHED')}),
                (both, {'key': in_(*both), 'createdDate': {'comparisonType': 'AFTER', 'value1': '2020-01-01'}}),
                ([], {'key': in_(*both), 'updatedDate': {'comparisonType': 'BEFORE', 'value1': case['updatedDate']}}),
                ([], {'key': in_(*both), 'updatedDate': {'comparisonType': 'EMPTY'}}), (both, {'key': in_(*both), 'isArchived': {'value': False}}),
                ([], {'key': in_(*both), 'isArchived': {'value': True}}), ([], {'key': in_('XX-TC-1')})]
        for expected, criteria in rows:
            with self.subTest(criteria):
                self.assertEqual(self.keys(**criteria), expected)
        self.assertIn("Cases cannot be searched by 'name'", self.search(400, name='x'))

    def test_pages_have_their_total(self):
        mark = unique()
        for _ in range(3):
            self.made(title=mark)
        page, _ = self.call('POST', '/testcase/search?maxResults=2&startAt=2', {'title': mark})
        self.assertEqual((page['startAt'], page['maxResults'], page['totalCount'], page['isLast'], len(page['items'])), (2, 2, 3, True, 1))


class Values(Cases):
    """Custom fields and lists, by the project's definitions."""

    def test_custom_fields_are_checked_and_put_into_one_form(self):
        sent = [{'name': 'FLAG', 'value': True}, {'name': 'one', 'value': 'p1'}, {'name': 'many', 'value': {'value': 'zeta'}}, {'name': 'number', 'value': '7'}]
        made, headers = self.call('POST', '/testcase', {'title': 'x', 'customFields': sent + [{'name': 'Colour', 'value': [1]}]})
        self.assertEqual(headers['testledger-warning'], 'customFields.Colour')
        self.assertEqual(made['customFields'], [{'ID': 1, 'name': 'flag', 'value': 'Yes'}, {'ID': 2, 'name': 'one', 'value': {'ID': 1, 'value': 'P1'}},
                                                {'ID': 3, 'name': 'many', 'value': [{'ID': 2, 'value': 'Zeta'}]}, {'ID': 4, 'name': 'number', 'value': 7},
                                                {'name': 'Colour', 'value': [1]}])
        for method, body in (('POST', {}), ('PUT', {}), ('PATCH', {})):
            path = '/testcase' if method == 'POST' else f"/testcase/{made['key']}/detail"
            for wrong in ({'name': 'number', 'value': 'x'}, {'name': 'one', 'value': 'P9'}, {'name': 'flag', 'value': 'maybe'}):
                self.assertIn('The custom field', self.call(method, path, {'title': 'x', 'customFields': [wrong], **body}, 400)[0])
        self.assertEqual(self.shown(made['key'])['customFields'], made['customFields'])

    def test_what_is_not_offered_any_more_stays_and_is_not_taken_anew(self):
        config = '/config/testcase/priority'
        low = self.call('POST', config, {'name': unique()})[0]
        value = self.call('POST', '/config/customfield', {'name': unique(), 'type': 'SINGLE_SELECT_LIST', 'allowedListValues': ['old', 'new'],
                                                          'caseAssociation': {'isAssociated': True}})[0]
        has = {'priority': {'ID': low['ID']}, 'customFields': [{'name': value['name'], 'value': 'old'}]}
        case, other = self.made(**has), self.made()
        self.call('PATCH', f"{config}/{low['ID']}", {'isEnabled': False})
        self.call('PATCH', f"/config/customfield/{value['ID']}", {'allowedListValues': ['new']})
        for method, body in (('PUT', self.shown(case['key'])), ('PATCH', {'title': 'y'}), ('PATCH', has), ('PUT', {'title': 'z', **has})):
            written, _ = self.call(method, f"/testcase/{case['key']}/detail", body)
            self.assertEqual((written['priority']['ID'], written['customFields'][0]['value']['value']), (low['ID'], 'old'))
        bulk, _ = self.call('PATCH', '/testcase/bulk', {'keys': [case['key']], 'changes': has})
        self.assertEqual(bulk['successCount'], 1)
        for part in ({'priority': has['priority']}, {'priority': low['name']}, {'customFields': has['customFields']}):
            for method in ('PUT', 'PATCH'):
                self.call(method, f"/testcase/{other['key']}/detail", {'title': 'x', **part}, 400)
            self.call('PATCH', '/testcase/bulk', {'keys': [case['key'], other['key']], 'changes': part}, 400)
            self.call('POST', '/testcase', {'title': 'x', **part}, 400)

    def test_a_required_field_is_asked_for_where_fields_are_written(self):
        case = self.made()
        name = unique()
        field = self.call('POST', '/config/customfield', {'name': name, 'type': 'NUMBER', 'caseAssociation': {'isAssociated': True, 'isRequired': True}})[0]
        try:
            for method, path, body in (('POST', '/testcase', {'title': 'x'}), ('PUT', f"/testcase/{case['key']}/detail", {'title': 'x'}),
                                       ('PATCH', f"/testcase/{case['key']}/detail", {'customFields': []})):
                self.assertEqual(self.call(method, path, body, 400)[0], f"The custom field '{name}' is required")
            values = {'customFields': [{'name': name, 'value': 1}]}
            for path, body, changed in ((f"/testcase/{case['key']}/clone", {}, values),
                                        ('/testcase/clone', {'keys': [case['key']]}, {'keys': [case['key']], 'changes': values})):
                self.assertEqual(self.call('POST', path, body, 400)[0], f"The custom field '{name}' is required")
                self.call('POST', path, changed)
            self.call('PATCH', f"/testcase/{case['key']}/detail", {'title': 'x'})
            self.made(customFields=[{'name': name, 'value': 1}])
        finally:
            self.call('DELETE', f"/config/customfield/{field['ID']}")


class Attachments(Cases):
    def attach(self, case, path='', content=b'a plan', filename='plan.txt', status=200):
        body, kind = multipart({}, content, filename)
        return self.call('POST', f'/testcase/{case}{path}/attachment', body, status, headers={'Content-Type': kind})[0]

    def test_files_come_back_as_what_their_content_is(self):
        case = self.made()
        made = self.attach(case['key'])
        self.assertEqual((made['name'], made['mimeType'], made['size'], made['addedByID']), ('plan.txt', 'text/plain;charset=utf-8', 6, 'admin'))
        page = self.attach(case['key'], content=b'<html><script>alert(1)</script>', filename='x.html')
        self.assertEqual(self.shown(case['key'])['attachments'], [made, page])
        self.assertGreater(self.shown(case['key'])['updatedDate'], case['updatedDate'])
        self.assertEqual(self.call('GET', f"/testcase/{case['key']}/attachment")[0], [made, page])
        status, headers, text = self.server.call('GET', f"/project/AT/testcase/{case['key']}/attachment/{page['ID']}")
        self.assertEqual((status, text), (200, '<html><script>alert(1)</script>'))
        self.assertNotIn('html', headers['content-type'])
        self.assertIn('attachment', headers['content-disposition'])
        self.assertIn('sandbox', headers['content-security-policy'])
        removed, _ = self.call('DELETE', f"/testcase/{case['key']}/attachment/{page['ID']}")
        self.assertEqual((removed, self.shown(case['key'])['attachments']), (page, [made]))
        self.call('GET', f"/testcase/{case['key']}/attachment/{page['ID']}", status=404)

    def test_texts_have_files_of_their_own(self):
        case = self.made()
        made = {field: self.attach(case['key'], '/' + field) for field in ('description', 'PRECONDITION')}
        shown = self.shown(case['key'])
        self.assertEqual((shown['attachments'], shown['descriptionAttachments'], shown['preconditionAttachments']),
                         ([], [made['description']], [made['PRECONDITION']]))
        self.attach(case['key'], '/title', status=404)
        read, headers = self.call('PUT', f"/testcase/{case['key']}/detail", shown)
        self.assertNotIn('testledger-warning', headers)
        self.assertEqual(read['descriptionAttachments'], shown['descriptionAttachments'])

    def test_only_those_of_the_case_are_given_out(self):
        one, other = self.made(), self.made()
        made = self.attach(one['key'])
        self.call('GET', f"/testcase/{other['key']}/attachment/{made['ID']}", status=404)
        self.call('DELETE', f"/testcase/{other['key']}/attachment/{made['ID']}", status=404)
        self.attach('AT-TC-99999', status=404)
        body, kind = multipart({'name': 'x'}, None)
        self.call('POST', f"/testcase/{one['key']}/attachment", body, 400, headers={'Content-Type': kind})

    def test_they_are_cloned_and_go_with_the_case(self):
        case = self.made()
        self.attach(case['key'])
        clone, _ = self.call('POST', f"/testcase/{case['key']}/clone", {})
        self.assertEqual([file['name'] for file in clone['attachments']], ['plan.txt'])
        self.call('DELETE', f"/testcase/{case['key']}/detail")
        self.call('GET', f"/testcase/{case['key']}/attachment", status=404)
        self.call('POST', f"/testcase/{clone['key']}/purge", status=404)
        self.assertEqual(self.call('POST', f"/testcase/{case['key']}/purge")[0], {'removed': True})
        self.assertIn('is not among the deleted', self.call('POST', f"/testcase/{case['key']}/restore", status=404)[0])
        status, _, text = self.server.call('GET', f"/project/AT/testcase/{clone['key']}/attachment/{clone['attachments'][0]['ID']}")
        self.assertEqual((status, text), (200, 'a plan'))


class Shelves(Cases):
    def listed(self, **query):
        keys, start = [], 0
        while True:
            page = self.call('GET', f'/testcase?startAt={start}' + ''.join(f'&{k}={v}' for k, v in query.items()))[0]
            keys += [item['key'] for item in page['items']]
            start += page['maxResults']
            if page['isLast']:
                return keys

    def test_archiving_leaves_a_case_out_of_lists_and_searches(self):
        key = self.made()['key']
        self.assertTrue(self.call('POST', f'/testcase/{key}/archive')[0]['isArchived'])
        self.assertNotIn(key, self.listed())
        self.assertIn(key, self.listed(isArchived='true'))
        self.assertEqual(self.search(key={'IN': [key]})['items'], [])
        self.assertEqual(len(self.search(key={'IN': [key]}, isArchived={'value': True})['items']), 1)
        self.assertFalse(self.call('POST', f'/testcase/{key}/unarchive')[0]['isArchived'])
        self.assertIn(key, self.listed())

    def test_what_was_deleted_can_be_restored(self):
        case = self.made(**FULL)
        key = case['key']
        gone, _ = self.call('DELETE', f'/testcase/{key}/detail')
        self.assertEqual(gone['restorableUntil'] - gone['deletedDate'], 30 * 86_400_000)
        self.assertEqual(self.call('GET', f'/testcase/{key}/detail', status=404)[0], f"Case '{key}' not found")
        self.call('DELETE', f'/testcase/{key}/detail', status=404)
        self.assertIn(key, self.listed(isDeleted='true'))
        self.assertNotIn(key, self.listed())
        back, _ = self.call('POST', f'/testcase/{key}/restore?needDataInRTF=true&fetchDataSets=true')
        self.assertEqual({**back, 'updatedDate': 0}, {**self.shown(key), 'updatedDate': 0})
        self.assertEqual(back['steps'], case['steps'])
        self.assertIn('is not among the deleted', self.call('POST', f'/testcase/{key}/restore', status=404)[0])
        self.call('POST', f"/testcase/{case['ID']}/restore", status=400)

    def test_results_do_not_find_a_deleted_case_and_its_runs_stay(self):
        cycle, name = self.server.new_cycle(), unique()
        answer = self.server.import_report(cycle, 'JUnit', junit(testcase(name)), {'createCase': 'true'})
        key = next(iter(answer['processedData']))
        self.call('DELETE', f'/testcase/{key}/detail')
        self.assertEqual(self.held(cycle)['testCase']['key'], key)
        answer = self.server.import_report(cycle, 'JUnit', junit(testcase(name)), {'createCase': 'true'})
        self.assertEqual(answer['createdCases'], 1)
        answer = self.server.import_report(cycle, 'JUnit', junit(testcase(key)))
        self.assertEqual(answer['errors'][key]['code'], 'case_not_found')

    def test_folders_and_tags_can_go_before_what_was_deleted(self):
        folder = self.call('POST', '/testcase/folder', {'name': unique()})[0]
        case = self.made(folder=folder['ID'], tags=[unique()])
        tag = case['tags'][0]['tag']['ID']
        self.call('DELETE', f"/testcase/folder/{folder['ID']}", status=409)
        self.call('DELETE', f'/tag/{tag}', status=409)
        self.call('DELETE', f"/testcase/{case['key']}/detail")
        self.call('DELETE', f"/testcase/folder/{folder['ID']}")
        self.call('DELETE', f'/tag/{tag}')
        back, _ = self.call('POST', f"/testcase/{case['key']}/restore")
        self.assertEqual((back['folder'], back['tags']), (None, []))

    def test_put_without_detail_is_still_not_there(self):
        self.call('PUT', f"/testcase/{self.made()['key']}", {'title': 'x'}, 404)


class Many(Cases):
    def test_many_are_changed_at_once(self):
        mark = unique()
        cases = [self.made(title=f'{mark} {n}') for n in range(5)]
        keys = [case['key'] for case in cases]
        answer, headers = self.call('PATCH', '/testcase/bulk', {'search': {'title': {'comparisonType': 'CONTAINS', 'value': mark}},
                                                               'changes': {'priority': 'High', 'tags': [mark], 'labels': 1}})
        self.assertEqual((answer['status'], answer['requestCount'], answer['successCount'], answer['errorCount'], answer['errors']), ('COMPLETED', 5, 5, 0, {}))
        self.assertEqual({key: value['ID'] for key, value in answer['processedData'].items()}, {case['key']: case['ID'] for case in cases})
        self.assertEqual(headers['testledger-warning'], 'labels')
        for n, key in enumerate(keys):
            read = self.shown(key)
            self.assertEqual((read['priority']['name'], read['title'], read['tags'][0]['tag']['name']), ('High', f'{mark} {n}', mark))
        answer, _ = self.call('PATCH', '/testcase/bulk', {'keys': keys[:2] + keys[:1] + ['AT-TC-99999'], 'action': 'archive'})
        self.assertEqual((answer['requestCount'], answer['successCount'], answer['errors']), (3, 2, {'AT-TC-99999': {'message': "Case 'AT-TC-99999' not found"}}))
        self.assertTrue(self.shown(keys[0])['isArchived'])
        for action in ('delete', 'restore', 'unarchive'):
            self.assertEqual(self.call('PATCH', '/testcase/bulk', {'keys': keys, 'action': action})[0]['successCount'], 5)
        self.assertEqual(self.call('PATCH', '/testcase/bulk', {'keys': ['AT-TC-99999'], 'action': 'delete'})[0]['status'], 'FAILED')

    def test_tags_and_fields_join_what_each_case_has(self):
        fields = [f'{name} {unique()}' for name in ('Team', 'Level')]
        for name in fields:
            self.call('POST', '/config/customfield', {'name': name, 'type': 'SINGLE_LINE_TEXT', 'caseAssociation': {'isAssociated': True}})
        team, level = fields
        mark = unique()
        one = self.made(tags=['slow', 'api'], customFields=[{'name': team, 'value': 'Shop'}, {'name': level, 'value': 'old'}])['key']
        other = self.made(tags=[mark])['key']
        both = {'keys': [one, other]}

        def stands(key):
            read = self.shown(key)
            return {tag['tag']['name'] for tag in read['tags']}, {field['name']: field['value'] for field in read['customFields']}
        self.call('PATCH', '/testcase/bulk', {**both, 'changes': {'priority': 'High'}, 'addTags': [mark.upper()], 'removeTags': [{'tag': {'name': 'SLOW'}}],
                                              'setCustomFields': [{'name': level.upper(), 'value': 'new'}]})
        self.assertEqual(stands(one), ({'api', mark}, {team: 'Shop', level: 'new'}))
        self.assertEqual(stands(other), ({mark}, {level: 'new'}))
        self.call('PATCH', '/testcase/bulk', {**both, 'setCustomFields': [{'name': level, 'value': None}]})
        self.assertEqual((stands(one)[1], stands(other)[1]), ({team: 'Shop'}, {}))
        before = self.shown(one)['updatedDate']
        self.assertEqual(self.call('PATCH', '/testcase/bulk', {**both, 'addTags': [mark]})[0]['successCount'], 2)
        self.assertEqual(self.shown(one)['updatedDate'], before, 'it was like that already')
        for part in ({'addTags': 'smoke'}, {'removeTags': [{}]}, {'setCustomFields': {}}, {'setCustomFields': ['x']}, {'addTags': []},
                     {'addTags': ['x'], 'action': 'archive'}):
            with self.subTest(str(part)):
                self.call('PATCH', '/testcase/bulk', {**both, **part}, 400)

    def test_what_is_not_clear_changes_nothing(self):
        key = self.made()['key']
        for body in ({}, {'keys': [key]}, {'keys': [key], 'search': {}, 'action': 'delete'}, {'search': {}, 'action': 'delete'},
                     {'keys': [key], 'action': 'burn'}, {'keys': [key], 'action': 'delete', 'changes': {'title': 'x'}}, {'keys': key, 'action': 'delete'},
                     {'keys': ['XX-TC-1'], 'action': 'delete'}, {'keys': [key], 'changes': {}}, {'keys': [key], 'changes': {'status': 'nobody'}},
                     {'keys': [key], 'changes': {'folder': 9999}}, {'search': {'name': 'x'}, 'action': 'delete'},
                     {'search': {'key': {'IN': [key]}}, 'action': 'restore'}, {'search': {'isDeleted': True}, 'changes': {'title': 'x'}},
                     {'keys': [f'AT-TC-{n}' for n in range(1, 10_003)], 'action': 'delete'}):
            with self.subTest(str(body)[:100]):
                self.call('PATCH', '/testcase/bulk', body, 400)
        self.assertEqual(self.shown(key)['title'], 'a case')

    def test_a_clone_says_the_same_under_another_title(self):
        case = self.made(**FULL)
        clone, _ = self.call('POST', f"/testcase/{case['key']}/clone?needDataInRTF=true", {})
        own = {'ID', 'key', 'title', 'automationKey', 'createdDate', 'updatedDate', 'versions'}
        self.assertEqual({k: v for k, v in clone.items() if k not in own}, {k: v for k, v in self.shown(case['key']).items() if k not in own})
        self.assertEqual((clone['title'], clone['automationKey']), ('Copy of Pay', None))
        clone, _ = self.call('POST', f"/testcase/{case['key']}/clone", {'title': 'Mine', 'automationKey': 'k', 'tags': []})
        self.assertEqual((clone['title'], clone['automationKey'], clone['tags'], len(clone['steps'])), ('Mine', 'k', [], 7))
        long = self.made(title='ö' * 255)
        self.assertEqual(self.call('POST', f"/testcase/{long['key']}/clone", {})[0]['title'], 'Copy of ' + 'ö' * 247)
        clones, _ = self.call('POST', '/testcase/clone', {'keys': [case['key'], long['key']], 'changes': {'priority': 'Low'}})
        self.assertEqual([clone['priority']['name'] for clone in clones], ['Low', 'Low'])
        self.call('POST', '/testcase/clone', {'keys': [case['key'], 'AT-TC-99999']}, 404)
        self.call('POST', '/testcase/clone', {'keys': []}, 400)


class Cursors(Cases):
    def walked(self, path, body=None, between=lambda: None):
        """The keys that a list has, from page to page."""
        method, keys, cursor = ('POST' if body is not None else 'GET'), [], ''
        while True:
            page, _ = self.call(method, f'{path}?maxResults=2{cursor}', body)
            keys += [item['key'] for item in page['items']]
            self.assertEqual(page['isLast'], 'nextCursor' not in page)
            if page['isLast']:
                return keys
            if not cursor:
                between()
            cursor = '&startAt=1000&cursor=' + page['nextCursor']

    def test_lists_go_on_whatever_happens_between_their_pages(self):
        mark = unique()
        keys = [self.made(title=f'{mark} {n}')['key'] for n in range(5)]
        search = {'title': {'comparisonType': 'CONTAINS', 'value': mark}}
        self.assertEqual(self.walked('/testcase/search', search), keys)
        self.assertEqual(self.walked('/testcase/search', search, lambda: self.call('DELETE', f'/testcase/{keys[0]}/detail')), keys)
        self.assertEqual(self.walked('/testcase')[-4:], keys[1:])
        cycles = [self.call('POST', '/testcycle/detail', {'title': f'{mark} {n}', 'tags': [mark]})[0]['key'] for n in range(5)][::-1]
        newer = lambda: self.call('POST', '/testcycle/detail', {'title': mark, 'tags': [mark]})
        self.assertEqual(self.walked('/testcycle/search', {'tag': {'IN': [mark]}}, newer), cycles)
        self.assertEqual(self.walked('/testcycle')[1:6], cycles)

    def test_tags_go_on_by_a_field_of_the_answer(self):
        self.call('POST', '/tag', [unique('tag') for _ in range(5)])
        names, cursor = [], ''
        while True:
            page, headers = self.call('GET', f'/tag?maxResults=2{cursor}')
            names += [tag['name'] for tag in page]
            if 'testledger-next-cursor' not in headers:
                break
            cursor = '&cursor=' + headers['testledger-next-cursor']
        whole, headers = self.call('GET', '/tag')
        self.assertEqual(names, [tag['name'] for tag in whole])
        self.assertNotIn('testledger-next-cursor', headers)
        first = self.call('GET', '/tag?maxResults=1')[1]['testledger-next-cursor']
        self.call('DELETE', f"/tag/{whole[0]['ID']}?force=true")
        self.assertIn('removed', self.call('GET', f'/tag?cursor={first}', status=400)[0])

    def test_what_is_no_cursor_is_refused(self):
        for path in ('/testcase', '/testcycle', '/batch', '/testcycle/AT-CY-1/testrun'):
            self.server.new_cycle()
            for wrong in ('x', 'c', '17', 'c-1', 'cx', 'c1%20'):
                self.assertEqual(self.call('GET', f'{path}?cursor={wrong}', status=400)[0], 'cursor must be the nextCursor of another page of the same list')
            self.call('GET', f'{path}?cursor=')


class Exports(Cases):
    def test_csv_has_every_case_and_no_formula(self):
        mark = unique()
        rows = {self.made(title=f'={mark}', description='a,"b"\nc')['key']: f"'={mark}", self.made(title=f'ö {mark}', tags=['x', 'y'])['key']: f'ö {mark}'}
        status, headers, text = self.server.call('POST', '/project/AT/testcase/export/csv', {'title': {'comparisonType': 'CONTAINS', 'value': mark}})
        self.assertEqual((status, headers['content-type']), (200, 'text/csv;charset=utf-8'))
        self.assertIn('AT-cases.csv', headers['content-disposition'])
        read = list(csv.DictReader(io.StringIO(text, newline='')))
        self.assertEqual({row['Key']: row['Title'] for row in read}, rows)
        self.assertEqual((read[0]['Description'], read[1]['Tags']), ('a,"b"\nc', 'x, y'))
        for _ in range(101):
            self.made(title='one of many')
        status, _, text = self.server.call('GET', '/project/AT/testcase/export/csv')
        listed = self.call('POST', '/testcase/search', {})[0]['totalCount']
        self.assertEqual(len(list(csv.DictReader(io.StringIO(text, newline='')))), listed)

    def test_csv_has_the_projects_own_fields_and_the_data_sets(self):
        mark = unique()
        field = self.call('POST', '/config/customfield', {'name': '=Risk', 'type': 'SINGLE_LINE_TEXT', 'caseAssociation': {'isAssociated': True}})[0]
        self.call('POST', '/config/customfield', {'name': 'Of runs', 'type': 'NUMBER', 'runAssociation': {'isAssociated': True}})
        values = [*FULL['customFields'], {'name': '=Risk', 'value': '=1+1'}]
        self.made(**{**FULL, 'title': f'a {mark}', 'customFields': values, 'datasetParameters': [{'name': 'user'}, {'name': 'role'}],
                     'dataSets': [{'user': 'bob', 'role': 'admin'}, {'user': '=eve', 'role': ''}]})
        self.made(title=f'b {mark}')
        _, _, text = self.server.call('POST', '/project/AT/testcase/export/csv', {'title': {'comparisonType': 'CONTAINS', 'value': mark}})
        full, bare = csv.DictReader(io.StringIO(text, newline=''))
        self.assertEqual({name: full[name] for name in FIELDS}, {'flag': 'Yes', 'one': 'P1', 'many': 'TeamAlpha, Zeta', 'number': '0',
                                                                 'date': '2024-08-29T04:38:36.437Z', 'own': 'x'})
        self.assertEqual((full["'=Risk"], full['Data Sets']), ("'=1+1", '1. user: bob, role: admin\n2. user: =eve, role: '))
        self.assertEqual({bare[name] for name in (*FIELDS, "'=Risk", 'Data Sets')}, {''})
        self.assertNotIn('Of runs', full)
        self.call('PATCH', f"/config/customfield/{field['ID']}", {'name': 'Risk', 'isEnabled': False})
        _, _, text = self.server.call('POST', '/project/AT/testcase/export/csv', {'title': f'a {mark}'})
        self.assertEqual(next(csv.DictReader(io.StringIO(text, newline='')))['Risk'], "'=1+1", 'not offered any more, but there')

    def test_feature_files_find_their_cases_again(self):
        mark = unique()
        body = {'title': f'Pays {mark}', 'status': 'Published', 'scriptType': 'BDD', 'steps': [{'stepType': 'BDD_GIVEN', 'bddStep': 'a card'},
                                                                                         {'stepType': 'BDD_THEN', 'bddStep': 'it pays'}]}
        key = self.made(**body)['key']
        self.made(title=f'classic {mark}')
        search = {'title': {'comparisonType': 'CONTAINS', 'value': mark}}
        answer = self.raw('POST', '/testcase/export/feature?type=NONE', search)
        with zipfile.ZipFile(io.BytesIO(answer)) as archive:
            self.assertEqual(archive.namelist(), [f'{key}.feature'])
            text = archive.read(f'{key}.feature').decode()
        for line in (f'  @{key}', f'  Scenario: Pays {mark}', '    Given a card', '    Then it pays'):
            self.assertIn(line + '\n', text)
        self.assertEqual(self.call('POST', '/testcase/export/feature?type=NONE', {'title': 'nothing ' + mark}, 400)[0],
                         'No case with BDD steps matches the search.')

    def raw(self, method, path, body):
        connection = http.client.HTTPConnection('127.0.0.1', self.server.port, timeout=60)
        connection.request(method, '/aio-tcms/api/v1/project/AT' + path, body=json.dumps(body), headers={'Authorization': 'Bearer ' + self.server.token})
        answer = connection.getresponse()
        self.assertEqual((answer.status, answer.getheader('Content-Type')), (200, 'application/octet-stream'))
        content = answer.read()
        connection.close()
        return content


if __name__ == '__main__':
    unittest.main()

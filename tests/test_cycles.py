"""What people do with cycles: change, close, clone, remove them, and take their results along."""
import csv
import io
import json
import unittest
import xml.etree.ElementTree

from support import FAILURE, ServerTest, junit, multipart, testcase, unique

P = '/project/AT'


class Cycles(ServerTest):
    def cycle(self, key):
        return self.server.json('GET', f'{P}/testcycle/{key}/detail')

    def new(self, **fields):
        return self.server.json('POST', f'{P}/testcycle/detail', {'title': unique('cycle '), **fields})

    def change(self, key, **fields):
        return self.server.json('PATCH', f'{P}/testcycle/{key}/detail', fields)

    def refused(self, method, path, body=None):
        return self.server.call(method, P + path, body)[::2]

    def test_all_fields_are_kept_and_replaced(self):
        folder = self.server.json('POST', f'{P}/testcycle/folder', {'name': unique()})
        wanted = {'title': 'Release 2.4', 'objective': 'all', 'folder': {'ID': folder['ID']}, 'ownedByID': 'ann', 'startDate': '2026-03-01',
                  'endDate': 1774000000000, 'jiraTaskIDs': ['AT-223'], 'jiraComponentIDs': [1, '2'], 'jiraReleaseIDs': [3],
                  'tags': ['smoke', {'tag': {'name': 'weekly'}}], 'customFields': [{'name': 'Mine', 'value': [1]}]}
        made = self.new(**wanted)
        self.assertEqual((made['startDate'], made['endDate']), (1772323200000, 1774000000000))
        self.assertEqual((made['jiraComponentIDs'], made['jiraReleaseIDs']), ([1, 2], [3]))
        self.assertEqual([tag['tag']['name'] for tag in made['tags']], ['smoke', 'weekly'])
        self.assertEqual(made['folder']['ID'], folder['ID'])
        again = self.server.json('PUT', f'{P}/testcycle/{made["key"]}/detail', made)
        self.assertEqual({**again, 'updatedDate': 0}, {**made, 'updatedDate': 0}, 'what was read can be written back')
        changed = self.change(made['key'], objective='less', tags=[])
        self.assertEqual({**changed, 'updatedDate': 0}, {**made, 'objective': 'less', 'tags': [], 'updatedDate': 0})
        bare = self.server.json('PUT', f'{P}/testcycle/{made["key"]}/detail', {'title': 'bare'})
        for name in ('folder', 'ownedByID', 'startDate', 'endDate'):
            self.assertIsNone(bare[name])
        for name in ('jiraTaskIDs', 'jiraComponentIDs', 'tags', 'customFields'):
            self.assertEqual(bare[name], [])

    def test_what_cannot_be_meant_is_refused(self):
        key = self.new()['key']
        rows = [({'startDate': 'soon'}, 'startDate must be a date such as "2024-08-29" or milliseconds since 1970'),
                ({'startDate': '2026-03-02', 'endDate': '2026-03-01'}, 'endDate must not be before startDate'),
                ({'jiraComponentIDs': ['x']}, 'jiraComponentIDs must be a list of numbers'), ({'isClosed': 'maybe'}, 'isClosed must be true or false'),
                ({'status': {'name': 'Done'}}, "'status' must be Open or Closed"), ({'folder': 99}, 'Folder 99 does not exist'),
                ({'title': ' '}, 'title is required')]
        for fields, text in rows:
            self.assertEqual(self.refused('PATCH', f'/testcycle/{key}/detail', fields), (400, text))
        self.assertEqual(self.refused('PUT', f'/testcycle/{key}/detail', {}), (400, 'title is required'))
        self.assertEqual(self.refused('PATCH', '/testcycle/AT-CY-999/detail', {}), (404, 'Cycle not found : AT-CY-999'))

    def test_a_closed_cycle_takes_no_results(self):
        cycle = self.new()
        self.server.import_report(cycle['key'], 'JUnit', junit(testcase('before')), {'createCase': 'true'})
        self.assertTrue(self.change(cycle['key'], isClosed=True)['isClosed'])
        closed = (400, f"The cycle '{cycle['title']}' is closed and takes no results. Open it again to report into it.")
        for path in ('results?type=JUnit', 'results/batch?type=JUnit'):
            self.assertEqual(self.refused('POST', f'/testcycle/{cycle["key"]}/import/{path}', b''), closed)
        self.assertTrue(self.server.json('PUT', f'{P}/testcycle/{cycle["key"]}/detail', {'title': cycle['title']})['isClosed'])
        self.assertEqual(self.change(cycle['key'], status={'name': 'Open'})['status'], {'ID': 1, 'name': 'Open'})
        self.server.import_report(cycle['key'], 'JUnit', junit(testcase('after')), {'createCase': 'true'})
        self.assertEqual(self.refused('PATCH', '/testcycle/AT-CY-Adhoc/detail', {'isClosed': True}), (409, 'The ad-hoc cycle cannot be closed.'))

    def test_a_clone_has_the_cases(self):
        cycle = self.new(objective='all', tags=['smoke'], isClosed=False)
        self.server.import_report(cycle['key'], 'JUnit', junit(testcase(unique()), testcase(unique())), {'createCase': 'true'})
        self.change(cycle['key'], isClosed=True)
        copy = self.server.json('POST', f'{P}/testcycle/{cycle["key"]}/clone', {'objective': 'again'})
        self.assertEqual((copy['title'], copy['objective'], copy['isClosed']), (cycle['title'] + ' (copy)', 'again', False))
        self.assertEqual(copy['tags'], cycle['tags'])
        self.assertEqual(self.server.runs(copy['key']), {key: [] for key in self.server.runs(cycle['key'])})
        long = self.new(title='ä' * 255)
        self.assertEqual(self.server.json('POST', f'{P}/testcycle/{long["key"]}/clone', {})['title'], 'ä' * 248 + ' (copy)')

    def test_they_are_searched_by_all_they_say(self):
        mark = unique()
        keys = [self.new(title=f'{mark} {i}', startDate=f'2026-03-{i + 1:02}', tags=[mark] if i % 2 else [], jiraTaskIDs=[f'{mark}-{i}'],
                         isClosed=i > 3, customFields=[{'name': mark, 'value': i}])['key'] for i in range(6)]
        rows = [({'tag': {'IN': [mark]}}, [5, 3, 1]), ({'isClosed': {'value': True}}, [5, 4]), ({'statusID': {'IN': [1]}}, [3, 2, 1, 0]),
                ({'startDate': {'comparisonType': 'BETWEEN', 'value1': '2026-03-02', 'value2': '2026-03-03'}}, [2, 1]),
                ({'endDate': {'comparisonType': 'EMPTY'}, 'tag': {'IN': [mark]}}, [5, 3, 1]), ({'jiraTaskIDs': {'IN': [f'{mark}-4']}}, [4]),
                ({'customFields': [{'name': mark, 'value': {'comparisonType': 'IN', 'list': ['2', '5']}}]}, [5, 2])]
        for criteria, found in rows:
            body = {'title': {'comparisonType': 'CONTAINS', 'value': mark}, **criteria}
            page = self.server.json('POST', f'{P}/testcycle/search', body)
            self.assertEqual(([item['key'] for item in page['items']], page['totalCount']), ([keys[i] for i in found], len(found)), criteria)
        body = {'title': {'comparisonType': 'CONTAINS', 'value': mark}, 'isClosed': {'value': False}}
        page = self.server.json('POST', f'{P}/testcycle/search?startAt=1&maxResults=2', body)
        self.assertEqual([item['key'] for item in page['items']], [keys[2], keys[1]])
        self.assertEqual((page['isLast'], page['totalCount'], page['startAt']), (False, 4, 1))

    def test_a_cycle_is_removed_with_all_it_has(self):
        cycle = self.new()
        batch = self.server.import_report(cycle['key'], 'JUnit', junit(testcase(unique(), inner=FAILURE)), {'createCase': 'true'})
        self.assertEqual(self.server.json('DELETE', f'{P}/testcycle/{cycle["key"]}/detail')['key'], cycle['key'])
        self.assertEqual(self.refused('GET', f'/testcycle/{cycle["key"]}/detail')[0], 404)
        self.assertNotIn(batch['batchId'], [each['batchId'] for each in self.server.json('GET', f'{P}/batch')['items']])
        self.assertEqual(self.server.json('POST', f'{P}/testcycle/search', {'title': cycle['title']})['items'], [])
        self.assertEqual(self.server.json('GET', f'{P}/testcase/{next(iter(batch["processedData"]))}/detail')['isArchived'], False)
        self.assertEqual(self.refused('DELETE', '/testcycle/AT-CY-Adhoc/detail'), (409, 'The ad-hoc cycle cannot be removed.'))


class Attachments(ServerTest):
    def setUp(self):
        self.cycle = self.server.new_cycle()
        self.path = f'/project/AT/testcycle/{self.cycle}/attachment'

    def attach(self, content, name, status=200):
        body, kind = multipart({}, content, name)
        got, _, text = self.server.call('POST', self.path, body, {'Content-Type': kind})
        self.assertEqual(got, status, text)
        return json.loads(text) if status == 200 else text

    def test_a_cycle_has_files(self):
        before = self.server.json('GET', f'/project/AT/testcycle/{self.cycle}/detail')['updatedDate']
        plan, page = self.attach('press, look', 'plan.txt'), self.attach('<script>alert(1)</script>', 'page.html')
        self.assertEqual((plan['name'], plan['mimeType'], plan['size'], plan['addedByID']), ('plan.txt', 'text/plain;charset=utf-8', 11, 'admin'))
        self.assertEqual(self.server.json('GET', self.path), [plan, page])
        self.assertGreaterEqual(self.server.json('GET', f'/project/AT/testcycle/{self.cycle}/detail')['updatedDate'], before)
        status, fields, text = self.server.call('GET', f"{self.path}/{page['ID']}")
        self.assertEqual((status, fields['content-type'], text), (200, 'text/plain;charset=utf-8', '<script>alert(1)</script>'))
        self.assertTrue(fields['content-disposition'].startswith('attachment; filename='), fields)
        self.assertEqual(self.server.call('GET', f"{self.path}/{page['ID']}", headers={'Sec-Fetch-Dest': 'iframe'})[0], 403)
        self.assertEqual(self.server.json('DELETE', f"{self.path}/{page['ID']}"), page)
        self.assertEqual((self.server.json('GET', self.path), self.server.call('GET', f"{self.path}/{page['ID']}")[0]), ([plan], 404))

    def test_they_are_of_that_cycle_alone(self):
        made, other = self.attach('x', 'a.txt'), self.server.new_cycle()
        for method in ('GET', 'DELETE'):
            self.assertEqual(self.server.call(method, f"/project/AT/testcycle/{other}/attachment/{made['ID']}")[0], 404)
        self.assertEqual(self.server.json('GET', f'/project/AT/testcycle/{other}/attachment'), [])
        self.path = '/project/AT/testcycle/AT-CY-9999/attachment'
        self.assertEqual(self.attach('x', 'a.txt', status=404), 'Cycle not found : AT-CY-9999')

    def test_a_closed_cycle_has_files_and_a_clone_has_copies(self):
        self.server.json('PATCH', f'/project/AT/testcycle/{self.cycle}/detail', {'isClosed': True})
        made = self.attach('signed', 'end.txt')
        clone = self.server.json('POST', f'/project/AT/testcycle/{self.cycle}/clone', {})['key']
        self.server.json('DELETE', f'/project/AT/testcycle/{self.cycle}/detail')
        self.assertEqual(self.server.call('GET', self.path)[0], 404)
        copy, = self.server.json('GET', f'/project/AT/testcycle/{clone}/attachment')
        self.assertEqual((copy['name'], copy['createdDate'] >= made['createdDate']), ('end.txt', True))
        self.assertEqual(self.server.call('GET', f"/project/AT/testcycle/{clone}/attachment/{copy['ID']}")[2], 'signed')


class Exports(ServerTest):
    def exported(self, cycle, form):
        status, headers, text = self.server.call('GET', f'{P}/testcycle/{cycle}/export/{form}')
        self.assertEqual(status, 200, text)
        self.assertIn(cycle, headers['content-disposition'])
        return text

    def a_cycle(self):
        """With each outcome, titles that are hard to write, and a failure of several lines."""
        cycle = self.server.new_cycle('=cmd|"x" & <y>')
        cases = [testcase('passes &lt;b&gt; &amp; &quot;q&quot;'), testcase('=HYPERLINK(&quot;http://x&quot;)', inner='<skipped/>'),
                 testcase('fails', inner='<failure message="no &lt;1&gt; &amp; 2">no &lt;1&gt; &amp; 2\nat line "7"\t]]&gt;</failure>')]
        self.server.import_report(cycle, 'JUnit', junit(*cases), {'createCase': 'true'})
        return cycle

    def test_junit_is_read_again_with_the_same_outcomes(self):
        cycle = self.a_cycle()
        text = self.exported(cycle, 'junit')
        root = xml.etree.ElementTree.fromstring(text)
        self.assertEqual({name: root.get(name) for name in ('tests', 'failures', 'skipped', 'errors')},
                         {'tests': '3', 'failures': '1', 'skipped': '1', 'errors': '0'})
        failure = root.find('.//failure')
        self.assertIn('at line "7"', failure.text)
        again = self.server.new_cycle()
        answer = self.server.import_report(again, 'JUnit', text)
        self.assertEqual((answer['errorCount'], answer['requestCount']), (0, 3))
        self.assertEqual(self.server.runs(again), self.server.runs(cycle))

    def test_ctrf(self):
        cycle = self.a_cycle()
        results = json.loads(self.exported(cycle, 'ctrf'))['results']
        summary = {name: results['summary'][name] for name in ('tests', 'passed', 'failed', 'skipped', 'pending', 'other')}
        self.assertEqual(summary, {'tests': 3, 'passed': 1, 'failed': 1, 'skipped': 1, 'pending': 0, 'other': 0})
        self.assertEqual(sorted(test['status'] for test in results['tests']), ['failed', 'passed', 'skipped'])
        failed = next(test for test in results['tests'] if test['status'] == 'failed')
        self.assertIn('\n', failed['trace'])
        self.assertNotIn('\n', failed['message'])
        self.assertEqual(failed['duration'], 250)

    def test_csv(self):
        cycle = self.a_cycle()
        rows = list(csv.DictReader(io.StringIO(self.exported(cycle, 'csv'), newline='')))
        self.assertEqual([row['status'] for row in rows], ['Passed', 'Not Run', 'Failed'])
        self.assertEqual([row['key'] for row in rows], list(self.server.runs(cycle)))
        listed = self.server.call('GET', f'{P}/testcycle/export/csv')[2]
        cycles = {row['key']: row for row in csv.DictReader(io.StringIO(listed, newline=''))}
        self.assertEqual(cycles[cycle]['title'], '\'=cmd|"x" & <y>')
        self.assertEqual(cycles['AT-CY-Adhoc']['status'], 'Open')
        for text in (listed, self.exported(cycle, 'csv')):
            for row in csv.reader(io.StringIO(text, newline='')):
                self.assertFalse([cell for cell in row if cell[:1] in ('=', '+', '-', '@', '\t', '\r')])

    def test_one_without_cases_and_other_forms(self):
        cycle = self.server.new_cycle()
        self.assertEqual(json.loads(self.exported(cycle, 'ctrf'))['results']['tests'], [])
        self.assertEqual(len(xml.etree.ElementTree.fromstring(self.exported(cycle, 'junit')).findall('.//testcase')), 0)
        self.assertEqual(self.server.call('GET', f'{P}/testcycle/{cycle}/export/pdf')[0], 404)

    def test_many_cases(self):
        cycle = self.server.new_cycle()
        self.server.import_report(cycle, 'JUnit', junit(*[testcase(f'case {i}') for i in range(257)]), {'createCase': 'true'})
        self.assertEqual(len(list(csv.reader(io.StringIO(self.exported(cycle, 'csv'))))), 258)
        self.assertEqual(json.loads(self.exported(cycle, 'ctrf'))['results']['summary']['tests'], 257)


class QueuedIntoAClosedCycle(ServerTest):
    def test_the_batch_fails_with_the_reason(self):
        cycle = self.server.new_cycle('soon closed')
        first = self.server.queue_report(cycle, 'JUnit', junit(*[testcase(f'long {i}') for i in range(20_000)]), {'createCase': 'true'})
        late = self.server.queue_report(cycle, 'JUnit', junit(testcase('late')), {'createCase': 'true'})['batchId']
        self.assertEqual(self.server.call('DELETE', f'{P}/testcycle/{cycle}/detail')[0], 409)
        self.server.json('PATCH', f'{P}/testcycle/{cycle}/detail', {'isClosed': True})
        self.server.ended_batch(cycle, first['batchId'])
        ended = self.server.ended_batch(cycle, late)
        self.assertEqual(ended['status'], 'Failed')
        self.assertIn("The cycle 'soon closed' is closed and takes no results.", json.dumps(ended))
        self.server.json('DELETE', f'{P}/testcycle/{cycle}/detail')


if __name__ == '__main__':
    unittest.main()

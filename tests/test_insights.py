"""What the web interface looks at results with: lists of results, histories of cases, counts of cycles; against the real server."""
import json
import unittest

from support import FAILURE, ServerTest, junit, run, testcase, unique

IN_PROJECT = '/project/AT'


class Lists(ServerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cycle = cls.server.new_cycle('Nightly')
        cls.older = cls.server.new_cycle('Older')
        cases = [testcase('alpha', time_='3'), testcase('Beta', inner=FAILURE, time_='1'), testcase('gamma', time_='2')]
        cls.server.import_report(cls.older, 'JUnit', junit(testcase('alpha', inner=FAILURE)), {'createCase': 'true'})
        cls.server.import_report(cls.cycle, 'JUnit', junit(*cases), {'createCase': 'true'})
        cls.unrun = cls.server.new_case('delta by hand')
        cls.server.json('POST', f'{IN_PROJECT}/testcycle/{cls.cycle}/testcase/{cls.unrun}')

    def list(self, query='', cycle=None):
        return self.server.json('GET', f'{IN_PROJECT}/testcycle/{cycle or self.cycle}/result?{query}')

    def titles(self, query=''):
        return [item['title'] for item in self.list(query)['items']]

    def test_orders(self):
        rows = {
            '': ['alpha', 'Beta', 'gamma', 'delta by hand'],
            'sort=title': ['alpha', 'Beta', 'delta by hand', 'gamma'],
            'sort=Title&order=DESC': ['gamma', 'delta by hand', 'Beta', 'alpha'],
            'sort=duration': ['delta by hand', 'Beta', 'gamma', 'alpha'],
            'sort=status': ['Beta', 'delta by hand', 'alpha', 'gamma'],
            'sort=title&startAt=1&maxResults=2': ['Beta', 'delta by hand'],
            'startAt=100': [],
            'maxResults=100000': ['alpha', 'Beta', 'gamma', 'delta by hand'],
        }
        for query, wanted in rows.items():
            with self.subTest(query):
                self.assertEqual(self.titles(query), wanted)

    def test_parts_say_where_the_list_goes_on(self):
        titles, cursor = [], ''
        while True:
            part = self.list(f'sort=title&maxResults=3{cursor}')
            titles += [item['title'] for item in part['items']]
            self.assertEqual(part['isLast'], 'nextCursor' not in part)
            if part['isLast']:
                break
            cursor = '&cursor=' + part['nextCursor']
        self.assertEqual(titles, ['alpha', 'Beta', 'delta by hand', 'gamma'])
        self.assertTrue(self.list('startAt=100')['isLast'])
        self.assertEqual(self.server.call('GET', f'{IN_PROJECT}/testcycle/{self.cycle}/result?cursor=x')[0], 400)

    def test_criteria(self):
        rows = {'status=4': ['Beta'], 'status=1': ['delta by hand'], 'status=3,4': ['alpha', 'Beta', 'gamma'], 'text=BETA': ['Beta'],
                f'text={self.unrun.lower()}': ['delta by hand'], 'folder=none&text=a': ['alpha', 'Beta', 'gamma', 'delta by hand'],
                'folder=999': [], 'tag=999': [], 'assignee=nobody': [], 'status=': ['alpha', 'Beta', 'gamma', 'delta by hand']}
        for query, wanted in rows.items():
            with self.subTest(query):
                self.assertEqual(self.titles(query), wanted)
        counts = {each['statusType']: each['cases'] for each in self.list('status=4')['counts']}
        self.assertEqual(counts, {'NOT_RUN': 1, 'IN_PROGRESS': 0, 'PASSED': 2, 'FAILED': 1, 'BLOCKED': 0})

    def test_folders_count_with_those_below(self):
        cycle = self.server.new_cycle()
        folder = self.server.json('POST', f'{IN_PROJECT}/testcase/folder', {'name': unique()})['ID']
        below = self.server.json('POST', f'{IN_PROJECT}/testcase/folder', {'name': 'below', 'parentID': folder})['ID']
        inside = self.server.new_case('inside', folder={'ID': below})
        self.server.json('POST', f'{IN_PROJECT}/testcycle/{cycle}/testcase/{inside}')
        for query, found in ((f'folder={folder}', 1), (f'folder={below},999', 1), ('folder=none', 0)):
            self.assertEqual(self.list(query, cycle)['total'], found, query)

    def test_people_and_tags(self):
        cycle = self.server.new_cycle()
        case = self.server.new_case('tagged', tags=[{'tag': {'name': 'smoke'}}])
        self.server.json('POST', f'{IN_PROJECT}/testcycle/{cycle}/testcase/{case}', {'assigneeToID': 'eve'})
        tag = next(each['ID'] for each in self.server.json('GET', f'{IN_PROJECT}/tag') if each['name'] == 'smoke')
        for query, found in (('assignee=eve', 1), ('assignee=bob', 0), (f'tag={tag}', 1), (f'tag={tag}&assignee=bob', 0)):
            self.assertEqual(self.list(query, cycle)['total'], found, query)
        self.assertEqual(self.list('', cycle)['items'][0]['tags'], ['smoke'])

    def test_rows(self):
        alpha = self.list('text=alpha')['items'][0]
        self.assertEqual((alpha['statusType'], alpha['seconds'], alpha['runs'], alpha['automated']), ('PASSED', 3, 1, True))
        self.assertEqual([(run['statusType'], run['cycleKey']) for run in alpha['history']], [])
        self.assertEqual(self.list('text=alpha', self.older)['items'][0]['history'], [])
        again = self.server.new_cycle('Again')
        self.server.import_report(again, 'JUnit', junit(testcase('alpha')))
        history = self.list('', again)['items'][0]['history']
        self.assertEqual([(run['statusType'], run['cycleKey']) for run in history], [('PASSED', self.cycle), ('FAILED', self.older)])
        self.server.json('DELETE', f'{IN_PROJECT}/testcycle/{again}/detail')
        by_hand = self.list('status=1')['items'][0]
        self.assertEqual((by_hand['statusId'], by_hand['caseKey'], by_hand['history']), (1, self.unrun, []))

    def test_the_next_failure(self):
        for query, wanted in (('', 1), ('from=1', 1), ('from=2', None), ('sort=title', 1), ('order=desc&sort=title', 2),
                              ('statusType=passed&from=1', 2), ('status=3', None), ('from=1000000', None), ('from=-5', 1)):
            with self.subTest(query):
                found = self.server.json('GET', f'{IN_PROJECT}/testcycle/{self.cycle}/result/next?{query}')
                self.assertEqual(found, {'startAt': wanted})

    def test_refusals(self):
        for query in ('sort=colour', 'order=up', 'status=x', 'status=4,', 'tag=1;2', 'folder=all', 'status=' + ','.join(['4'] * 1001)):
            with self.subTest(query[:30]):
                status, _, text = self.server.call('GET', f'{IN_PROJECT}/testcycle/{self.cycle}/result?{query}')
                self.assertEqual(status, 400, text)
                self.assertIn(query.split('=')[0], text)
        self.assertEqual(self.server.call('GET', f'{IN_PROJECT}/testcycle/AT-CY-999/result')[0], 404)

    def test_counts_of_cycles(self):
        plain = self.server.json('GET', f'{IN_PROJECT}/testcycle')['items'][0]
        self.assertNotIn('counts', plain)
        for method, path, body in (('GET', '/testcycle?counts=true', None), ('POST', '/testcycle/search?counts=true', {'title': 'Nightly'})):
            found = self.server.json(method, IN_PROJECT + path, body)['items']
            cycle = next(each for each in found if each['key'] == self.cycle)
            self.assertEqual(cycle['cases'], 4)
            self.assertEqual([each['cases'] for each in cycle['counts']], [1, 0, 2, 1, 0])
            self.assertGreater(cycle['lastActivity'], cycle['createdDate'] - 1)
        self.assertEqual(self.server.call('GET', f'{IN_PROJECT}/testcycle?counts=maybe')[0], 400)


class Histories(ServerTest):
    def test_a_case_that_changes_its_mind(self):
        cycles = [self.server.new_cycle(f'Night {number}') for number in range(5)]
        for number, cycle in enumerate(cycles):
            self.server.import_report(cycle, 'JUnit', junit(testcase('pay', inner=FAILURE if number % 2 else '')), {'createCase': 'true'})
        path = f'{IN_PROJECT}/testcase/AT-TC-1/history'
        whole = self.server.json('GET', path)
        self.assertEqual([item['cycleTitle'] for item in whole['items']], [f'Night {n}' for n in (4, 3, 2, 1, 0)])
        self.assertEqual([item['message'] for item in whole['items']], [None, 'expected 1 but was 2', None, 'expected 1 but was 2', None])
        self.assertEqual(whole['flakiness'], {'score': 1, 'flips': 4, 'runs': 5, 'passed': 3, 'failed': 2})
        self.assertEqual((whole['verdict'], whole['firstFailed'], whole['lastPassed']['cycleKey']), ('flaky', None, cycles[4]))
        seen, cursor = [], ''
        while cursor is not None:
            part = self.server.json('GET', f'{path}?maxResults=2&cursor={cursor}')
            seen += part['items']
            cursor = part['next']
        self.assertEqual(seen, whole['items'])
        self.assertEqual(self.server.call('GET', path + '?cursor=abc')[0], 400)
        self.assertEqual(self.server.call('GET', f'{IN_PROJECT}/testcase/AT-TC-99/history')[0], 404)
        self.assertEqual(self.server.call('GET', f'{IN_PROJECT}/testcase/nonsense/history')[0], 404)

    def test_a_case_that_was_never_run(self):
        case = self.server.new_case()
        self.assertEqual(self.server.json('GET', f'{IN_PROJECT}/testcase/{case}/history')['verdict'], 'not run')


class Projects(ServerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nights = []
        for number, shapes in enumerate((('', '', ''), ('', FAILURE, ''), (FAILURE, '', None), ('', FAILURE, None))):
            cls.nights.append(cls.server.new_cycle(f'Night {number}'))
            cases = [testcase(name, inner=inner) for name, inner in zip(('one', 'two', 'three'), shapes) if inner is not None]
            cls.server.import_report(cls.nights[-1], 'JUnit', junit(*cases), {'createCase': 'true'})
        cls.server.import_report('AT-CY-Adhoc', 'JUnit', '<not a report')

    def get(self, path):
        return self.server.json('GET', IN_PROJECT + path)

    def test_overview(self):
        told = self.get('/overview?cycles=2')
        self.assertEqual([cycle['key'] for cycle in told['cycles']], [self.nights[3], self.nights[2]])
        self.assertEqual((told['cycles'][0]['cases'], told['cycles'][0]['passRate']), (2, 0.5))
        failing = told['newestFailures']
        self.assertEqual([(each['title'], each['failingRuns'], each['message']) for each in failing], [('two', 1, 'expected 1 but was 2')])
        self.assertEqual([each['title'] for each in told['flakiest']], ['two', 'one'])
        self.assertEqual(len(told['slowest']), 2)
        self.assertEqual((told['openBatches'], [batch['status'] for batch in told['failedBatches']]), ([], ['Failed']))
        self.assertEqual(self.server.call('GET', '/project/XX/overview')[0], 404)

    def test_projects(self):
        self.server.json('POST', '/api/projects', {'key': 'EMPTY'}, prefix='')
        plain = self.server.json('GET', '/project')['items']
        self.assertEqual([each['key'] for each in plain], ['AT', 'EMPTY'])
        self.assertNotIn('lastCycle', plain[0])
        at, empty = self.server.json('GET', '/project?overview=true')['items']
        self.assertEqual((at['lastCycle']['key'], at['passRates']), (self.nights[3], [1, 2 / 3, 0.5, 0.5]))
        self.assertEqual((empty['lastCycle'], empty['passRates']), (None, []))

    def test_insight(self):
        told = self.get(f'/testcycle/{self.nights[1]}/insight')
        self.assertEqual((told['cases'], told['failuresRead'], told['failuresTotal']), (3, 1, 1))
        self.assertEqual(told['seconds'], {'total': 0.75, 'median': 0.25, 'p95': 0.25})
        self.assertEqual(told['durations'], [{'from': 0.2, 'to': 0.5, 'cases': 3}])
        self.assertEqual([(group['message'], group['cases'], group['caseKeys']) for group in told['failures']],
                         [('expected <n> but was <n>', 1, ['AT-TC-2'])])

    def test_comparison(self):
        told = self.get(f'/testcycle/{self.nights[3]}/compare')
        self.assertEqual((told['with']['key'], told['cycle']['title']), (self.nights[2], 'Night 3'))
        self.assertEqual([(item['change'], item['title']) for item in told['items']], [('newlyFailing', 'two'), ('fixed', 'one')])
        told = self.get(f'/testcycle/{self.nights[3]}/compare?with={self.nights[0]}')
        self.assertEqual({name: count for name, count in told['summary'].items() if count}, {'newlyFailing': 1, 'missing': 1, 'same': 1})
        told = self.get(f'/testcycle/{self.nights[3]}/compare?with={self.nights[0]}&change=missing,same&startAt=0&maxResults=1')
        self.assertEqual((told['total'], [item['title'] for item in told['items']], told['items'][0]['after']), (2, ['three'], None))
        self.assertIsNone(self.get(f'/testcycle/{self.nights[0]}/compare')['with'])
        for query, status in (('with=AT-CY-99', 404), ('change=worse', 400), ('change=fixed,', 400)):
            self.assertEqual(self.server.call('GET', f'{IN_PROJECT}/testcycle/{self.nights[3]}/compare?{query}')[0], status, query)

    def test_finding(self):
        for query, cycles, cases in (('NIGHT', 4, 0), ('night+2', 1, 0), ('tw', 0, 1), ('at-tc-3', 0, 1), (self.nights[0], 1, 0), ('', 0, 0), ('nothing', 0, 0)):
            for path in ('/find', IN_PROJECT + '/find'):
                found = self.server.json('GET', f'{path}?q={query}')
                self.assertEqual((len(found['cycles']), len(found['cases']), found['complete']), (cycles, cases, True), query)
        self.assertEqual(self.server.json('GET', '/find?q=acme')['projects'], [{'key': 'AT', 'name': 'Acme Tests'}])
        self.assertEqual(self.server.call('GET', '/find?q=' + 'x' * 201)[0], 413)


class Places(ServerTest):
    def test_only_what_one_may_read(self):
        self.server.json('POST', '/api/projects', {'key': 'SECRET', 'name': 'Night watch'}, prefix='')
        self.server.json('POST', '/project/SECRET/testcycle/detail', {'title': 'Night of theirs'})
        self.server.json('POST', '/project/SECRET/testcase', {'title': 'two of theirs', 'scriptType': {'name': 'Classic'}})
        token = self.server.json('POST', '/api/tokens', {'label': 'AT alone', 'projects': ['AT']}, prefix='')['secret']
        fields = {'Authorization': 'Bearer ' + token}
        self.assertEqual([each['key'] for each in self.server.json('GET', '/project', headers=fields)['items']], ['AT'])
        for query in ('two', 'night', 'SECRET', 'SECRET-TC-1', 'SECRET-CY-1'):
            found = self.server.json('GET', '/find?q=' + query, headers=fields)
            self.assertNotIn('SECRET', json.dumps(found), query)
            self.assertIn('SECRET', json.dumps(self.server.json('GET', '/find?q=' + query)), query)

    def test_counts_of_folders(self):
        top = self.server.json('POST', f'{IN_PROJECT}/testcycle/folder', {'name': unique()})['ID']
        below = self.server.json('POST', f'{IN_PROJECT}/testcycle/folder', {'name': 'below', 'parentID': top})['ID']
        self.server.json('POST', f'{IN_PROJECT}/testcycle/detail', {'title': 'filed', 'folder': {'ID': below}})
        items = {item['folderId']: (item['count'], item['countWithin']) for item in self.server.json('GET', f'{IN_PROJECT}/testcycle/folder/counts')['items']}
        self.assertEqual((items[top], items[below]), ((0, 1), (1, 1)))
        cases = self.server.json('GET', f'{IN_PROJECT}/testcase/folder/counts')['items']
        self.server.new_case()
        self.assertEqual(self.server.json('GET', f'{IN_PROJECT}/testcase/folder/counts')['items'][0]['count'], cases[0]['count'] + 1)


class Administration(ServerTest):
    def json(self, method, path, body=None):
        return self.server.json(method, path, body, prefix='')

    def test_projects_are_made(self):
        made = self.json('POST', '/api/projects', {'key': 'shop', 'name': ' The shop '})
        self.assertEqual((made['key'], made['name']), ('SHOP', 'The shop'))
        self.assertEqual(self.json('POST', '/api/projects', {'key': 'S2'})['name'], 'S2')
        self.assertEqual(self.server.json('GET', '/project/SHOP/testcycle')['items'][0]['key'], 'SHOP-CY-Adhoc')
        for body, status in (({'key': 'SHOP'}, 409), ({'key': 'S'}, 400), ({'key': '1A'}, 400), ({'key': 'A B'}, 400), ({}, 400), ({'key': 7}, 400),
                             ({'key': 'LONG', 'name': 'x' * 256}, 400), ([], 400)):
            with self.subTest(str(body)[:30]):
                found, _, text = self.server.call('POST', '/api/projects', body, prefix='')
                self.assertEqual(found, status, text)
        self.assertIn('project.create', json.dumps(self.json('GET', '/api/audit')))

    def test_the_state_of_the_server(self):
        status = self.json('GET', '/api/status')
        self.assertIn(status['version'], run('--version').stdout)
        self.assertGreater(status['storage']['size'], 8192)
        self.assertFalse(status['storage']['readOnly'])
        self.assertGreaterEqual(status['workers']['running'], 2)
        self.assertEqual(status['workers']['busy'], 0)
        self.assertEqual(status['backlog'], {'batches': 0, 'bytes': 0})
        self.assertEqual(status['verify'], {'last': None, 'violations': None})
        self.assertEqual(status['accounts'], 1)


if __name__ == '__main__':
    unittest.main()

"""What people do with results in a real browser: write them by hand, compare cycles, import a report again, and what they set up for it."""
import json
import os
import re
import subprocess
import unittest

from support import ROOT, ServerTest, junit, run, testcase

PASSWORD = 'my dog likes the rain'
FAILED = '<failure message="expected 3 but was 4">at acme.Shop.refund(Shop.java:12)</failure>'


class Runs(ServerTest):
    def set_up_results(self):
        """Two cycles, of which the second has two new failures, a run to execute by hand, and a report without cases."""
        before, cycle = self.server.new_cycle('Monday'), self.server.new_cycle('Tuesday')
        names = ('is paid', 'is refunded', 'is sent')
        self.server.import_report(before, 'JUnit', junit(*(testcase(name) for name in names)), {'createCase': 'true'})
        self.server.import_report(cycle, 'JUnit', junit(testcase('is paid'), *(testcase(name, inner=FAILED) for name in names[1:])))
        key = self.server.new_case('Sign in by hand', steps=[{'stepType': 'TEXT', 'step': step} for step in ('Open the page', 'Sign in')])
        made = self.server.json('POST', f'/project/AT/testcycle/{cycle}/testcase/{key}', {})
        batch = self.server.import_report(cycle, 'JUnit', junit(testcase('is new')))['batchId']
        return before, cycle, key, made['ID'], batch

    def test_people_write_compare_and_import_results_again(self):
        before, cycle, key, number, batch = self.set_up_results()
        code = re.search(r'tc_[0-9A-Za-z]{36}', run('user', 'reset', '--data', self.server.data, 'admin').stdout)[0]
        status, _, text = self.server.call('POST', '/api/password/reset', {'code': code, 'password': PASSWORD}, prefix='', token=False)
        self.assertEqual(status, 200, text)
        ended = subprocess.run(['node', os.path.join(ROOT, 'web', 'tests', 'runs.mjs')], capture_output=True, text=True, timeout=900,
                               env={**os.environ, 'URL': self.server.url, 'PASSWORD': PASSWORD, 'CYCLE': cycle, 'BEFORE': before, 'RUN': str(number),
                                    'BATCH': str(batch)})
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        seen = json.loads(ended.stdout)
        self.check_run(seen, cycle, key, number)
        self.check_cycle(seen, cycle, batch)
        self.assertIn('Waiting', ' '.join(seen['statuses']))
        self.assertNotIn('Blocked', ' '.join(seen['statuses']))
        self.assertEqual(seen['token'], 'nightly pipeline')
        self.assertEqual((seen['problems'], seen['violations']), ([], []))
        self.assertEqual(seen['origins'], [self.server.url])

    def check_run(self, seen, cycle, key, number):
        done = self.server.json('GET', f'/project/AT/testcycle/{cycle}/testrun/{number}')
        self.assertEqual(done['testRunStatus']['name'], 'Failed')
        self.assertEqual([step['testRunStepStatus']['name'] for step in done['testRunSteps']], ['Passed', 'Not Run'])
        self.assertEqual(done['testRunSteps'][1]['actualResult'], 'The page is blank')
        self.assertEqual([step['jiraDefectIDs'] for step in done['testRunSteps']], [[], ['AT-78']])
        self.assertEqual((done['comments'], done['jiraDefectIDs']), (['It waits for build 2.4'], ['AT-77']))
        self.assertEqual([file['name'] for file in done['attachments']], ['trace.txt'])
        for told in (key, 'Sign in by hand', 'Failed', f'{self.server.url}/projects/AT/cycles/{cycle}/runs/{number}'):
            self.assertIn(told, seen['markdown'])
        self.assertIn('The page is blank', seen['step'])

    def check_cycle(self, seen, cycle, batch):
        self.assertIn('is refunded', seen['failures'][0])
        self.assertIn('is sent', seen['failures'][1])
        changes = '\n'.join(seen['changes'])
        self.assertIn('is refunded', changes)
        self.assertNotIn('is paid', changes)
        told = self.server.json('GET', f'/project/AT/testcycle/{cycle}/detail')
        self.assertEqual((told['objective'], told['startDate']), ('Release 2.4', 1772323200000))
        self.assertEqual(seen['clone'], 'Tuesday (copy)')
        clone, = (item['key'] for item in self.server.json('GET', '/project/AT/testcycle')['items'] if item['title'] == 'Tuesday (copy)')
        files = self.server.json('GET', f'/project/AT/testcycle/{clone}/attachment')
        self.assertEqual(([file['name'] for file in files], seen['plan']), (['plan.txt'], 'plan.txt'))
        self.assertIn(f'batch {batch}', seen['again'])
        newest = self.server.json('GET', f'/project/AT/testcycle/{cycle}/batch')['items'][0]
        told = self.server.batch(cycle, newest['batchId'])
        self.assertEqual((told['replaces'], told['createdCases'], told['options']['createCase']), (batch, 1, True))


if __name__ == '__main__':
    unittest.main()

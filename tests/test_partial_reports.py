"""Reports that are cut short: refused whole, or with allowPartial taken as far as they go, at once, in a batch and from the command line."""
import os
import tempfile
import unittest

from support import ROOT, ServerTest, run, testcase, unique

REPORTS = {'JUnit': 'junit/pytest-8.3.5.xml', 'TestNG': 'testng/testng-7.10.2.xml', 'NUnit': 'nunit/nunit-console-2.6.4.xml',
           'Cucumber': 'cucumber/cucumber-jvm-7.18.1.json', 'Robot': 'robot/robot-7.3.2.xml', 'Newman': 'newman/newman-6.2.1.json'}
PARTIAL = {'createCase': 'true', 'allowPartial': 'true'}


def report(name):
    with open(os.path.join(ROOT, 'examples', 'reports', name), 'rb') as file:
        return file.read()


def cut_junit(*names):
    """A report that ends inside the last of these tests."""
    *whole, last = names
    return ('<testsuites><testsuite name="acme">\n' + ''.join(testcase(name) for name in whole) +
            f'<testcase classname="acme.Shop" name="{last}"><system-out>not yet')


class PartialReports(ServerTest):
    def test_every_format_wherever_it_ends(self):
        for kind, name in REPORTS.items():
            whole = report(name)
            of_whole = self.server.import_report(self.server.new_cycle(), kind, whole, PARTIAL)
            self.assertEqual([w for w in of_whole['warnings'] if w['code'] == 'report_cut_short'], [])
            seen = 0
            for part in range(1, 12):
                cut = whole[:len(whole) * part // 12]
                cycle = self.server.new_cycle()
                answer = self.server.import_report(cycle, kind, cut, PARTIAL)
                with self.subTest(kind, bytes=len(cut)):
                    self.assertEqual(answer['requestCount'], answer['successCount'] + answer['errorCount'])
                    if answer['status'] == 'FAILED':  # no test had begun
                        self.assertEqual((seen, self.server.runs(cycle)), (0, {}))
                        continue
                    self.assertEqual(answer['warnings'][0]['code'], 'report_cut_short')
                    # Each test is known by what it is known by in the whole report, but for a scenario that is cut before its tags.
                    self.assertLessEqual(answer['createdCases'], 1 if kind == 'Cucumber' else 0)
                    self.assertTrue(seen <= answer['requestCount'] <= of_whole['requestCount'])
                    seen = answer['requestCount']
            self.assertGreater(seen, 1, kind)

    def test_the_test_at_hand_fails_and_says_why(self):
        first, second, cut = unique(), unique(), unique()
        cycle = self.server.new_cycle()
        answer = self.server.import_report(cycle, 'JUnit', cut_junit(first, second, cut), PARTIAL)
        self.assertEqual([case['status'] for case in answer['processedData'].values()], ['Passed', 'Passed', 'Failed'])
        self.assertIn('line 2, column ', answer['warnings'][0]['message'])
        self.assertIn(f'inside the test {cut}: 2 results before it were taken; the rest is missing', answer['warnings'][0]['message'])
        key, case = list(answer['processedData'].items())[-1]
        told = self.server.json('GET', f'/project/AT/testcycle/{cycle}/testrun/{case["runID"]}')
        self.assertIn('report ends here', str(told['comments']), key)

    def test_a_batch_does_the_same_and_says_so(self):
        cycle, cut = self.server.new_cycle(), cut_junit(unique(), unique())
        refused = self.server.queue_report(cycle, 'JUnit', cut, {'createCase': 'true'})
        taken = self.server.queue_report(cycle, 'JUnit', cut, PARTIAL)
        self.assertEqual(self.server.ended_batch(cycle, refused['batchId'])['status'], 'Failed')
        batch = self.server.ended_batch(cycle, taken['batchId'])
        self.assertEqual((batch['status'], batch['warnings'][0]['code'], len(batch['processedData'])), ('Completed', 'report_cut_short', 2))
        self.server.import_report(cycle, 'JUnit', cut, PARTIAL)
        listed = self.server.json('GET', f'/project/AT/testcycle/{cycle}/batch')['items']
        self.assertEqual([each['batchId'] for each in listed if 'the report ends at line 2' in (each['errorMsg'] or '')],
                         [taken['batchId'] + 1, taken['batchId']], 'nobody is to take it for a whole one')

    def test_the_command_line(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'report.xml')
            with open(path, 'w') as file:
                file.write(cut_junit(unique(), unique(), unique()))
            inspected = run('inspect', path)
            self.assertEqual(inspected.returncode, 1)
            self.assertIn(path + ': 2 complete tests before that', inspected.stdout)
            words = ('import', '--url', self.server.url, '--token-file', self.server.token_file, '--project', 'AT',
                     '--cycle', self.server.new_cycle(), '--create-case', 'true')
            self.assertEqual(run(*words, path).returncode, 2)
            taken = run(*words, '--allow-partial', path)
            self.assertEqual(taken.returncode, 0, taken.stderr)
            self.assertIn('the rest is missing [report_cut_short]', taken.stdout + taken.stderr)


if __name__ == '__main__':
    unittest.main()

"""What people do with the application in a real browser, against the real server."""
import os
import unittest

from browsing import browse, reset_code
from support import Server, ServerTest, junit, testcase


def failing(name):
    return testcase(name, inner='<failure message="expected 3 but was 4">at acme.Shop.refund(Shop.java:12)</failure>')


class Journeys(ServerTest):
    def test_people_sign_in_find_a_failure_watch_a_batch_and_undo_it(self):
        cycle = self.server.new_cycle('Nightly')
        self.server.import_report(cycle, 'JUnit', junit(testcase('is paid'), failing('is refunded'), testcase('is sent')), {'createCase': 'true'})
        report = os.path.join(self.server.home, 'large.xml')
        with open(report, 'w', encoding='utf-8') as file:
            # More than is imported between two looks at the list, two seconds.
            file.write(junit(*(testcase(f'does {number}', class_name=f'acme.Large{number % 50}') for number in range(160_000))))
        seen = browse('journeys.mjs', self.server, CODE=reset_code(self.server), CYCLE=cycle, TOKEN=self.server.token, REPORT=report)
        self.assertIn('Nightly', seen['cycles'])
        self.assertIn('Failed', seen['failure'])
        self.assertIn('is refunded', seen['failure'])
        self.assertIn('Processing', seen['states'])
        self.assertEqual(seen['states'][-1], 'Completed')
        self.assertEqual(seen['undone'], 'Completed, undone')
        self.assertEqual((seen['problems'], seen['violations']), ([], []))
        self.assertEqual(seen['origins'], [self.server.url])

    def test_people_find_failures_without_a_mouse(self):
        cycle = self.server.new_cycle('By keyboard')
        report = junit(testcase('is paid'), failing('is refunded'), testcase('is sent'), failing('is billed'))
        self.server.import_report(cycle, 'JUnit', report, {'createCase': 'true'})
        seen = browse('keyboard.mjs', self.server, CODE=reset_code(self.server), CYCLE=cycle)
        titles = ['is refunded', 'is billed', 'is refunded', 'is billed', 'is refunded']  # failures come first
        self.assertEqual([row.split(' ', 2)[2] for row in seen['rows']], titles)
        self.assertEqual((seen['first'], seen['second'], seen['next']), ('is refunded', 'is refunded', 'is billed'))
        self.assertIn('is billed', seen['back'])
        self.assertIn('Find, or go to', seen['help'])
        self.assertEqual((seen['hidden'], seen['problems']), ([], []))


class BasePath(unittest.TestCase):
    def test_people_use_it_below_a_path_with_and_without_a_proxy_that_takes_it_off(self):
        with Server(['--base-path', '/quality/testledger']) as server:
            cycle = server.new_cycle('Nightly')
            server.import_report(cycle, 'JUnit', junit(testcase('is paid'), failing('is refunded')), {'createCase': 'true'})
            seen = browse('base-path.mjs', server, BASE_PATH='/quality/testledger', CODE=reset_code(server))
        for name, way in seen.items():
            with self.subTest(name):
                self.assertEqual(way['titles'], ['is refunded', 'Nightly', 'Nightly'])
                self.assertTrue(way['at'].endswith(f'/quality/testledger/projects/AT/cycles/{cycle}/summary'), way['at'])
                self.assertEqual((way['outside'], way['problems']), ([], []))


if __name__ == '__main__':
    unittest.main()

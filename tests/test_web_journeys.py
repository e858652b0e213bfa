"""What people do with the application in a real browser, against the real server."""
import json
import os
import re
import subprocess
import unittest

from support import ROOT, ServerTest, junit, run, testcase


class Journeys(ServerTest):
    def test_people_sign_in_find_a_failure_watch_a_batch_and_undo_it(self):
        cycle = self.server.new_cycle('Nightly')
        refund = testcase('is refunded', inner='<failure message="expected 3 but was 4">at acme.Shop.refund(Shop.java:12)</failure>')
        self.server.import_report(cycle, 'JUnit', junit(testcase('is paid'), refund, testcase('is sent')), {'createCase': 'true'})
        report = os.path.join(self.server.home, 'large.xml')
        with open(report, 'w', encoding='utf-8') as file:
            file.write(junit(*(testcase(f'does {number}', class_name=f'acme.Large{number % 50}') for number in range(60_000))))
        reset = run('user', 'reset', '--data', self.server.data, 'admin')
        code = re.search(r'tc_[0-9A-Za-z]{36}', reset.stdout)[0]
        ended = subprocess.run(['node', os.path.join(ROOT, 'web', 'tests', 'journeys.mjs')], capture_output=True, text=True, timeout=400,
                               env={**os.environ, 'URL': self.server.url, 'CODE': code, 'CYCLE': cycle, 'TOKEN': self.server.token, 'REPORT': report})
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        seen = json.loads(ended.stdout)
        self.assertIn('Nightly', seen['cycles'])
        self.assertIn('Failed', seen['failure'])
        self.assertIn('is refunded', seen['failure'])
        self.assertIn('Processing', seen['states'])
        self.assertEqual(seen['states'][-1], 'Completed')
        self.assertEqual(seen['undone'], 'Completed, undone')
        self.assertEqual((seen['problems'], seen['violations']), ([], []))
        self.assertEqual(seen['origins'], [self.server.url])


if __name__ == '__main__':
    unittest.main()

"""Every page of the application in a real browser, in both themes, on a desk and on a tablet: all of it is seen, read and reached."""
import os
import unittest

from browsing import browse, reset_code
from support import ROOT, ServerTest, junit, read, testcase

UNBROKEN = 'com.acme.shop.checkout.' + 'averyveryverylongnamewithoutanyspace' * 5
LONG = 'does what nobody expected of it, in a sentence that goes on and on and on and on and on and on and on and on and on and on'


class Looks(ServerTest):
    maxDiff = None

    def fill(self):
        """Two nights, a regression, names that are too long for any column, a batch that failed, and some of everything that settings list."""
        server = self.server
        for night in (5, 6):
            report = read(os.path.join(ROOT, 'examples', 'nightly', f'night-{night}.xml'))
            cycle = server.new_cycle(f'Nightly {night}')
            server.import_report(cycle, 'JUnit', report, {'createCase': 'true'})
        long = testcase(LONG, UNBROKEN, f'<failure message="{UNBROKEN}">at {UNBROKEN}(Shop.java:7)</failure>')
        server.import_report(cycle, 'JUnit', junit(long, testcase(UNBROKEN)), {'createCase': 'true'}, f'{UNBROKEN}.xml')
        failed = server.queue_report(cycle, 'JUnit', f'<testsuite name="{UNBROKEN}"><testcase', {}, f'{UNBROKEN}.xml')
        self.assertEqual(server.ended_batch(cycle, failed['batchId'])['status'], 'Failed')
        server.json('POST', '/project/AT/config/customfield', {'name': LONG[:60], 'type': 'NUMBER', 'caseAssociation': {'isAssociated': True}})
        server.json('POST', '/project/AT/config/testcase/priority', {'name': LONG[:40], 'description': LONG})
        server.json('POST', '/project/AT/invitation', {'note': LONG[:80], 'role': 'tester'})

    def test_everything_fits_and_nothing_is_amiss_on_every_page(self):
        self.fill()
        seen = browse('looks.mjs', self.server, CODE=reset_code(self.server))
        self.assertGreaterEqual(len(seen['visited']), 40)
        self.assertEqual((seen['misfits'], seen['violations'], seen['problems']), ([], [], []))
        self.assertEqual(seen['origins'], [self.server.url])


if __name__ == '__main__':
    unittest.main()

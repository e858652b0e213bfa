"""What one comes to the application for is found within a few clicks of its first page, by somebody who has never seen it."""
import os
import unittest

from browsing import browse, reset_code
from support import ROOT, ServerTest, read

NIGHTS = 6


class Answers(ServerTest):
    def fill(self):
        """Six nights, the last of which brought new failures, and a report that was cut short."""
        for night in range(1, NIGHTS + 1):
            cycle = self.server.new_cycle(f'Nightly {night}')
            self.server.import_report(cycle, 'JUnit', read(os.path.join(ROOT, 'examples', 'nightly', f'night-{night}.xml')), {'createCase': 'true'})
        cut = read(os.path.join(ROOT, 'examples', 'reports', 'robot', 'handwritten-bad-truncated.xml'))
        batch = self.server.queue_report(cycle, 'Robot', cut, {}, 'nightly.xml')['batchId']
        self.assertEqual(self.server.ended_batch(cycle, batch)['status'], 'Failed')
        return cycle

    def test_four_questions_are_answered_by_clicking(self):
        cycle = self.fill()
        seen = browse('answers.mjs', self.server, CODE=reset_code(self.server))
        self.check(seen['newlyFailing'], 2)
        rows = seen['newlyFailing']['told'][1:]
        compared = self.server.json('GET', f'/project/AT/testcycle/{cycle}/compare?change=newlyFailing')
        self.assertEqual(len(rows), compared['summary']['newlyFailing'])
        for row, item in zip(rows, compared['items']):
            self.assertIn(item['title'], row)
        self.check(seen['whyItFailed'], 2, 'nightly.xml', 'line 120, column 14: the file ends inside <doc>; it is cut short')
        self.check(seen['whetherItIsFlaky'], 2, 'Flaky', 'It changed 4 times between passed and failed in its last 6 runs.')
        self.check(seen['whetherThisIsFlaky'], 3, 'Failing', 'It failed in its last 6 runs.')
        self.check(seen['howToUpload'], 2, 'TESTLEDGER_TOKEN', '.github/workflows/tests.yml', f'{self.server.url}/aio-tcms/api/v1/project/AT/testcycle/{cycle}/')
        self.assertEqual((seen['problems'], seen['violations']), ([], []))
        self.assertEqual(seen['origins'], [self.server.url])

    def check(self, answer, clicks, *told):
        self.assertEqual(answer['clicks'], clicks)
        for words in told:
            self.assertIn(words, answer['told'])


if __name__ == '__main__':
    unittest.main()

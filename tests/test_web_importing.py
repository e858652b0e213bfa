"""How results and people get in, in a real browser: tokens, the import dialog, the palette."""
import json
import os
import unittest

from browsing import browse, reset_code
from support import ServerTest, junit, testcase

PASSWORD = 'my dog likes the rain'

REPORTS = {
    'JUnit.xml': junit(testcase('is paid'), testcase('is sent')),
    'TestNG.xml': '<testng-results><suite name="shop"><test name="pay"><class name="acme.Pay">'
                  '<test-method name="card" status="PASS" duration-ms="3"/></class></test></suite></testng-results>',
    'NUnit.xml': '<test-run id="0"><test-suite name="shop"><test-case name="Adds" fullname="Acme.Adds" result="Passed"/></test-suite></test-run>',
    'Cucumber.json': '[{"uri":"pay.feature","keyword":"Feature","name":"Pay","elements":[{"type":"scenario","keyword":"Scenario",'
                     '"name":"By card","steps":[{"keyword":"Given ","name":"a card","result":{"status":"passed","duration":1}}]}]}]',
    'Robot.xml': '<robot generator="Robot 7.0"><suite id="s1" name="Shop"><test id="s1-t1" name="Sign In"><status status="PASS" '
                 'starttime="20260101 10:00:00.000" endtime="20260101 10:00:01.000"/></test><status status="PASS"/></suite></robot>',
    'Newman.json': '{"collection":{"info":{"name":"Shop"},"item":[{"id":"1","name":"Prices"}]},"run":{"executions":[{"item":{"id":"1",'
                   '"name":"Prices"},"assertions":[{"assertion":"is 200"}]}],"stats":{},"failures":[]}}',
}


class Importing(ServerTest):
    def write(self, name, text):
        path = os.path.join(self.server.home, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path

    def test_people_make_a_token_and_import_reports_of_six_formats(self):
        cycle = self.server.new_cycle('Nightly')
        sent = {'code': reset_code(self.server), 'password': PASSWORD}
        status, _, _ = self.server.call('POST', '/api/password/reset', sent, prefix='', token=False)
        self.assertEqual(status, 200)
        reports = [self.write(name, text) for name, text in REPORTS.items()]
        broken = self.write('broken.xml', '<testsuite name="shop"><testcase name="is cut"')
        seen = browse('importing.mjs', self.server, PASSWORD=PASSWORD, CYCLE=cycle, REPORTS=json.dumps(reports), BROKEN=broken)
        self.check_token(seen, cycle)
        self.check_import(seen, cycle)
        self.assertEqual((seen['problems'], seen['violations']), ([], []))
        self.assertEqual(seen['origins'], [self.server.url])

    def check_token(self, seen, cycle):
        self.assertRegex(seen['token'], r'^tl_[0-9A-Za-z]{36}$')
        self.assertEqual(seen['scopes'], ['read', 'report'])
        self.assertIn(seen['token'][-4:], seen['tokens'])
        self.assertIn(f'"{self.server.url}/aio-tcms/api/v1/project/AT/testcycle/{cycle}/import/results?type=JUnit"', seen['snippet'])
        self.assertNotIn('tl_', seen['snippet'])

    def check_import(self, seen, cycle):
        self.assertEqual(seen['formats'], [name.split('.')[0] for name in REPORTS])
        self.assertEqual(len(seen['previews']), len(REPORTS))
        for preview in seen['previews']:
            self.assertRegex(preview, r'^[1-9] results? would be imported, [1-9] cases? created, 0 results refused\. Nothing is kept yet\.$')
        self.assertEqual(len(seen['results']), len(REPORTS))
        for result in seen['results']:
            self.assertRegex(result, r'^[1-9] results? imported, [1-9] cases? created\.$')
        self.assertRegex(seen['failure'], r'(?s)Failed: nothing was imported\..*line 1, column \d+: .*it is cut short')
        listed = self.server.json('GET', f'/project/AT/testcycle/{cycle}/batch')
        self.assertEqual([batch['status'] for batch in listed['items']], ['Failed'] + ['Completed'] * len(REPORTS))


if __name__ == '__main__':
    unittest.main()

"""What was wrong with passwords, logins, sessions and the authorisation of single objects in other test managements, tried here. Each
test is named after the record of the mistake."""
import json
import time
import unittest

from support import PREFIX, Server, junit, multipart, run, testcase, unique
from test_accounts import MANY_LOGINS, PASSWORD, Accounts, Browser


class OtherSites(Accounts):
    """A browser in which somebody is logged in visits a page of somebody else, which makes it send requests here."""
    FORGED = ({'Origin': 'https://evil.example', 'X-CSRF-Token': None}, {'Origin': 'null', 'X-CSRF-Token': None},
              {'Origin': None, 'X-CSRF-Token': None, 'Sec-Fetch-Site': 'cross-site'}, {'Origin': None, 'X-CSRF-Token': None})

    def forge(self, browser, method, path, body, content_type):
        for headers in self.FORGED:
            status, _, text = browser.call(method, path, body, headers={**headers, 'Content-Type': content_type}, prefix=PREFIX)
            self.assertEqual(status, 403, text)

    def test_c08_cve_2018_1000411_csrf_changes_a_result(self):
        browser, cycle = self.browser(self.member('admin')), self.server.new_cycle()
        form, content_type = multipart({'createCase': 'true'}, junit(testcase('forged')))
        self.forge(browser, 'POST', f'/project/AT/testcycle/{cycle}/import/results?type=JUnit', form, content_type)
        self.assertEqual(self.server.runs(cycle), {})

    def test_c43_cve_2012_2275_cve_2022_35196_csrf_makes_users_and_cases(self):
        browser = self.browser(self.member('admin'))
        simple = 'text/plain'  # what a form of another site may send without being asked first
        for path in ('/project/AT/testcase', '/project/AT/member', '/project/AT/testcycle/detail', '/project/AT/invitation'):
            self.forge(browser, 'POST', path, json.dumps({'title': 'forged', 'name': 'admin', 'role': 'admin'}), simple)
        self.assertNotIn('admin', [m['name'] for m in self.server.json('GET', '/project/AT/member')['items']])
        for path in ('/project/AT/testcase?title=forged', '/project/AT/testcycle/detail?title=forged'):
            self.assertIn(browser.call('GET', path, headers={'X-CSRF-Token': None, 'Origin': None}, prefix=PREFIX)[0], (200, 404, 405))
        self.assertNotIn('forged', self.server.call('GET', '/project/AT/testcase')[2] + self.server.call('GET', '/project/AT/testcycle')[2])


class Passwords(Accounts):
    def test_c30_cve_2023_22451_no_rules_for_passwords(self):
        for password in ('', '1', 'admin', 'password', '12345678', 'Password1!', 'qwertyuiop', 'iloveyou2026'):
            with self.subTest(password):
                self.assertEqual(self.status('POST', '/api/users', {'name': unique('u'), 'password': password}), 400)

    def test_c31_cve_2023_25156_no_limit_of_logins(self):
        with Server() as server:
            server.json('POST', '/api/users', {'name': 'ann', 'password': PASSWORD}, prefix='')
            begin = time.monotonic()
            statuses = [Browser(server).call('POST', '/api/session', {'name': 'ann', 'password': f'guess {i}'})[0] for i in range(60)]
            minutes = 1 + (time.monotonic() - begin) / 60
            self.assertLessEqual(statuses.count(401), 10 * minutes)
            self.assertGreater(statuses.count(429), 30)

    def test_c32_cve_2023_25171_no_limit_of_password_resets(self):
        with Server() as server:
            wish = {'code': 'tc_' + '0' * 36, 'password': PASSWORD}
            statuses = [Browser(server).call('POST', '/api/password/reset', wish)[0] for _ in range(40)]
            self.assertLessEqual(statuses.count(404), 12)
            self.assertGreater(statuses.count(429), 20)
            self.assertEqual(server.call('POST', '/api/users/1/reset', prefix='', token=False)[0], 401, 'nobody makes links for others')

    def test_c44_cve_2023_50110_types_that_pass_for_a_password(self):
        user = self.user()
        for password in (0, True, None, [], {}, ['a'], {'$ne': ''}, 0.0, ''):
            for name in (user['name'], 0, True, None, [user['name']]):
                with self.subTest(name=name, password=password):
                    self.assertIn(Browser(self.server).call('POST', '/api/session', {'name': name, 'password': password})[0], (400, 401, 429))
        for token in ('0', '0e1', '0e462097431906509019562988736854', 'true', 'null', '[]'):
            for scheme in ('Bearer', 'AioAuth'):
                self.assertEqual(self.server.call('GET', '/api/me', prefix='', headers={'Authorization': f'{scheme} {token}'})[0], 401, token)


class OthersObjects(Accounts):
    """Ids of another project's things, below one's own project."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        run('project', 'create', '--data', cls.server.data, 'ZZ')
        cls.cycle = cls.server.json('POST', '/project/ZZ/testcycle/detail', {'title': 'theirs'})
        body, kind = multipart({'createCase': 'true'}, junit(testcase('theirs')))
        made = cls.server.json('POST', f'/project/ZZ/testcycle/{cls.cycle["key"]}/import/results?type=JUnit', body, headers={'Content-Type': kind})
        cls.batch, cls.run_id = made['batchId'], next(iter(made['processedData'].values()))['runID']

    def test_c40_cve_2018_7668_files_by_id(self):
        token = self.token_of(self.member('admin'))['secret']
        own = self.server.new_cycle()
        for path in (f'/project/ZZ/testcycle/{self.cycle["key"]}/batch/{self.batch}/file', f'/project/AT/testcycle/{own}/batch/{self.batch + 1000}/file',
                     f'/project/AT/testcycle/{self.cycle["key"]}/batch/{self.batch}/file', f'/project/AT/testcycle/{own}/batch/{self.batch}/receipt',
                     f'/project/AT/testcycle/{own}/testrun/{self.run_id + 1000}'):
            with self.subTest(path):
                status, _, text = self.server.call('GET', path, headers={'Authorization': 'Bearer ' + token})
                self.assertEqual(status, 404)
                self.assertNotIn('theirs', text)

    def test_c45_cve_2024_46097_plans_by_id(self):
        token = self.token_of(self.member('admin'))['secret']
        before = self.server.json('GET', f'/project/ZZ/testcycle/{self.cycle["key"]}/detail')
        for path in (f'/project/ZZ/testcycle/{self.cycle["key"]}', f'/project/AT/testcycle/{self.cycle["key"]}'):
            for method, tail, body in (('POST', f'/batch/{self.batch}/undo', None), ('POST', '/import/results?type=JUnit', b'x'), ('GET', '/detail', None)):
                with self.subTest(path + tail):
                    headers = {'Authorization': 'Bearer ' + token, 'Content-Type': 'multipart/form-data; boundary=b'}
                    self.assertEqual(self.server.call(method, path + tail, body, headers)[0], 404)
        self.assertEqual(self.server.json('GET', f'/project/ZZ/testcycle/{self.cycle["key"]}/detail'), before)


if __name__ == '__main__':
    unittest.main()

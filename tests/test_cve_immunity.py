"""Weaknesses that others had (cve_table.py), tried on the real server: here those in who may what, in attachments, logins and links; those in
reports are in cve_reports.py."""
import json
import time
import unittest

import cve_table
from cve_reports import Entities, Paths, Resources, Scripts  # noqa: F401 (they run with these)
from cve_table import cve
from support import PREFIX, ServerTest, junit, multipart, run, testcase, unique
from test_accounts import MANY_LOGINS, PASSWORD, Browser

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
PNG = b'\x89PNG\r\n\x1a\n'


class Access(ServerTest):
    arguments = MANY_LOGINS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        made = run('project', 'create', '--data', cls.server.data, 'ZZ')
        assert made.returncode == 0, made.stderr

    def user(self, role=None, project='AT'):
        user = self.server.json('POST', '/api/users', {'name': unique('u'), 'password': PASSWORD}, prefix='')
        if role:
            self.server.json('POST', f'/project/{project}/member', {'name': user['name'], 'role': role})
        return user

    def browser(self, role='tester', project='AT'):
        return Browser(self.server).log_in(self.user(role, project)['name'])

    def attach(self, content, name, cycle=None):
        """(cycle, run, attachment)"""
        cycle = cycle or self.server.new_cycle()
        run = self.server.json('POST', f'/project/AT/testcycle/{cycle}/testcase/{self.server.new_case()}')['ID']
        body, kind = multipart({}, content, name)
        made = self.server.json('POST', f'/project/AT/testcycle/{cycle}/testrun/{run}/attachment', body, headers={'Content-Type': kind})
        return cycle, run, made['ID']

    def imported_by_others(self):
        """(cycle, batch) of another project."""
        cycle = self.server.json('POST', '/project/ZZ/testcycle/detail', {'title': 'theirs'})['key']
        body, kind = multipart({'createCase': 'true'}, junit(testcase('theirs')))
        path = f'/project/ZZ/testcycle/{cycle}/import/results?type=JUnit'
        batches = [self.server.json('POST', path, body, headers={'Content-Type': kind})['batchId'] for _ in range(20)]
        return cycle, batches[-1]  # a number that the own project has not

    def path(self, attached):
        cycle, run, attachment = attached
        return f'/project/AT/testcycle/{cycle}/testrun/{run}/attachment/{attachment}'

    def check_harmless(self, attached):
        status, headers, _ = self.server.call('GET', self.path(attached))
        self.assertEqual(status, 200)
        self.assertIn(headers['content-type'].split(';')[0], ('application/octet-stream', 'text/plain', 'image/png', 'image/gif', 'image/jpeg', 'image/webp'))
        self.assertEqual(headers['x-content-type-options'], 'nosniff')
        self.assertIn('sandbox', headers['content-security-policy'])
        self.assertIn("default-src 'none'", headers['content-security-policy'])
        self.assertEqual(headers['cross-origin-resource-policy'], 'same-origin')
        if not headers['content-type'].startswith(('image/', 'text/plain')):
            self.assertTrue(headers['content-disposition'].startswith('attachment'))


class Attachments(Access):
    @cve(33)
    def test_c33_an_attached_svg_is_a_download(self):
        self.check_harmless(self.attach(SVG, 'picture.svg'))

    @cve(34)
    def test_c34_whatever_is_attached_is_no_page(self):
        for name, content in (('a.html', b'<html><script>alert(1)</script>'), ('a.php', b'<?php system($_GET[0]);'), ('a.js', b'alert(1)'),
                              ('a.xhtml', b'<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'), ('a.pdf', b'%PDF-1.4'),
                              ('a.swf', b'FWS\x09'), ('a.mht', b'MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>')):
            with self.subTest(name):
                self.check_harmless(self.attach(content, name))

    @cve(35)
    def test_c35_two_attachments_together_run_nothing(self):
        script, page = self.attach(b'alert(1)', 'a.js'), self.attach(b'<html><script src="a.js"></script>', 'a.html')
        for kind in ('script', 'style', 'worker', 'sharedworker', 'serviceworker', 'object', 'embed', 'iframe', 'frame'):
            for attached in (script, page):
                self.assertEqual(self.server.call('GET', self.path(attached), headers={'Sec-Fetch-Dest': kind})[0], 403, kind)
        policy = self.server.call('GET', '/api-docs', prefix='')[1]['content-security-policy']
        self.assertIn("script-src 'nonce-", policy)
        self.assertNotIn("script-src 'self'", policy)

    @cve(36)
    def test_c36_an_svg_in_disguise_is_a_download(self):
        for content in (b'\xef\xbb\xbf' + SVG, b'<!-- x -->' * 50 + SVG, b'  \n' + SVG, SVG.decode().encode('utf-16'), b'<?xml version="1.0"?>' + SVG, PNG + SVG, b'GIF89a' + SVG):
            for name in ('picture.svg', 'picture.png', 'picture.png.svg', 'picture'):
                self.check_harmless(self.attach(content, name))

    @cve(37)
    def test_c37_text_stays_text(self):
        attached = self.attach(b'<html><body onload=alert(1)>', 'log.txt')
        self.check_harmless(attached)
        for path in ('/nothing<script>alert(1)</script>', '/project/<script>alert(1)</script>/testcase'):
            _, headers, _ = self.server.call('GET', path.replace('<', '%3C').replace('>', '%3E'))
            self.assertEqual((headers['content-type'], headers['x-content-type-options']), ('text/plain;charset=utf-8', 'nosniff'))

    @cve(40)
    def test_c40_attachments_are_for_who_may_see_the_run(self):
        attached = self.attach(b'secret', 'a.txt')
        stranger, viewer = self.browser('admin', 'ZZ'), self.browser('viewer')
        self.assertEqual(viewer.call('GET', self.path(attached), prefix=PREFIX)[0], 200)
        self.assertEqual(stranger.call('GET', self.path(attached), prefix=PREFIX)[0], 404)
        self.assertEqual(self.server.call('GET', self.path(attached), token=False)[0], 401)
        cycle, run, attachment = attached
        other = self.attach(b'x', 'b.txt')
        for path in (f'/project/ZZ/testcycle/{cycle}/testrun/{run}/attachment/{attachment}', f'/project/AT/testcycle/{other[0]}/testrun/{run}/attachment/{attachment}',
                     f'/project/AT/testcycle/{other[0]}/testrun/{other[1]}/attachment/{attachment}'):
            self.assertEqual(self.server.call('GET', path)[0], 404, path)
        body, kind = multipart({}, b'secret', 'a.txt')
        of_cycle = self.server.json('POST', f'/project/AT/testcycle/{cycle}/attachment', body, headers={'Content-Type': kind})['ID']
        for path, wanted in ((f'/project/AT/testcycle/{cycle}/attachment/{of_cycle}', 200), (f'/project/ZZ/testcycle/{cycle}/attachment/{of_cycle}', 404),
                             (f'/project/AT/testcycle/{other[0]}/attachment/{of_cycle}', 404), (f'/project/AT/testcycle/{cycle}/attachment/{attachment}', 404)):
            self.assertEqual(viewer.call('GET', path, prefix=PREFIX)[0], wanted, path)
        theirs, batch = self.imported_by_others()
        for path in (f'/project/ZZ/testcycle/{theirs}', f'/project/AT/testcycle/{theirs}', f'/project/AT/testcycle/{cycle}'):
            for tail in ('file', 'receipt'):
                status, _, text = viewer.call('GET', f'{path}/batch/{batch}/{tail}', prefix=PREFIX)
                self.assertEqual((status, 'theirs' in text), (404, False), path)


class Forms(Access):
    CHANGES = (('POST', PREFIX + '/project/AT/testcycle/detail', {'title': 'forged'}), ('POST', PREFIX + '/project/AT/testcase', {'title': 'forged'}),
               ('POST', PREFIX + '/project/AT/member', {'name': 'admin', 'role': 'admin'}), ('POST', PREFIX + '/project/AT/invitation', {'role': 'admin'}),
               ('POST', '/api/tokens', {'label': 'forged'}), ('POST', '/api/password', {'old': PASSWORD, 'new': 'another pass phrase'}), ('DELETE', '/api/session', None))

    def check_forgeries(self, browser):
        foreign = ({'Origin': 'https://evil.example', 'Sec-Fetch-Site': 'cross-site'}, {'Origin': 'null', 'Sec-Fetch-Site': 'cross-site'},
                   {'Origin': 'https://evil.example'}, {'Origin': None, 'Sec-Fetch-Site': 'same-site'}, {'X-CSRF-Token': None}, {'X-CSRF-Token': 'f' * 43})
        for method, path, body in self.CHANGES:
            for fields in foreign:
                for content_type in ('application/json', 'text/plain', 'application/x-www-form-urlencoded'):
                    sent = None if body is None else json.dumps(body).encode()
                    status, _, text = browser.call(method, path, sent, {'Content-Type': content_type, **fields})
                    self.assertEqual(status, 403, f'{path} {fields} {text}')
        titles = [item['title'] for item in self.server.json('GET', '/project/AT/testcycle')['items']]
        self.assertNotIn('forged', titles)
        self.assertNotIn('admin', [member['name'] for member in self.server.json('GET', '/project/AT/member')['items']])
        self.assertEqual(browser.call('GET', '/api/session')[0], 200, 'still logged in')

    @cve(8)
    def test_c08_another_sites_form_changes_nothing(self):
        browser, cycle = self.browser('tester'), self.server.new_cycle()
        self.check_forgeries(browser)
        form, kind = multipart({'createCase': 'true'}, junit(testcase('forged')))
        for fields in ({'Origin': 'https://evil.example', 'X-CSRF-Token': None}, {'Origin': None, 'X-CSRF-Token': None}):
            path = f'/project/AT/testcycle/{cycle}/import/results?type=JUnit'
            self.assertEqual(browser.call('POST', path, form, {'Content-Type': kind, **fields}, prefix=PREFIX)[0], 403)
        self.assertEqual(self.server.runs(cycle), {})

    @cve(43)
    def test_c43_not_for_administrators_either(self):
        user = self.server.json('POST', '/api/users', {'name': unique('u'), 'password': PASSWORD, 'administrator': True}, prefix='')
        browser = Browser(self.server).log_in(user['name'])
        for path in ('/project/AT/testcase?title=forged', '/project/AT/testcycle?title=forged'):
            browser.call('GET', path, headers={'X-CSRF-Token': None, 'Origin': None}, prefix=PREFIX)  # as an image of the page
        self.check_forgeries(browser)
        self.assertNotIn('forged', self.server.call('GET', '/project/AT/testcase')[2])


class Credentials(Access):
    @cve(30)
    def test_c30_not_any_password_will_do(self):
        for password in ('', '1', 'short', 'admin', 'password', '12345678', 'qwertyuiop', 'aaaaaaaaaaaa', 'Password1!', 'iloveyou2026', 'x' * 1025):
            status, _, text = self.server.call('POST', '/api/users', {'name': unique('u'), 'password': password}, prefix='')
            self.assertEqual(status, 400, password[:20])

    @cve(44)
    def test_c44_credentials_of_another_type_are_none(self):
        user = self.user('tester')
        for password in (True, 0, None, [], {}, ['x'], {'$ne': ''}, '0e12345', PASSWORD.upper(), PASSWORD + '\0', PASSWORD + ' '):
            status = self.server.call('POST', '/api/session', {'name': user['name'], 'password': password}, {'Origin': self.server.url}, prefix='', token=False)[0]
            self.assertIn(status, (400, 401, 429), repr(password))
        for name in (0, True, None, [user['name']], {'$ne': ''}):
            status = self.server.call('POST', '/api/session', {'name': name, 'password': PASSWORD}, {'Origin': self.server.url}, prefix='', token=False)[0]
            self.assertIn(status, (400, 401, 429), repr(name))
        for token in ('0', '0e12345', '0e462097431906509019562988736854', 'true', 'null', '[]', 'tl_' + '0' * 36, self.server.token[:-1], self.server.token.lower(), self.server.token + 'x', "' OR '1'='1"):
            for scheme in ('Bearer', 'AioAuth'):
                status = self.server.call('GET', '/project/AT/testcycle', headers={'Authorization': f'{scheme} {token}'})[0]
                self.assertEqual(status, 401, token)

    @cve(45)
    def test_c45_nothing_can_be_changed_by_its_number_alone(self):
        cycle = self.server.json('POST', '/project/AT/testcycle/detail', {'title': 'mine'})
        case = self.server.new_case('mine')
        stranger, viewer = self.browser('admin', 'ZZ'), self.browser('viewer')
        for path in (f'/testcycle/{cycle["ID"]}/detail', f'/testcycle/{cycle["key"]}/detail', f'/testcase/{case}/detail'):
            for method in ('PUT', 'PATCH'):
                self.assertEqual(stranger.call(method, '/project/AT' + path, {'title': 'theirs'}, prefix=PREFIX)[0], 404)
                self.assertEqual(stranger.call(method, '/project/ZZ' + path, {'title': 'theirs'}, prefix=PREFIX)[0], 404)
                self.assertEqual(viewer.call(method, '/project/AT' + path, {'title': 'theirs'}, prefix=PREFIX)[0], 403)
            self.assertEqual(self.server.json('GET', '/project/AT' + path)['title'], 'mine')
        theirs, batch = self.imported_by_others()
        before = self.server.json('GET', f'/project/ZZ/testcycle/{theirs}/detail')
        for path in (f'/project/ZZ/testcycle/{theirs}', f'/project/AT/testcycle/{theirs}', f'/project/AT/testcycle/{cycle["key"]}'):
            tails = [f'/batch/{batch}/undo', f'/batch/{batch}/reprocess'] + ['/import/results?type=JUnit'] * (theirs in path)
            for tail in tails:
                status, _, text = self.browser('admin').call('POST', path + tail, b'x', {'Content-Type': 'multipart/form-data; boundary=b'}, prefix=PREFIX)
                self.assertEqual(status, 404, f'{path}{tail} {text}')
        self.assertEqual(self.server.json('GET', f'/project/ZZ/testcycle/{theirs}/detail'), before)


class Logins(ServerTest):
    """With the limits that are on by default."""

    def attempt(self, name, password):
        return self.server.call('POST', '/api/session', {'name': name, 'password': password}, {'Origin': self.server.url}, prefix='', token=False)

    @cve(31)
    def test_c31_passwords_cannot_be_tried_without_end(self):
        user = self.server.json('POST', '/api/users', {'name': unique('u'), 'password': PASSWORD}, prefix='')
        began = time.monotonic()
        told = [self.attempt(user['name'], f'wrong pass phrase {number}') for number in range(60)]
        statuses = [status for status, _, _ in told]
        self.assertLessEqual(statuses.count(401), 10 * (1 + (time.monotonic() - began) / 60))
        self.assertEqual(statuses[0], 401)
        self.assertEqual(statuses[-1], 429)
        self.assertGreaterEqual(int(told[-1][1]['retry-after']), 1)

    @cve(32)
    def test_c32_there_is_no_mail_to_flood(self):
        for path in ('/api/password/forgot', '/api/password/mail', '/api/forgot', '/reset'):
            self.assertEqual(self.server.call('POST', path, {'name': 'admin'}, prefix='', token=False)[0], 404)
        user = self.server.json('POST', '/api/users', {'name': unique('u')}, prefix='')
        self.assertEqual(self.server.call('POST', f'/api/users/{user["ID"]}/reset', prefix='', token=False)[0], 401, 'links are made by administrators')
        wish, began = {'code': 'tc_' + '0' * 36, 'password': PASSWORD}, time.monotonic()
        statuses = [self.server.call('POST', '/api/password/reset', wish, {'Origin': self.server.url}, prefix='', token=False)[0] for _ in range(40)]
        self.assertLessEqual(statuses.count(404), 12 * (1 + (time.monotonic() - began) / 60))
        self.assertIn(429, statuses)


class Input(Access):
    STATEMENTS = ("' OR '1'='1", "'; DROP TABLE test_case; --", "1); DELETE FROM test_case; --", "' UNION SELECT hash FROM api_token --", "\\'; --", '1 OR 1=1', "x' AND sleep(5)--")

    @cve(41)
    def test_c41_parameters_are_no_statements(self):
        self.server.new_case('there')
        cases = len(self.server.json('GET', '/project/AT/testcase?maxResults=100')['items'])
        began = time.monotonic()
        for text in self.STATEMENTS:
            for member, value in (('title', {'value': text, 'comparisonType': 'EXACT_MATCH'}), ('key', {'comparisonType': 'IN', 'list': [text]}),
                                  ('ownedByID', {'comparisonType': 'IN', 'list': [text]}), ('tag', {'comparisonType': 'IN', 'list': [text]})):
                for kind in ('testcase', 'testcycle'):
                    status, _, answer = self.server.call('POST', f'/project/AT/{kind}/search', {member: value})
                    self.assertIn(status, (200, 400), answer)
                    if status == 200:
                        self.assertEqual(json.loads(answer)['items'], [], f'{member} {text}')
            quoted = text.replace(' ', '%20').replace("'", '%27').replace(';', '%3B').replace('\\', '%5C')
            for path in (f'/project/{quoted}/testcase', f'/project/AT/testcycle/{quoted}/detail', f'/project/AT/testcase/{quoted}/detail', f'/project/AT/testcase?startAt={quoted}'):
                self.assertIn(self.server.call('GET', path)[0], (200, 400, 404))
            body, kind = multipart({'createCase': 'true'}, junit(testcase(text.replace('<', ''), class_name='x')), text + '.xml')
            self.server.call('POST', f'/project/AT/testcycle/{self.server.new_cycle(text)}/import/results?type=JUnit', body, headers={'Content-Type': kind})
        self.assertGreaterEqual(len(self.server.json('GET', '/project/AT/testcase?maxResults=100')['items']), cases)
        self.assertEqual(run('verify', '--data', self.server.data).returncode, 0)

    @cve(39)
    def test_c39_links_lead_to_the_web_alone(self):
        for url in ('javascript:alert({key})', 'JaVaScRiPt:alert(1)//{key}', 'data:text/html,{key}', 'vbscript:{key}', '//evil.example/{key}', ' javascript:alert(1)//{key}', 'file:///{key}'):
            for member in ('requirementUrl', 'defectUrl'):
                self.assertEqual(self.server.call('PATCH', '/project/AT/config/links', {member: url})[0], 400, url)
        self.assertEqual(self.server.call('PATCH', '/project/AT/config/links', {'defectUrl': 'https://bugs.example.org/{key}'})[0], 200)


class TheTable(cve_table.Page):
    """Comes after all others, by its name."""


if __name__ == '__main__':
    unittest.main()

"""People, roles, tokens, sessions and the audit log against the real server."""
import http.client
import json
import os
import re
import sqlite3
import statistics
import tempfile
import threading
import time
import unittest

from support import PREFIX, Server, ServerTest, junit, read, run, testcase, unique

PASSWORD = 'my dog likes the rain'
MANY_LOGINS = ('--login-limit', '1000000')


class Browser:
    """Keeps a cookie and sends what pages of this server send."""

    def __init__(self, server):
        self.server, self.cookie, self.csrf = server, None, None

    def call(self, method, path, body=None, headers=None, prefix=''):
        sent = {'Origin': self.server.url, **(headers or {})}
        if self.cookie:
            sent.setdefault('Cookie', self.cookie)
            sent.setdefault('X-CSRF-Token', self.csrf)
        status, told, text = self.server.call(method, path, body, {k: v for k, v in sent.items() if v is not None}, prefix=prefix, token=False)
        if status == 200 and 'set-cookie' in told:
            self.cookie = told['set-cookie'].split(';')[0]
            self.csrf = json.loads(text).get('csrfToken')
        return status, told, text

    def json(self, method, path, body=None, **options):
        status, _, text = self.call(method, path, body, **options)
        assert status == 200, f'{method} {path}: {status} {text}'
        return json.loads(text)

    def log_in(self, name, password=PASSWORD):
        self.json('POST', '/api/session', {'name': name, 'password': password})
        return self


class Accounts(ServerTest):
    arguments = MANY_LOGINS

    def api(self, method, path, body=None, **options):
        return self.server.json(method, path, body, prefix='', **options)

    def status(self, method, path, body=None, token=None, prefix=''):
        headers = {'Authorization': 'Bearer ' + token} if token else None
        return self.server.call(method, path, body, headers, prefix=prefix)[0]

    def user(self, **fields):
        return self.api('POST', '/api/users', {'name': unique('u'), 'password': PASSWORD, **fields})

    def member(self, role):
        user = self.user()
        self.server.json('POST', '/project/AT/member', {'name': user['name'], 'role': role})
        return user

    def browser(self, user):
        return Browser(self.server).log_in(user['name'])

    def token_of(self, user, **limits):
        return self.browser(user).json('POST', '/api/tokens', {'label': 'ci', **limits})

    def audited(self, action, by=None):
        """The newest entry of that action, by that user if one is named; some are written a second later."""
        for _ in range(100):
            for entry in self.api('GET', '/api/audit')['items']:
                if entry['action'] == action and by in (None, entry['user']):
                    return entry
            time.sleep(0.1)
        self.fail(f'{action} is not in the audit log')


class Roles(Accounts):
    def rights(self, token):
        """What a token gets from one route per right."""
        case, cycle = {'title': 'x'}, {'title': 'x'}
        of = {'Authorization': 'Bearer ' + token}
        call = lambda method, path, body=None: self.server.call(method, '/project/AT' + path, body, of)[0]
        return [call('GET', '/testcase'), call('POST', '/testcycle/detail', cycle), call('POST', '/testcase', case), call('GET', '/token')]

    def test_roles_and_scopes(self):
        rows = {(None, None): [404] * 4, ('viewer', None): [200, 403, 403, 403], ('tester', None): [200, 200, 200, 403],
                ('admin', None): [200] * 4, ('admin', 'read'): [200, 403, 403, 403], ('admin', 'report'): [200, 200, 403, 403],
                ('admin', 'edit'): [200, 403, 200, 403], ('viewer', 'report'): [200, 403, 403, 403]}
        for (role, scope), wanted in rows.items():
            with self.subTest(role=role, scope=scope):
                user = self.member(role) if role else self.user()
                self.assertEqual(self.rights(self.token_of(user, **({'scopes': [scope]} if scope else {}))['secret']), wanted)

    def test_a_change_of_the_role_counts_at_the_next_request(self):
        user = self.member('tester')
        token = self.token_of(user)['secret']
        self.assertEqual(self.rights(token)[1], 200)
        self.server.json('PUT', f'/project/AT/member/{user["ID"]}', {'role': 'viewer'})
        self.assertEqual(self.rights(token)[1], 403)
        self.server.json('DELETE', f'/project/AT/member/{user["ID"]}')
        self.assertEqual(self.rights(token)[0], 404)
        self.assertEqual(self.server.call('DELETE', f'/project/AT/member/{user["ID"]}')[0], 404)
        self.assertEqual(self.server.call('PUT', f'/project/AT/member/{user["ID"]}', {'role': 'viewer'})[0], 404)

    def test_a_deactivated_user_and_their_tokens_and_sessions_do_nothing(self):
        user = self.member('tester')
        token, browser = self.token_of(user)['secret'], self.browser(user)
        self.api('PATCH', f'/api/users/{user["ID"]}', {'active': False})
        self.assertEqual(self.rights(token), [401] * 4)
        self.assertEqual(browser.call('GET', '/api/me')[0], 401)
        self.assertEqual(Browser(self.server).call('POST', '/api/session', {'name': user['name'], 'password': PASSWORD})[0], 401)
        self.api('PATCH', f'/api/users/{user["ID"]}', {'active': True})
        self.assertEqual(self.rights(token)[0], 200)
        self.assertEqual(browser.call('GET', '/api/me')[0], 401, 'the session has ended')

    def test_a_foreign_project_is_like_one_that_nobody_made(self):
        run('project', 'create', '--data', self.server.data, 'ZZ')
        token = self.token_of(self.member('admin'))['secret']
        paths = ['/testcase', '/testcycle/ZZ-CY-Adhoc/testrun', '/member', '/token']
        for path in paths:
            answers = [self.server.call('GET', f'/project/{p}{path}', headers={'Authorization': 'Bearer ' + token}) for p in ('ZZ', 'XX')]
            self.assertEqual([a[0] for a in answers], [404, 404])
            self.assertEqual(answers[0][2].replace('ZZ', 'XX'), answers[1][2])
            self.assertEqual(set(answers[0][1]), set(answers[1][1]))

    def test_me(self):
        user = self.member('tester')
        token = self.token_of(user, scopes=['report'], projects=['AT'])
        of = {'Authorization': 'Bearer ' + token['secret']}
        told = [self.server.json('GET', path, prefix=prefix, headers=of)
                for prefix, path in ((PREFIX, '/me'), ('/jira/rest/aio-tcms-api/1.0', '/me'), ('', '/api/me'))]
        self.assertEqual(told[0], told[1])
        self.assertEqual(told[0]['user'], {'ID': user['ID'], 'name': user['name'], 'administrator': False})
        self.assertEqual(told[0]['token']['ID'], token['ID'])
        self.assertEqual([(p['key'], p['role'], p['rights'], p['permission']) for p in told[0]['projects']],
                         [('AT', 'tester', ['read', 'report'], {'value': 3})])
        self.assertEqual(self.api('GET', '/api/me')['projects'][0]['permission'], {'value': 7})

    def test_things_tell_what_one_may_do_with_them(self):
        cycle, case = self.server.new_cycle(), self.server.new_case()
        run_id = self.server.json('POST', f'/project/AT/testcycle/{cycle}/testcase/{case}')['ID']
        member = {role: self.token_of(self.member(role))['secret'] for role in ('viewer', 'tester', 'admin')}
        member['pipeline'] = self.token_of(self.member('tester'), scopes=['report'])['secret']
        for who, wanted in (('viewer', [1, 1, 1, 1]), ('tester', [7, 3, 7, 7]), ('admin', [7, 7, 7, 7]), ('pipeline', [1, 3, 7, 7])):
            of = {'Authorization': 'Bearer ' + member[who]}
            shown = [self.server.json('GET', '/project/AT' + path, headers=of)
                     for path in (f'/testcase/{case}/detail', f'/testcycle/{cycle}/detail', f'/testcycle/{cycle}/testrun/{run_id}')]
            self.assertEqual([thing['permission']['value'] for thing in shown] + [shown[2]['testRunStepsPermission']['value']], wanted, who)
            listed = [self.server.json('GET', f'/project/AT/{things}', headers=of)['items'][0]['permission']['value'] for things in ('testcase', 'testcycle')]
            self.assertEqual(listed, wanted[:2], who)


class Pipelines(Accounts):
    def test_what_pipelines_send_works_with_a_token_that_may_report(self):
        token = self.token_of(self.member('tester'), scopes=['report'], projects=['AT'])['secret']
        of = {'Authorization': 'Bearer ' + token}
        folder = self.server.json('PUT', '/project/AT/testcase/folder/hierarchy', {'folderHierarchy': ['ci', 'nightly']}, headers=of)['ID']
        in_cycles = self.server.json('PUT', '/project/AT/testcycle/folder/hierarchy', {'folderHierarchy': ['ci']}, headers=of)['ID']
        cycle = self.server.json('POST', '/project/AT/testcycle/detail', {'title': unique('c'), 'folder': {'ID': in_cycles}}, headers=of)['key']
        self.server.json('POST', '/project/AT/testcycle/search', {'title': {'value': 'x', 'comparisonType': 'EXACT_MATCH'}}, headers=of)
        admin, self.server.token = self.server.token, token
        try:
            name = unique('t')
            answer = self.server.import_report(cycle, 'JUnit', junit(testcase(name)), {'createCase': 'true', 'defaultFolder': str(folder)})
            self.assertEqual((answer['successCount'], answer['createdCases'], answer['errors']), (1, 1, {}))
            again = self.server.import_report(cycle, 'JUnit', junit(testcase(name)), {'forceUpdateCase': 'true'})
            self.assertEqual((again['successCount'], again['errors']), (1, {}))
            batch = self.server.queue_report(cycle, 'JUnit', junit(testcase(unique('t'))), {'createCase': 'true'})['batchId']
            self.assertEqual(self.server.ended_batch(cycle, batch)['status'], 'Completed')
        finally:
            self.server.token = admin
        self.assertEqual(self.status('POST', '/project/AT/testcase', {'title': 'x'}, token, PREFIX), 403)

    def test_a_case_that_an_import_would_change_is_told(self):
        key, cycle = self.server.new_case(), self.server.new_cycle()
        token = self.token_of(self.member('tester'), scopes=['report'])['secret']
        admin, self.server.token = self.server.token, token
        try:
            answer = self.server.import_report(cycle, 'JUnit', junit(testcase(f'{key} pays')))
        finally:
            self.server.token = admin
        self.assertEqual(answer['errors'][key]['message'],
                         'Unable to update automation data in the case. Insufficient permissions to edit cases in the project.')
        self.assertEqual(self.server.runs(cycle)[key], ['Passed'], 'the run is written')


class Tokens(Accounts):
    def test_a_limited_token_gets_no_more(self):
        user = self.member('admin')
        limited = self.token_of(user, scopes=['report', 'administer'], projects=['AT'])
        of = limited['secret']
        rows = [('POST', '/api/tokens', {'label': 'more'}), ('GET', '/api/tokens', None), ('GET', '/api/sessions', None),
                ('POST', '/api/password', {'currentPassword': PASSWORD, 'newPassword': PASSWORD + '!'}), ('GET', '/api/users', None)]
        for method, path, body in rows:
            with self.subTest(path):
                self.assertEqual(self.status(method, path, body, of), 403)

    def test_an_administrators_limited_token_does_not_administer_the_server(self):
        token = self.api('POST', '/api/tokens', {'label': 'scraper', 'scopes': ['read']})['secret']
        for path, wanted in (('/api/users', 403), ('/api/audit', 403), ('/metrics', 200), ('/api/me', 200)):
            self.assertEqual(self.status('GET', path, token=token), wanted, path)
        self.assertEqual(self.status('POST', '/project/AT/testcycle/detail', {'title': 'x'}, token, PREFIX), 403)

    def test_rotation_leaves_the_old_one_for_a_day(self):
        user = self.member('tester')
        old = self.token_of(user, scopes=['report'], days=10)
        new = self.api('POST', f'/api/tokens/{old["ID"]}/rotate', headers={'Authorization': 'Bearer ' + old['secret']})
        self.assertEqual((new['replaces'], new['scopes'], new['label']), (old['ID'], ['read', 'report'], 'ci'))
        listed = {t['ID']: t for t in self.browser(user).json('GET', '/api/tokens')['items']}
        self.assertAlmostEqual(listed[old['ID']]['expires'], time.time() * 1000 + 86_400_000, delta=60_000)
        self.assertAlmostEqual(listed[new['ID']]['expires'], time.time() * 1000 + 10 * 86_400_000, delta=60_000)
        for secret in (old['secret'], new['secret']):
            self.assertEqual(self.status('GET', '/api/me', token=secret), 200)
        other = self.token_of(user)
        self.assertEqual(self.status('POST', f'/api/tokens/{other["ID"]}/rotate', token=new['secret']), 404, 'it rotates itself alone')

    def test_revoking_counts_at_once(self):
        user = self.member('tester')
        token, browser = self.token_of(user), self.browser(user)
        browser.json('DELETE', f'/api/tokens/{token["ID"]}')
        self.assertEqual(self.status('GET', '/api/me', token=token['secret']), 401)
        self.assertEqual(browser.call('POST', f'/api/tokens/{token["ID"]}/rotate')[0], 409)
        self.assertEqual(self.browser(self.user()).call('DELETE', f'/api/tokens/{token["ID"]}')[0], 404, "another's token")

    def test_an_admin_of_the_project_sees_and_revokes_its_tokens(self):
        token = self.token_of(self.member('tester'), scopes=['report'], projects=['AT'])
        elsewhere = self.token_of(self.member('tester'))
        admin = self.browser(self.member('admin'))
        ids = [t['ID'] for t in admin.json('GET', '/project/AT/token', prefix=PREFIX)['items']]
        self.assertIn(token['ID'], ids)
        self.assertNotIn(elsewhere['ID'], ids)
        self.assertEqual(admin.call('DELETE', f'/project/AT/token/{elsewhere["ID"]}', prefix=PREFIX)[0], 404)
        admin.json('DELETE', f'/project/AT/token/{token["ID"]}', prefix=PREFIX)
        self.assertEqual(self.status('GET', '/api/me', token=token['secret']), 401)

    def walked(self, path, ask, between=lambda last: None, size=2):
        """The ids of a list, from part to part."""
        ids, cursor = [], ''
        while True:
            part = ask('GET', f'{path}?maxResults={size}{cursor}')
            self.assertLessEqual(len(part['items']), size)
            self.assertEqual((part['maxResults'], part['isLast']), (size, 'nextCursor' not in part))
            ids += [item['ID'] for item in part['items']]
            if part['isLast']:
                return ids
            if not cursor:
                between(ids[-1])
            cursor = '&cursor=' + part['nextCursor']

    def test_all_lists_come_in_parts(self):
        user = self.member('admin')
        browser = [self.browser(user) for _ in range(4)][0]
        for _ in range(4):
            browser.json('POST', '/api/tokens', {'label': 'ci', 'projects': ['AT']})
            self.server.json('POST', '/project/AT/invitation', {'role': 'viewer'})
            self.api('POST', '/api/invitations', {})
            self.member('viewer')
            self.server.json('POST', '/api/projects', {'key': unique('P')[:8].upper()}, prefix='')
        in_project = lambda method, path: self.server.json(method, path)
        for path, ask in (('/api/tokens', browser.json), ('/api/sessions', browser.json), ('/api/users', self.api), ('/api/invitations', self.api),
                          ('/project/AT/member', in_project), ('/project/AT/token', in_project), ('/project/AT/invitation', in_project),
                          ('/project', in_project)):
            with self.subTest(path):
                whole = ask('GET', path)
                ids = [item['ID'] for item in whole['items']]
                self.assertGreater(len(ids), 3)
                self.assertEqual((whole['startAt'], whole['maxResults'], whole['totalCount'], whole['isLast']), (0, 1000, len(ids), True))
                self.assertEqual(self.walked(path, ask), ids)
                self.assertEqual([item['ID'] for item in ask('GET', f'{path}?startAt=1&maxResults=2')['items']], ids[1:3])
                self.assertEqual(ask('GET', f'{path}?startAt=9999')['items'], [])
                status = self.server.call('GET', path + '?cursor=nonsense', prefix=PREFIX if path.startswith('/project') else '')[0]
                self.assertIn(status, (400, 404))  # sessions are those of a session

    def test_parts_go_on_behind_what_is_gone(self):
        for _ in range(4):
            self.api('POST', '/api/invitations', {})
        ids = [item['ID'] for item in self.api('GET', '/api/invitations')['items']]
        self.assertEqual(self.walked('/api/invitations', self.api, lambda last: self.api('DELETE', f'/api/invitations/{last}')), ids)
        browser = [self.browser(self.member('viewer'))][0]
        for _ in range(4):
            self.member('viewer')
        members = lambda query='': self.server.call('GET', '/project/AT/member' + query)
        part = json.loads(members('?maxResults=2')[2])
        listed = [item['ID'] for item in json.loads(members()[2])['items']]
        if listed != sorted(listed):  # in the order of their names
            last = next(item for item in part['items'][::-1] if item['name'] != 'admin')
            self.server.json('DELETE', f"/project/AT/member/{last['ID']}")
            status, _, text = members(f"?cursor=c{last['ID']:x}")
            self.assertIn((status, text), [(400, 'What cursor stands behind is gone from the list. Begin again without it'), (200, text)])

    def test_last_used_is_known_soon_and_the_first_use_is_audited(self):
        user = self.member('tester')
        token, browser = self.token_of(user), self.browser(user)
        self.status('GET', '/api/me', token=token['secret'])
        for _ in range(50):
            used = {t['ID']: t['lastUsed'] for t in browser.json('GET', '/api/tokens')['items']}[token['ID']]
            if used:
                break
            time.sleep(0.1)
        self.assertAlmostEqual(used, time.time() * 1000, delta=60_000)
        entry = self.audited('token.first_use')
        self.assertEqual((entry['tokenID'], entry['remote']), (token['ID'], '127.0.0.1'))

    def test_wrong_wishes(self):
        for wish in ({}, {'label': ''}, {'label': 'a', 'scopes': []}, {'label': 'a', 'scopes': ['all']}, {'label': 'a', 'days': 366},
                     {'label': 'a', 'days': 'x'}, {'label': 'a', 'projects': []}, {'label': 5}, {'label': 'a' * 101}):
            with self.subTest(wish):
                self.assertEqual(self.status('POST', '/api/tokens', wish), 400)
        self.assertEqual(self.status('POST', '/api/tokens', {'label': 'a', 'projects': ['XX']}), 404)

    def test_what_is_no_token_never_is_one(self):
        for text in ('0', '0e1', 'null', '[]', '{}', 'true', '""', "' OR 1=1 --", self.server.token + ' ', self.server.token.upper()):
            status = self.server.call('GET', '/api/me', prefix='', headers={'Authorization': 'Bearer ' + text})[0]
            self.assertEqual(status, 200 if text.strip() == self.server.token else 401, text)


class Sessions(Accounts):
    def test_the_cookie(self):
        user = self.user()
        _, headers, text = Browser(self.server).call('POST', '/api/session', {'name': user['name'].upper(), 'password': PASSWORD})
        self.assertRegex(headers['set-cookie'], r'^testledger_session=ts_\w{36}; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800$')
        self.assertEqual(json.loads(text)['user']['ID'], user['ID'])

    def test_it_serves_on_every_route_and_ends_with_logging_out(self):
        browser = self.browser(self.member('tester'))
        self.assertEqual(browser.call('GET', '/project/AT/testcase', prefix=PREFIX)[0], 200)
        browser.json('POST', '/project/AT/testcycle/detail', {'title': 'by hand'}, prefix=PREFIX)
        self.assertEqual(browser.json('GET', '/api/session')['csrfToken'], browser.csrf)
        cookie, csrf = browser.cookie, browser.csrf
        browser.json('DELETE', '/api/session')
        browser.cookie, browser.csrf = cookie, csrf
        self.assertEqual(browser.call('GET', '/api/session')[0], 401)

    def test_authorization_wins(self):
        browser = self.browser(self.user())
        of = {'Authorization': 'Bearer ' + self.server.token}
        self.assertEqual(browser.json('GET', '/api/me', headers=of)['user']['name'], 'admin')
        self.assertEqual(browser.call('GET', '/api/me', headers={'Authorization': 'Bearer nonsense'})[0], 401)

    def test_forged_requests_are_refused(self):
        browser = self.browser(self.member('tester'))
        rows = {'no token': {'X-CSRF-Token': None}, 'a wrong token': {'X-CSRF-Token': '0' * 64}, 'a foreign origin': {'Origin': 'http://evil.example'},
                'an origin that begins alike': {'Origin': self.server.url + '.evil.example'}, 'no origin': {'Origin': None},
                'null': {'Origin': 'null'}, 'another site': {'Sec-Fetch-Site': 'cross-site'}, 'a sister': {'Sec-Fetch-Site': 'same-site'}}
        for what, headers in rows.items():
            with self.subTest(what):
                for method, path, prefix in (('POST', '/project/AT/testcycle/detail', PREFIX), ('DELETE', '/api/session', ''), ('POST', '/api/tokens', '')):
                    status, _, text = browser.call(method, path, {'title': 'x', 'label': 'x'}, headers=headers, prefix=prefix)
                    self.assertEqual(status, 403, text)
        self.assertEqual(browser.call('GET', '/api/session', headers={'Origin': 'http://evil.example', 'X-CSRF-Token': None})[0], 200, 'reading')
        self.assertEqual(browser.call('POST', '/api/tokens', {'label': 'x'}, headers={'Origin': None, 'Sec-Fetch-Site': 'same-origin'})[0], 200)
        login = {'name': 'x', 'password': 'y'}
        self.assertEqual(Browser(self.server).call('POST', '/api/session', login, headers={'Origin': 'http://evil.example'})[0], 403)

    def test_logging_in_again_leaves_the_old_session(self):
        user = self.user()
        browser = self.browser(user)
        before = browser.cookie
        browser.log_in(user['name'])
        self.assertNotEqual(before, browser.cookie)
        self.assertEqual(browser.call('GET', '/api/session', headers={'Cookie': before})[0], 401)
        planted = Browser(self.server)
        planted.cookie, planted.csrf = 'testledger_session=ts_' + '0' * 36, '0'
        planted.log_in(user['name'])
        self.assertNotIn('0' * 36, planted.cookie)

    def test_sessions_are_listed_and_ended(self):
        user = self.user()
        one, two = self.browser(user), self.browser(user)
        listed = one.json('GET', '/api/sessions')['items']
        self.assertEqual([s['own'] for s in listed], [False, True])
        one.json('DELETE', f'/api/sessions/{listed[0]["ID"]}')
        self.assertEqual(two.call('GET', '/api/session')[0], 401)
        others = self.browser(self.user()).json('GET', '/api/sessions')['items'][0]['ID']
        self.assertEqual(one.call('DELETE', f'/api/sessions/{others}')[0], 404)

    def test_changing_the_password_ends_all_other_sessions(self):
        user = self.user()
        one, two = self.browser(user), self.browser(user)
        new = 'another long sentence'
        self.assertEqual(one.call('POST', '/api/password', {'currentPassword': 'wrong', 'newPassword': new})[0], 403)
        self.assertEqual(one.call('POST', '/api/password', {'currentPassword': PASSWORD, 'newPassword': 'password1'})[0], 400)
        one.json('POST', '/api/password', {'currentPassword': PASSWORD, 'newPassword': new})
        self.assertEqual(one.call('GET', '/api/session')[0], 200)
        self.assertEqual(two.call('GET', '/api/session')[0], 401)
        self.assertEqual(two.call('POST', '/api/session', {'name': user['name'], 'password': PASSWORD})[0], 401)
        two.log_in(user['name'], new)

    def test_sessions_and_secrets_are_not_in_the_database(self):
        user = self.user()
        browser, token = self.browser(user), self.token_of(user)['secret']
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(run('backup', '--data', self.server.data, f'{folder}/b').returncode, 0)
            stored = open(f'{folder}/b/testledger.db', 'rb').read()
        for secret in (browser.cookie.split('=')[1], browser.csrf, token, PASSWORD):
            self.assertNotIn(secret.encode(), stored)

    def test_an_idle_and_an_old_session_end(self):
        server = Server(MANY_LOGINS).start()
        try:
            hour = 3_600_000
            for column, age, wanted in (('last_used', 11 * hour, 200), ('last_used', 13 * hour, 401), ('expires', 0, 401)):
                with self.subTest(column, age=age):
                    server.json('POST', '/api/users', {'name': unique('u'), 'password': PASSWORD}, prefix='')
                    name = server.json('GET', '/api/users', prefix='')['items'][-1]['name']
                    browser = Browser(server).log_in(name)
                    server.stop()
                    database = sqlite3.connect(os.path.join(server.data, 'testledger.db'))
                    with database:
                        database.execute(f'UPDATE session SET {column} = ?', (int(time.time() * 1000) - age,))
                    database.close()
                    server.start()
                    self.assertEqual(browser.call('GET', '/api/session')[0], wanted)
        finally:
            server.stop()
            server.remove()


class Invitations(Accounts):
    def test_an_invitation_makes_a_member_once(self):
        admin = self.browser(self.member('admin'))
        made = admin.json('POST', '/project/AT/invitation', {'role': 'tester', 'note': 'for Eve'}, prefix=PREFIX)
        self.assertEqual(made['link']['path'], '/invitation#' + made['link']['code'])
        self.assertIn(made['ID'], [i['ID'] for i in admin.json('GET', '/project/AT/invitation', prefix=PREFIX)['items']])
        name = unique('eve')
        wish = {'code': made['link']['code'], 'name': name, 'password': PASSWORD}
        self.assertEqual(Browser(self.server).call('POST', '/api/invitations/accept', {**wish, 'password': 'short'})[0], 400)
        Browser(self.server).json('POST', '/api/invitations/accept', wish)
        self.assertEqual(Browser(self.server).call('POST', '/api/invitations/accept', {**wish, 'name': name + '2'})[0], 404)
        me = Browser(self.server).log_in(name).json('GET', '/api/me')
        self.assertEqual([(p['key'], p['role']) for p in me['projects']], [('AT', 'tester')])

    def test_who_is_here_joins(self):
        user = self.user()
        browser = self.browser(user)
        made = self.server.json('POST', '/project/AT/invitation', {'role': 'viewer'})
        self.assertEqual(Browser(self.server).call('POST', '/api/invitations/accept', {'code': made['link']['code']})[0], 401)
        browser.json('POST', '/api/invitations/accept', {'code': made['link']['code']})
        self.assertEqual(browser.json('GET', '/api/me')['projects'][0]['role'], 'viewer')

    def test_a_withdrawn_one_is_nothing(self):
        made = self.server.json('POST', '/project/AT/invitation', {'role': 'viewer'})
        self.server.json('DELETE', f'/project/AT/invitation/{made["ID"]}')
        wish = {'code': made['link']['code'], 'name': unique('x'), 'password': PASSWORD}
        self.assertEqual(Browser(self.server).call('POST', '/api/invitations/accept', wish)[0], 404)
        of_server = self.api('POST', '/api/invitations', {'administrator': True})
        self.api('DELETE', f'/api/invitations/{of_server["ID"]}')

    def test_a_new_password_by_a_link(self):
        user = self.user()
        browser = self.browser(user)
        link = self.api('POST', f'/api/users/{user["ID"]}/reset')
        wish = {'code': link['code'], 'password': 'another long sentence'}
        Browser(self.server).json('POST', '/api/password/reset', wish)
        self.assertEqual(Browser(self.server).call('POST', '/api/password/reset', wish)[0], 404)
        self.assertEqual(browser.call('GET', '/api/session')[0], 401)
        Browser(self.server).log_in(user['name'], 'another long sentence')

    def test_codes_that_are_none(self):
        for code in ('', 'x', 'tc_' + '0' * 36, self.server.token, 7, None):
            with self.subTest(code):
                wish = {'code': code, 'name': unique('x'), 'password': PASSWORD}
                for path in ('/api/invitations/accept', '/api/password/reset', '/api/setup'):
                    self.assertIn(Browser(self.server).call('POST', path, wish)[0], (400, 404))


class Users(Accounts):
    def test_names_are_taken_in_any_letter_case(self):
        user = self.user()
        for name in (user['name'], user['name'].upper(), f' {user["name"]} '):
            self.assertEqual(self.status('POST', '/api/users', {'name': name}), 409)
        for wish in ({}, {'name': ' '}, {'name': 'a\nb'}, {'name': 'x' * 101}, {'name': ['x']}, {'name': unique('x'), 'administrator': 'yes'},
                     {'name': unique('x'), 'password': 'password'}):
            with self.subTest(wish):
                self.assertEqual(self.status('POST', '/api/users', wish), 400)

    def test_the_last_administrator_stays(self):
        me = self.api('GET', '/api/me')['user']['ID']
        others = [u for u in self.api('GET', '/api/users')['items'] if u['administrator'] and u['active'] and u['ID'] != me]
        for other in others:
            self.api('PATCH', f'/api/users/{other["ID"]}', {'administrator': False})
        for change in ({'active': False}, {'administrator': False}):
            self.assertEqual(self.status('PATCH', f'/api/users/{me}', change), 409)
        self.assertEqual(self.status('PATCH', f'/api/users/{me}', {}), 400)
        self.assertEqual(self.status('PATCH', '/api/users/999', {'active': False}), 404)

    def test_unknown_users_are_refused_like_wrong_passwords(self):
        names = [unique('nobody') for _ in range(12)], [self.user()['name'] for _ in range(12)]
        answers, times = [set(), set()], [[], []]
        for known, unknown in zip(*names):
            for which, name in enumerate((known, unknown)):
                begin = time.perf_counter()
                status, headers, text = Browser(self.server).call('POST', '/api/session', {'name': name, 'password': 'not this one'})
                times[which].append(time.perf_counter() - begin)
                answers[which].add((status, text, tuple(sorted(set(headers) - {'date'}))))
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(len(answers[0]), 1)
        fast, slow = sorted(map(statistics.median, times))
        self.assertLess(slow, 2 * fast, 'the time tells whether there is such a user')


class Setup(unittest.TestCase):
    def setUp(self):
        self.server = Server(MANY_LOGINS)

    def tearDown(self):
        if self.server.process and self.server.process.poll() is None:
            self.server.stop()
        self.server.remove()

    def code_of_file(self):
        lines = [json.loads(line) for line in read(self.server.log_path).splitlines() if 'POST /api/setup takes' in line]
        self.assertEqual(lines[-1]['file'], os.path.join(self.server.data, 'setup.code'))
        self.assertEqual(os.stat(lines[-1]['file']).st_mode & 0o777, 0o600)
        code = read(lines[-1]['file']).strip()
        self.assertNotIn(code, read(self.server.log_path), 'a log is read by others')
        return code

    def test_the_first_administrator(self):
        self.server.start()
        code, nobody = self.code_of_file(), Browser(self.server)
        wish = {'code': code, 'name': 'admin', 'password': PASSWORD}
        self.assertEqual(nobody.call('POST', '/api/setup', {**wish, 'code': code[:-1] + ('A' if code[-1] != 'A' else 'B')})[0], 404)
        self.assertEqual(nobody.call('POST', '/api/setup', {**wish, 'password': 'password'})[0], 400)
        self.assertTrue(nobody.json('POST', '/api/setup', wish)['user']['administrator'])
        self.assertFalse(os.path.exists(os.path.join(self.server.data, 'setup.code')), 'it is good no more')
        self.assertEqual(nobody.call('POST', '/api/setup', {**wish, 'name': 'eve'})[0], 404)
        self.assertEqual(len(nobody.log_in('admin').json('GET', '/api/users')['items']), 1)
        self.server.stop()
        lines = read(self.server.log_path).count('POST /api/setup takes')
        self.server.start()
        self.assertEqual(read(self.server.log_path).count('POST /api/setup takes'), lines, 'nothing is offered any more')
        self.assertFalse(os.path.exists(os.path.join(self.server.data, 'setup.code')))

    def test_the_code_of_init(self):
        with tempfile.TemporaryDirectory() as folder:
            told = run('init', '--data', f'{folder}/d', '--project', 'AT', '--admin-token-file', f'{folder}/t').stdout
        self.assertRegex(told, r'tc_[0-9A-Za-z]{36}\n$')


class Limits(unittest.TestCase):
    def test_logins_from_one_address(self):
        with Server() as server:
            answers = [Browser(server).call('POST', '/api/session', {'name': unique('u'), 'password': 'x'}) for _ in range(14)]
            statuses = [a[0] for a in answers]
            self.assertEqual(set(statuses[:10]), {401})
            self.assertIn(429, statuses)
            refused = next(a for a in answers if a[0] == 429)
            self.assertTrue(1 <= int(refused[1]['retry-after']) <= 6, refused[1])

    def test_failures_at_one_account_delay_also_the_right_password(self):
        with Server(MANY_LOGINS) as server:
            server.json('POST', '/api/users', {'name': 'ann', 'password': PASSWORD}, prefix='')
            login = lambda name, password: Browser(server).call('POST', '/api/session', {'name': name, 'password': password})
            for name in ('ann', 'nobody'):
                statuses = [login(name, 'x')[0] for _ in range(8)]
                self.assertEqual(statuses[:5], [401] * 5)
                self.assertEqual(statuses[-1], 429)
                self.assertEqual(login(name, PASSWORD)[0], 429)

    def test_requests_of_one_token(self):
        with Server(('--rate-limit', '30')) as server:
            answers = [server.call('GET', '/api/me', prefix='') for _ in range(40)]
            self.assertEqual({a[0] for a in answers[:30]}, {200})
            self.assertEqual(answers[-1][0], 429)
            wait = int(answers[-1][1]['retry-after'])
            self.assertLessEqual(wait, 2)
            time.sleep(wait)
            self.assertEqual(server.call('GET', '/api/me', prefix='')[0], 200, 'who waits as told gets through')

    def test_a_flood_of_logins_leaves_imports_alone(self):
        with Server(MANY_LOGINS) as server:
            cycle, stop, statuses = server.new_cycle(), time.monotonic() + 5, []

            def flood():
                while time.monotonic() < stop:
                    statuses.append(Browser(server).call('POST', '/api/session', {'name': unique('u'), 'password': 'x'})[0])

            threads = [threading.Thread(target=flood) for _ in range(12)]
            for thread in threads:
                thread.start()
            imported = 0
            while time.monotonic() < stop:
                server.import_report(cycle, 'JUnit', junit(testcase(unique())), {'createCase': 'true'})
                imported += 1
            for thread in threads:
                thread.join()
            self.assertGreater(imported, 3)
            self.assertLessEqual(set(statuses), {401, 503})
            resident = int(re.search(r'VmHWM:\s+(\d+)', read(f'/proc/{server.process.pid}/status'))[1])
            self.assertLess(resident, 1_500_000, 'KiB, with sanitizers')


def verify_audit(data):
    ended = run('audit', 'verify', '--data', data)
    return ended.returncode, ended.stdout + ended.stderr


class WhatWasDone(Accounts):
    """On a server of its own: of many refusals only so many a minute are written."""

    def test_what_is_done_is_known(self):
        user = self.member('tester')
        token, browser = self.token_of(user), self.browser(user)
        Browser(self.server).call('POST', '/api/session', {'name': user['name'], 'password': 'wrong'})
        browser.call('POST', '/api/users', {'name': 'x'})
        cycle = self.server.new_cycle()
        batch = self.server.import_report(cycle, 'JUnit', junit(testcase(unique('t'))), {'createCase': 'true'})['batchId']
        self.server.json('POST', f'/project/AT/testcycle/{cycle}/batch/{batch}/undo')
        browser.json('DELETE', f'/api/tokens/{token["ID"]}')
        rows = {'user.create': 'admin', 'member.add': 'admin', 'token.create': user['name'], 'login': user['name'], 'token.revoke': user['name'],
                'login.failed': user['name'], 'access.refused': user['name'], 'batch.undo': 'admin'}
        for action, by in rows.items():
            with self.subTest(action):
                self.assertEqual(self.audited(action, by)['remote'], '127.0.0.1')
        self.assertEqual(self.audited('batch.undo')['object'], f'batch {batch}')
        self.assertEqual(self.audited('batch.undo')['project'], 'AT')
        table = run('audit', 'list', '--data', self.server.data, '--count', '50').stdout
        self.assertIn('batch.undo', table)
        code, told = verify_audit(self.server.data)
        self.assertEqual(code, 0, told)
        self.assertIn('are as they were written', told)


    def test_what_is_removed_set_and_exported_is_known(self):
        call = lambda method, path, body=None: self.server.json(method, '/project/AT' + path, body)
        cycle, case = self.server.new_cycle(), self.server.new_case()
        run_id = call('POST', f'/testcycle/{cycle}/testcase/{case}')['ID']
        folder, tag = call('POST', '/testcase/folder', {'name': unique('f')}), call('POST', '/tag', [unique('t')])[0]
        before = self.api('GET', '/api/audit?maxResults=1')['items'][0]['ID']
        for method, path in (('GET', f'/testcycle/{cycle}/export/csv'), ('GET', '/testcycle/export/csv'), ('GET', '/testcase/export/csv')):
            self.assertEqual(self.server.call(method, '/project/AT' + path)[0], 200)
        call('DELETE', f'/testcycle/{cycle}/testrun/{run_id}')
        call('DELETE', f'/testcycle/{cycle}/testcase/{case}')
        call('DELETE', f'/testcycle/{cycle}/detail')
        call('DELETE', f'/testcase/folder/{folder["ID"]}')
        call('DELETE', f'/tag/{tag["ID"]}')
        call('DELETE', f'/testcase/{case}/detail')
        call('POST', f'/testcase/{case}/restore')
        call('PATCH', '/testcase/bulk', {'keys': [case], 'action': 'delete'})
        call('POST', f'/testcase/{case}/purge')
        entry = call('POST', '/config/testcase/priority', {'name': 'Urgent'})
        call('PATCH', f'/config/testcase/priority/{entry["ID"]}', {'name': 'Later'})
        call('DELETE', f'/config/testcase/priority/{entry["ID"]}')
        call('PATCH', '/config/links', {'defectUrl': 'https://t.example/{key}'})
        self.assertEqual(self.server.call('DELETE', '/project/AT/tag/99999')[0], 404)
        told = [(e['action'], e['object'], e['before'], e['after']) for e in self.api('GET', '/api/audit')['items'] if e['ID'] > before][::-1]
        cases = [t for t in told if t[0] == 'case.export']
        self.assertRegex(cases[0][1], r'^\d+ cases as csv$')
        self.assertEqual([t for t in told if t not in cases and t[0] != 'token.first_use'], [
            ('cycle.export', f'cycle {cycle} as csv', '', ''), ('cycle.export', 'cycles as csv', '', ''),
            ('run.delete', f'run {run_id} of cycle {cycle}', '', ''), ('cycle.case.delete', f'case {case} of cycle {cycle}', '', ''),
            ('cycle.delete', f'cycle {cycle}', self.title_of(told, 'cycle.delete'), ''), ('folder.delete', f'folder {folder["ID"]}', folder['name'], ''),
            ('tag.delete', f'tag {tag["ID"]}', tag['name'], ''), ('case.delete', f'case {case}', self.title_of(told, 'case.delete'), ''),
            ('case.restore', f'case {case}', self.title_of(told, 'case.restore'), ''), ('case.delete', f'case {case}', self.title_of(told, 'case.delete'), ''),
            ('case.purge', f'case {case}', '', ''), ('configuration.create', 'priority', '', '{"name":"Urgent"}'),
            ('configuration.change', f'priority {entry["ID"]}', '', '{"name":"Later"}'), ('configuration.delete', f'priority {entry["ID"]}', '', ''),
            ('configuration.change', 'links', '', '{"defectUrl":"https://t.example/{key}"}')])
        self.assertEqual(verify_audit(self.server.data)[0], 0)

    def title_of(self, told, action):
        """What the entry says the thing was called, which is something."""
        title = next(t[2] for t in told if t[0] == action)
        self.assertNotEqual(title, '', action)
        return title


class Audit(Accounts):
    def test_who_is_not_known_makes_no_entries(self):
        before = self.api('GET', '/api/audit')['items'][0]['ID']
        for _ in range(20):
            self.server.call('GET', '/project/AT/testcase', token=False)
            self.server.call('GET', '/api/users', prefix='', token=False)
        time.sleep(1.5)
        added = [e['action'] for e in self.api('GET', '/api/audit')['items'] if e['ID'] > before]
        self.assertLessEqual(set(added), {'token.first_use', 'login.failed', 'access.refused', 'audit.left_out'}, added)
        self.assertNotIn('', [e['user'] for e in self.api('GET', '/api/audit')['items']])

    def test_many_failures_are_few_entries(self):
        before = self.api('GET', '/api/audit')['items'][0]['ID']
        for _ in range(90):
            Browser(self.server).call('POST', '/api/session', {'name': unique('u'), 'password': 'x'})
        time.sleep(1.5)
        added = [e for e in self.api('GET', '/api/audit')['items'] if e['ID'] > before]
        self.assertLessEqual(len(added), 70)

    def test_pages(self):
        first = self.api('GET', '/api/audit?maxResults=1')
        second = self.api('GET', '/api/audit?maxResults=1&startAt=1')
        self.assertEqual(first['items'][0]['ID'], second['items'][0]['ID'] + 1)
        behind = self.api('GET', f'/api/audit?maxResults=1&cursor={first["nextCursor"]}')
        self.assertEqual(first['items'][0]['ID'], behind['items'][0]['ID'] + 1)

    def test_every_tampering_is_found_also_in_a_restored_backup(self):
        with tempfile.TemporaryDirectory() as folder:
            self.user()
            self.assertEqual(run('backup', '--data', self.server.data, f'{folder}/b').returncode, 0)
            self.assertEqual(run('restore', '--data', f'{folder}/r', f'{folder}/b').returncode, 0)
            self.assertEqual(verify_audit(f'{folder}/r')[0], 0)
            columns = ('time', 'user_id', 'user_name', 'token_id', 'remote', 'action', 'project', 'object', 'before', 'after', 'hash')
            changes = [f'UPDATE audit_entry SET {column} = {column} || \'1\' WHERE number = 2' for column in columns]
            changes += ['DELETE FROM audit_entry WHERE number = 2', 'DELETE FROM audit_entry WHERE number = 1', 'DELETE FROM audit_entry',
                        'DELETE FROM audit_entry WHERE number = (SELECT max(number) FROM audit_entry)',
                        'UPDATE audit_head SET number = number - 1', 'UPDATE audit_head SET number = 0, hash = \'\'',
                        'UPDATE audit_entry SET number = -number WHERE number IN (1, 2); UPDATE audit_entry SET number = 3 + number WHERE number < 0',
                        'INSERT INTO audit_entry SELECT number + 1, time, user_id, user_name, token_id, remote, action, project, object, '
                        'before, after, hash FROM audit_entry ORDER BY number DESC LIMIT 1']
            path = f'{folder}/r/testledger.db'
            original = open(path, 'rb').read()
            for sql in changes:
                with self.subTest(sql):
                    with open(path, 'wb') as file:
                        file.write(original)
                    database = sqlite3.connect(path)
                    with database:
                        for statement in sql.split(';'):
                            database.execute(statement)
                    database.close()
                    code, told = verify_audit(f'{folder}/r')
                    self.assertEqual(code, 1, told)
                    self.assertIn('not as it was written', told)
                    for left in ('-wal', '-shm'):
                        if os.path.exists(path + left):
                            os.remove(path + left)


class CommandLine(unittest.TestCase):
    def test_users_members_and_tokens(self):
        for running in (False, True):
            server = Server()
            try:
                if running:
                    server.start()
                ok = lambda *words: (lambda ended: (self.assertEqual(ended.returncode, 0, ended.stderr), ended.stdout)[1])(
                    run(*words[:2], '--data', server.data, *words[2:]))
                ok('user', 'create', 'ann')
                ok('member', 'add', '--project', 'AT', '--role', 'tester', 'ann')
                self.assertRegex(ok('member', 'list', '--project', 'AT'), r'ann\s+tester')
                file, next_file = os.path.join(server.home, 'ci'), os.path.join(server.home, 'next')
                number = ok('token', 'create', '--user', 'ann', '--label', 'ci', '--scope', 'report', '--project', 'AT', '--token-file', file).split()[1]
                ok('token', 'rotate', '--token-file', next_file, number)
                self.assertRegex(ok('token', 'list'), r'read report, 1 project')
                self.assertRegex(ok('user', 'reset', 'ann'), r'tc_\w{36}')
                ok('user', 'deactivate', 'ann')
                self.assertRegex(ok('user', 'list'), r'ann\s+no\s+no\s+deactivated')
                ok('user', 'activate', 'ann')
                ok('user', 'promote', 'ann')
                ok('user', 'demote', 'ann')
                ok('member', 'remove', '--project', 'AT', 'ann')
                self.assertRegex(ok('audit', 'list'), r'member.remove\s+AT')
                self.assertIn('as they were written', ok('audit', 'verify'))
                for words in (('user', 'deactivate', 'admin'), ('user', 'demote', 'admin'), ('user', 'create', 'ANN'), ('user', 'reset', 'nobody'),
                              ('member', 'add', '--project', 'XX', '--role', 'viewer', 'ann'), ('member', 'add', '--project', 'AT', '--role', 'x', 'ann'),
                              ('token', 'rotate', '--token-file', file + '2', '99')):
                    ended = run(*words[:2], '--data', server.data, *words[2:])
                    self.assertEqual(ended.returncode, 2, words)
            finally:
                if running:
                    server.stop()
                server.remove()


if __name__ == '__main__':
    unittest.main()

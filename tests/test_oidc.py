"""Logging in at a real provider of logins (the npm package oidc-provider), with and without a browser."""
import json
import os
import sqlite3
import subprocess
import time
import unittest
import urllib.parse

import oidc_harness
from oidc_harness import PAGE, Surfer, query_of
from support import ROOT, unique
from test_accounts import PASSWORD, Browser as Page


class Logins(oidc_harness.AtProvider):
    def test_the_first_login_makes_a_user_without_rights_and_the_next_is_theirs(self):
        name = unique('ann')
        first, where = self.person(name, '/projects/AT?text=a%20b')
        self.assertEqual(where, '/projects/AT?text=a%20b')
        user = first.session()
        self.assertEqual(user['name'], name)
        status, _, me = first.step(self.server.url + '/api/me', {'Accept': 'application/json'})
        self.assertEqual((status, json.loads(me)['projects'], json.loads(me)['user']['administrator']), (200, [], False))
        again, _ = self.person(name)
        self.assertEqual(again.session(), user)
        self.assertIsNone(Surfer(self.server).session())
        entries = [(e['action'], e['user'], e['object']) for e in self.api('GET', '/api/audit')['items']]
        self.assertIn(('user.create', name, f'user {user["ID"]} {name}'), entries)
        self.assertEqual(entries.count(('login', name, f'at {self.issuer}')), 2)

    def test_another_login_in_the_same_browser_leaves_the_old_session(self):
        surfer, _ = self.person(unique('ann'))
        before = surfer.cookie('testledger_session')
        surfer.log_in()
        self.assertNotEqual(surfer.cookie('testledger_session'), before)
        status = self.server.call('GET', '/api/session', headers={'Cookie': f'testledger_session={before}'}, prefix='', token=False)[0]
        self.assertEqual(status, 401)

    def test_names_prove_nothing(self):
        surfer, _ = self.person('admin')
        self.assertEqual(surfer.session()['name'], 'admin 2')
        other, _ = self.person('admin|of another tenant')
        self.assertEqual(other.session()['name'], 'admin 3')
        long, _ = self.person('ä' * 120)
        self.assertEqual(long.session()['name'], 'ä' * 45)

    def test_who_is_deactivated_is_told_so(self):
        name = unique('gone')
        user = self.person(name)[0].session()
        self.api('PATCH', f'/api/users/{user["ID"]}', {'active': False})
        surfer, where = self.person(name)
        self.assertEqual((where, surfer.session()), ('/login?problem=deactivated', None))

    def test_who_is_refused_there_is_told_so(self):
        surfer, where = self.person('nobody')
        self.assertEqual((where, surfer.session()), ('/login?problem=forbidden', None))

    def test_only_pages_of_this_server_come_next(self):
        for elsewhere in ('https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/../x', ''):
            self.assertEqual(self.person('ann', elsewhere)[1], '/', elsewhere)

    def test_an_answer_counts_once_and_in_its_browser_alone(self):
        surfer, _ = self.person('ann')
        back = next(url for url in surfer.way if '/api/oidc/callback' in url)
        self.assertEqual(surfer.go(back)[-1], self.server.url + '/login?problem=unauthenticated')
        self.become('ann')
        victim, thief = Surfer(self.server), Surfer(self.server)
        url = victim.step(self.server.url + '/api/oidc/login')[1]['Location']
        while '/api/oidc/callback' not in url:
            url = urllib.parse.urljoin(url, victim.step(url)[1]['Location'])
        self.assertEqual(thief.go(url)[-1], self.server.url + '/login?problem=unauthenticated')
        thief.step(self.server.url + '/api/oidc/login')
        self.assertEqual(thief.go(url)[-1], self.server.url + '/login?problem=unauthenticated', 'with the state of another login')
        self.assertIsNone(thief.session())
        self.assertEqual(victim.go(url)[-1], self.server.url + '/', 'the true one still may')
        self.assertEqual(victim.session()['name'], 'ann')

    def test_no_other_site_begins_it(self):
        """Else whoever is logged in at the provider would be here without their doing."""
        surfer = Surfer(self.server)
        for site in ('cross-site', 'same-site'):
            status, headers, _ = surfer.step(self.server.url + '/api/oidc/login', {'Sec-Fetch-Site': site})
            self.assertEqual((status, headers['Location']), (302, '/login?problem=other_site'))
        for site in ('same-origin', 'none'):
            self.assertIn(self.issuer, surfer.step(self.server.url + '/api/oidc/login', {'Sec-Fetch-Site': site})[1]['Location'])

    def test_programs_are_told_in_plain_text(self):
        status, headers, text = self.server.call('GET', '/api/oidc/callback?state=x&code=y', prefix='', token=False)
        self.assertEqual((status, text), (401, 'This login did not begin in this browser, or too long ago. Begin again.'))
        self.assertNotIn('set-cookie', headers)

    def test_the_cookie_of_a_login_is_for_its_way_back_alone(self):
        _, headers, _ = self.server.call('GET', '/api/oidc/login', prefix='', token=False)
        self.assertRegex(headers['set-cookie'], r'^testledger_login=[\w-]{43}; Path=/api/oidc; HttpOnly; SameSite=Lax; Max-Age=600$')
        asked = query_of(headers['location'])
        self.assertEqual((asked['response_type'], asked['scope'], asked['code_challenge_method']), ('code', 'openid profile email', 'S256'))
        self.assertEqual(asked['redirect_uri'], self.server.url + '/api/oidc/callback')
        self.assertGreaterEqual(min(len(asked[name]) for name in ('state', 'nonce', 'code_challenge')), 43)

    def test_the_login_page_is_told_how_one_may_log_in(self):
        told = self.server.json('GET', '/api/login-options', prefix='', token=False)
        self.assertEqual(told, {'password': True, 'setup': True, 'provider': {'name': 'Acme'}})


class AtProviderWithUsers(oidc_harness.AtProvider):
    def user(self):
        """(a user with a password, their browser)"""
        user = self.api('POST', '/api/users', {'name': unique('u'), 'password': PASSWORD})
        return user, Page(self.server).log_in(user['name'])

    def come_back(self, url, state_cookie, session_cookie, person):
        self.become(person)
        surfer = Surfer(self.server)
        while '/api/oidc/callback' not in url:
            url = urllib.parse.urljoin(url, surfer.step(url)[1]['Location'])
        cookies = '; '.join([state_cookie.split(';')[0], *([session_cookie] if session_cookie else [])])
        _, headers, _ = self.server.call('GET', url[len(self.server.url):], headers={**PAGE, 'Cookie': cookies}, prefix='', token=False)
        return headers['location']

    def begun(self, browser):
        """(where to go on, the cookie) of a link that begins."""
        status, headers, text = self.server.call('POST', '/api/oidc/link?next=/projects', prefix='', token=False, headers={
            'Origin': self.server.url, 'Cookie': browser.cookie, 'X-CSRF-Token': browser.csrf})
        self.assertEqual(status, 200, text)
        return json.loads(text)['url'], headers['set-cookie']

    def linked(self):
        """(a user with a password, their browser, their name at the provider)"""
        user, browser = self.user()
        name = unique('work')
        self.assertEqual(self.come_back(*self.begun(browser), browser.cookie, name), '/projects')
        return user, browser, name


class Links(AtProviderWithUsers):
    def test_who_is_logged_in_makes_the_login_theirs(self):
        user, browser = self.user()
        name = unique('work')
        self.assertEqual(self.come_back(*self.begun(browser), browser.cookie, name), '/projects')
        surfer, _ = self.person(name)
        self.assertEqual(surfer.session()['ID'], user['ID'])
        entry = next(e for e in self.api('GET', '/api/audit')['items'] if e['action'] == 'identity.link')
        self.assertEqual((entry['user'], entry['object']), (user['name'], f'user {user["ID"]} {user["name"]}'))
        other, others_browser = self.user()
        self.assertEqual(self.come_back(*self.begun(others_browser), others_browser.cookie, name), '/login?problem=conflict')

    def test_it_ends_in_the_session_where_it_began(self):
        _, browser = self.user()
        _, others_browser = self.user()
        for cookie in (others_browser.cookie, None, 'testledger_session=ts_nonsense'):
            self.assertEqual(self.come_back(*self.begun(browser), cookie, unique('work')), '/login?problem=unauthenticated')

    def test_no_other_site_and_no_token_begins_it(self):
        _, browser = self.user()
        for headers in ({'X-CSRF-Token': None}, {'Origin': 'http://evil.example'}):
            self.assertEqual(browser.call('POST', '/api/oidc/link', headers=headers)[0], 403)
        self.assertEqual(self.server.call('POST', '/api/oidc/link', prefix='')[0], 404)


class Unlinking(AtProviderWithUsers):
    def test_who_comes_later_is_somebody_else_and_other_sessions_end(self):
        user, browser, name = self.linked()
        self.assertEqual(browser.json('GET', '/api/oidc/link'), {'linked': True, 'password': True})
        at_work, _ = self.person(name)
        self.assertEqual(at_work.session()['ID'], user['ID'])
        browser.json('DELETE', '/api/oidc/link')
        self.assertIsNone(at_work.session())
        self.assertEqual(browser.json('GET', '/api/oidc/link'), {'linked': False, 'password': True})
        self.assertEqual(self.person(name)[0].session()['name'], name)
        entry = next(e for e in self.api('GET', '/api/audit')['items'] if e['action'] == 'identity.unlink')
        self.assertEqual((entry['user'], entry['object'], entry['before']), (user['name'], f'user {user["ID"]} {user["name"]}', f'at {self.issuer}'))
        self.assertEqual(browser.call('DELETE', '/api/oidc/link')[0], 404)
        self.assertEqual(self.come_back(*self.begun(browser), browser.cookie, unique('new')), '/projects')

    def test_who_has_no_password_is_told_how_to_get_one_and_then_may(self):
        name = unique('ann')
        surfer, _ = self.person(name)
        cookie, csrf = f'testledger_session={surfer.cookie("testledger_session")}', json.loads(surfer.step(self.server.url + '/api/session')[2])['csrfToken']
        browser = Page(self.server)
        browser.cookie, browser.csrf = cookie, csrf
        self.assertEqual(browser.json('GET', '/api/oidc/link'), {'linked': True, 'password': False})
        status, _, text = browser.call('DELETE', '/api/oidc/link')
        self.assertEqual(status, 409)
        self.assertIn('Ask an administrator for a link to set one', text)
        user = self.person(name)[0].session()
        self.assertEqual(user['name'], name, 'nothing was unlinked')
        code = self.api('POST', f'/api/users/{user["ID"]}/reset')['code']
        Page(self.server).json('POST', '/api/password/reset', {'code': code, 'password': PASSWORD})
        Page(self.server).log_in(name).json('DELETE', '/api/oidc/link')
        self.assertEqual(self.person(name)[0].session()['name'], f'{name} 2')

    def test_no_other_site_and_no_token_does_it(self):
        _, browser, _ = self.linked()
        for headers in ({'X-CSRF-Token': None}, {'Origin': 'http://evil.example'}):
            self.assertEqual(browser.call('DELETE', '/api/oidc/link', headers=headers)[0], 403)
        self.assertEqual(self.server.call('DELETE', '/api/oidc/link', prefix='')[0], 404)
        self.assertTrue(browser.json('GET', '/api/oidc/link')['linked'])


class UnlinkingLongAfterLoggingIn(AtProviderWithUsers):
    def test_it_wants_that_again(self):
        user, browser, _ = self.linked()
        self.server.stop()
        database = sqlite3.connect(os.path.join(self.server.data, 'testledger.db'))
        with database:
            database.execute('UPDATE session SET created = created - 11 * 60000')
        database.close()
        self.server.start()
        status, _, text = browser.call('DELETE', '/api/oidc/link')
        self.assertEqual(status, 403, text)
        self.assertIn('Log in again', text)
        self.assertTrue(browser.json('GET', '/api/oidc/link')['linked'])
        browser.log_in(user['name']).json('DELETE', '/api/oidc/link')


class ByEllipticCurve(oidc_harness.AtProvider):
    algorithm = 'ES256'

    def test_whole_login(self):
        surfer, where = self.person('ann')
        self.assertEqual((where, surfer.session()['name']), ('/', 'ann'))


class WithoutSignUp(oidc_harness.AtProvider):
    more = ('--oidc-sign-up', 'no')

    def test_only_who_has_an_account_comes_in(self):
        surfer, where = self.person('ann')
        self.assertEqual((where, surfer.session()), ('/login?problem=no_account', None))
        self.assertNotIn('ann', [user['name'] for user in self.api('GET', '/api/users')['items']])
        time.sleep(1.5)  # failures are written once a second
        self.assertIn(f'at {self.issuer}: no_account', [e['object'] for e in self.api('GET', '/api/audit')['items']])


class InABrowser(oidc_harness.AtProvider):
    def run_script(self, name='oidc.mjs', **environment):
        script = os.path.join(ROOT, 'web', 'tests', name)
        ended = subprocess.run(['node', script], capture_output=True, text=True, timeout=180, env={**os.environ, 'SERVER': self.server.url, **environment})
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        return json.loads(ended.stdout)

    def test_from_the_login_page_to_the_page_that_was_wanted(self):
        self.become('Eve')
        seen = self.run_script(PAGE='/account', WAIT='button:has-text("Eve")')
        self.assertEqual((seen['path'], seen['problems']), ('/account', []))

    def test_a_refusal_is_a_sentence_on_the_login_page(self):
        self.become('nobody')
        seen = self.run_script(PAGE='/account', WAIT='[role=alert]')
        self.assertEqual((seen['path'], seen['text']), ('/login', 'You were not let in there.'))

    def test_the_account_page_links_a_login_ends_other_sessions_and_unlinks_it(self):
        self.api('POST', '/api/users', {'name': 'zoe', 'password': PASSWORD})
        other = Page(self.server).log_in('zoe')
        self.become('zoe at work')
        seen = self.run_script('account.mjs', NAME='zoe', PASSWORD=PASSWORD)
        self.assertEqual(seen, {'problems': [], 'violations': [], 'linked': 'Linked: whoever you are at Acme is you here.', 'sessions': 2})
        self.assertEqual(other.call('GET', '/api/session')[0], 401)
        self.assertEqual(self.person('zoe at work')[0].session()['name'], 'zoe at work')


if __name__ == '__main__':
    unittest.main()

"""The application in a browser: at which addresses it is given, its files, and its own checks."""
import http.client
import os
import re
import subprocess
import unittest

from support import ROOT, Server, ServerTest

BROWSER = {'Accept': 'text/html,application/xhtml+xml,*/*;q=0.8'}


def answer(server, path, headers=None, method='GET'):
    """(status, headers, text)"""
    connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=60)
    connection.request(method, path, headers=headers or {})
    got = connection.getresponse()
    text = got.read().decode('utf-8', 'replace')
    connection.close()
    return got.status, got.headers, text


class Pages(ServerTest):
    def test_browsers_get_the_application_at_all_its_addresses(self):
        for path in ('/', '/login', '/setup', '/projects/AT/cycles/AT-CY-1/runs?status=4', '/projects/AT/'):
            status, headers, text = answer(self.server, path, BROWSER)
            self.assertEqual((status, headers['Content-Type'], headers['Cache-Control']), (200, 'text/html;charset=utf-8', 'no-store'), path)
            self.assertIn('<div id="app">', text)
            self.assertNotIn('@', text)
            status, headers, text = answer(self.server, path, BROWSER, 'HEAD')
            self.assertEqual((status, text), (200, ''))
            self.assertGreater(int(headers['Content-Length']), 500)

    def test_programs_and_addresses_of_the_api_are_told_that_nothing_is_there(self):
        self.assertEqual(answer(self.server, '/login', {'Accept': 'application/json'})[0], 404)
        self.assertEqual(answer(self.server, '/login', BROWSER, 'POST')[0], 404)
        for path in ('/aio-tcms/api/v1/nowhere', '/rest/aio-tcms-api/1.0/nowhere', '/api/nowhere', '/assets/nothing.js', '/healthz/x'):
            self.assertEqual(answer(self.server, path, BROWSER)[0], 404, path)

    def test_scripts_and_styles_count_by_a_number_of_the_answer_alone(self):
        numbers = set()
        for _ in range(3):
            _, headers, text = answer(self.server, '/projects/AT', BROWSER)
            policy = headers['Content-Security-Policy']
            number = re.search(r"script-src 'nonce-([0-9a-f]{32})' 'strict-dynamic'; style-src 'self' 'nonce-\1'", policy)[1]
            self.assertEqual(set(re.findall(r'nonce="([^"]*)"', text)), {number})
            self.assertNotIn('unsafe', policy)
            numbers.add(number)
        self.assertEqual(len(numbers), 3)

    def test_files_are_found_from_every_depth_and_kept_for_good(self):
        for path, way in (('/', './'), ('/login', './'), ('/projects/AT', './../'), ('/projects/AT/cycles/', './../../../')):
            text = answer(self.server, path, BROWSER)[2]
            self.assertIn(f'<meta name="base-path" content="{way}">', text)
            self.assertEqual(set(re.findall(r'(?:src|href)="(.*?)(?:assets/|openapi)', text)), {way})
        files = re.findall(r'assets/([^"]+)', text)
        self.assertGreaterEqual(len(files), 3)
        for file in files:
            status, headers, _ = answer(self.server, f'/assets/{file}')
            self.assertEqual((status, headers['Cache-Control']), (200, 'public, max-age=31536000, immutable'), file)
        self.assertEqual(answer(self.server, '/assets/api-docs.js')[1]['Cache-Control'], 'no-cache')

    def test_it_is_below_a_base_path_too(self):
        with Server(['--base-path', '/quality/testledger']) as server:
            for path in ('/quality/testledger/projects/AT', '/projects/AT'):
                self.assertIn('content="./../"', answer(server, path, BROWSER)[2], path)


class Code(unittest.TestCase):
    def run_script(self, name):
        ended = subprocess.run(['npm', 'run', '--silent', name], cwd=os.path.join(ROOT, 'web'), capture_output=True, text=True, timeout=600)
        self.assertEqual(ended.returncode, 0, (ended.stdout + ended.stderr)[-8000:])

    def test_types_hold_with_those_of_the_api(self):
        self.run_script('check')

    def test_logic_does_what_its_tests_say(self):
        self.run_script('test')


if __name__ == '__main__':
    unittest.main()

"""The page of the API's description: what browsers are given, and the page itself in a real browser."""
import gzip
import http.client
import json
import os
import re
import subprocess
import unittest

from api_document import API
from support import ROOT, ServerTest


class Page(ServerTest):
    def raw(self, path, headers):
        """(headers, body as bytes)"""
        connection = http.client.HTTPConnection('127.0.0.1', self.server.port, timeout=60)
        connection.request('GET', path, headers=headers)
        answer = connection.getresponse()
        self.assertEqual(answer.status, 200)
        body = answer.read()
        connection.close()
        return answer.headers, body

    def test_scripts_run_by_a_number_of_the_answer_alone(self):
        numbers = set()
        for _ in range(3):
            status, headers, text = self.server.call('GET', '/api-docs', prefix='', token=False)
            self.assertEqual((status, headers['content-type']), (200, 'text/html;charset=utf-8'))
            policy = headers['content-security-policy']
            number = re.search(r"script-src 'nonce-([0-9a-f]{32})' 'strict-dynamic'", policy)[1]
            self.assertEqual(set(re.findall(r'nonce="([^"]*)"', text)), {number})
            self.assertEqual(text.count('<script'), text.count('nonce='))
            for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "connect-src 'self'"):
                self.assertIn(part, policy)
            self.assertNotIn('unsafe', policy)
            numbers.add(number)
        self.assertEqual(len(numbers), 3)

    def test_files_are_sent_as_they_are_or_compressed_and_only_when_they_are_new(self):
        status, headers, plain = self.server.call('GET', '/assets/api-docs.js', prefix='', token=False)
        self.assertEqual((status, headers['content-type']), (200, 'text/javascript;charset=utf-8'))
        told, packed = self.raw('/assets/api-docs.js', {'Accept-Encoding': 'gzip, br'})
        self.assertEqual((told['Content-Encoding'], told['Vary']), ('gzip', 'Accept-Encoding'))
        self.assertEqual(gzip.decompress(packed).decode(), plain)
        self.assertNotIn('Content-Encoding', self.raw('/assets/api-docs.js', {'Accept-Encoding': 'gzip;q=0'})[0])
        status, _, body = self.server.call('GET', '/assets/api-docs.js', prefix='', token=False, headers={'If-None-Match': headers['etag']})
        self.assertEqual((status, body), (304, ''))
        self.assertEqual(self.server.call('GET', '/assets/api-docs.js', prefix='', headers={'If-None-Match': '"0"'})[0], 200)

    def test_nothing_but_the_files_of_the_program_is_there(self):
        for path in ('/assets/nothing.js', '/assets/..%2f..%2fetc%2fpasswd', '/assets/', '/assets/%00', '/assets/api-docs.js.map'):
            self.assertIn(self.server.call('GET', path, prefix='', token=False)[0], (400, 404), path)

    def test_a_browser_shows_every_operation_and_tries_one_with_a_token(self):
        cycle = self.server.new_cycle('shown in the browser')
        script = os.path.join(ROOT, 'web', 'tests', 'api-docs.mjs')
        ended = subprocess.run(['node', script], capture_output=True, text=True, timeout=180,
                               env={**os.environ, 'PAGE': f'{self.server.url}/api-docs', 'TOKEN': self.server.token, 'CYCLE': cycle})
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        seen = json.loads(ended.stdout)
        self.assertEqual(seen['operations'], len(API.operations))
        self.assertEqual(seen['problems'], [])
        self.assertEqual(seen['status'], '200')
        self.assertIn('shown in the browser', seen['answer'])
        self.assertEqual(seen['origins'], [self.server.url])


if __name__ == '__main__':
    unittest.main()

"""The documentation's examples run as they are printed: every ```sh block of the README that begins with curl or testledger, and
the curl lines of docs/http.md and docs/api.yaml, against a real server; and every link between documents leads somewhere."""
import glob
import os
import re
import shutil
import subprocess
import tempfile
import unittest

from api_document import API
from support import BINARY, ROOT, Server, ServerTest, junit, testcase


def blocks(path, language):
    return blocks_of(open(path, encoding='utf-8').read(), language)


def blocks_of(text, language):
    return [block for of, block in re.findall(r'^```(\w*)\n(.*?)^```$', text, re.M | re.S) if of == language]


class Examples(ServerTest):
    def test_the_readmes_commands(self):
        for key in range(1, 13):
            self.server.new_case(f'keyed {key}')
        self.server.new_cycle('AT-CY-1 of the examples')
        run = 0
        for block in blocks(os.path.join(ROOT, 'README.md'), 'sh'):
            if not block.startswith(('curl', 'testledger')):
                continue
            script = block.replace('http://127.0.0.1:8080', self.server.url).replace('build/demo/admin.token', self.server.token_file)
            ended = subprocess.run(['bash', '-euc', f'testledger() {{ {BINARY} "$@"; }}\n' + script], cwd=ROOT, capture_output=True, text=True, timeout=120,
                                   env={**os.environ, 'TESTLEDGER_TOKEN_FILE': self.server.token_file})
            with self.subTest(block):
                self.assertLessEqual(ended.returncode, 1, ended.stderr + ended.stdout)
                if 'import/results' in block:
                    self.assertIn('"status":"COMPLETED"', ended.stdout.replace(' ', ''), ended.stdout)
            run += 1
        self.assertGreaterEqual(run, 7)


class HttpExamples(ServerTest):
    def test_the_curl_lines(self):
        cycle = self.server.new_cycle('AT-CY-1 of the examples')
        for i in range(7):
            self.server.import_report(cycle, 'JUnit', junit(testcase(f'batch {i + 1}')), {'createCase': 'true'})
        examples = [block for block in blocks(os.path.join(ROOT, 'docs', 'http.md'), '') if block.startswith('curl')]
        examples += blocks_of(API.whole['info']['description'], '')
        self.assertGreaterEqual(len(examples), 5)
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, 'results.xml'), 'w') as file:
                file.write(junit(testcase('of the examples')))
            shutil.copy(os.path.join(folder, 'results.xml'), os.path.join(folder, 'shop.xml'))
            with open(os.path.join(folder, 'cart.xml'), 'w') as file:
                file.write('<testsuites/>')
            subprocess.run(['tar', '-czf', 'reports.tar.gz', 'results.xml'], cwd=folder, check=True)
            for example in examples:
                script = example.replace('http://127.0.0.1:8080', self.server.url).replace('curl ', 'curl -sS --fail-with-body ')
                ended = subprocess.run(['bash', '-euc', script], cwd=folder, capture_output=True, text=True, timeout=60,
                                       env={**os.environ, 'TOKEN': self.server.token, 'CI_JOB_ID': '81', 'GITHUB_RUN_ID': '7', 'GITHUB_RUN_ATTEMPT': '1'})
                with self.subTest(example):
                    self.assertEqual(ended.returncode, 0, ended.stderr + ended.stdout)
                    self.assertIn('Completed' if 'batch/7' in example else '"successCount":1', ended.stdout)


class RunExamples(ServerTest):
    def test_the_curl_lines(self):
        self.server.new_cycle('AT-CY-1 of the examples')
        self.server.new_case('AT-TC-1 of the examples')
        examples = [block for block in blocks(os.path.join(ROOT, 'docs', 'runs.md'), '') if block.startswith('curl')]
        self.assertGreaterEqual(len(examples), 3)
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, 'shot.png'), 'wb') as file:
                file.write(b'\x89PNG\r\n\x1a\n')
            for example in examples:
                script = example.replace('http://127.0.0.1:8080', self.server.url).replace('curl ', 'curl -sS --fail-with-body ')
                ended = subprocess.run(['bash', '-euc', script], cwd=folder, capture_output=True, text=True, timeout=60,
                                       env={**os.environ, 'TOKEN': self.server.token})
                with self.subTest(example):
                    self.assertEqual(ended.returncode, 0, ended.stderr + ended.stdout)
                    self.assertRegex(ended.stdout, '"ID":|"successCount":1')


class CaseExamples(ServerTest):
    def test_the_curl_lines(self):
        self.server.new_case('pay')
        examples = [block for block in blocks(os.path.join(ROOT, 'docs', 'cases.md'), '') if block.startswith('curl')]
        self.assertGreaterEqual(len(examples), 3)
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, 'plan.txt'), 'w', encoding='utf-8') as file:
                file.write('for AT-TC-1\n')
            for example in examples:
                script = example.replace('http://127.0.0.1:8080', self.server.url).replace('curl ', 'curl -sS --fail-with-body ')
                ended = subprocess.run(['bash', '-euc', script], cwd=folder, capture_output=True, text=True, timeout=60,
                                       env={**os.environ, 'TOKEN': self.server.token})
                with self.subTest(example):
                    self.assertEqual(ended.returncode, 0, ended.stderr + ended.stdout)
                    self.assertRegex(ended.stdout, 'AT-TC-1|"name":"plan.txt"')


class Operations(unittest.TestCase):
    def test_the_commands_of_the_operations_page(self):
        server = Server().start()
        try:
            script = 'cd "$HOME"\n' + ''.join(blocks(os.path.join(ROOT, 'docs', 'operations.md'), 'sh'))
            ended = subprocess.run(['bash', '-euc', f'testledger() {{ {BINARY} "$@"; }}\n{script}'], capture_output=True, text=True, timeout=120,
                                   env={**os.environ, 'HOME': server.home})
            self.assertEqual(ended.returncode, 0, ended.stderr + ended.stdout)
            for said in ('saved 1 projects', 'restored 1 projects', 'in good order', '"violations":[]'):
                self.assertIn(said, ended.stdout)
        finally:
            server.stop()
            server.remove()


class Accounts(unittest.TestCase):
    def test_the_accounts_page_from_nothing_to_a_verified_audit_log(self):
        page = os.path.join(ROOT, 'docs', 'accounts.md')
        with tempfile.TemporaryDirectory() as folder:
            bash = lambda script, **more: subprocess.run(['bash', '-euc', f'testledger() {{ {BINARY} "$@"; }}\n{script}'], cwd=folder,
                                                         capture_output=True, text=True, timeout=120, env={**os.environ, **more})
            told = bash(''.join(blocks(page, 'sh')))
            self.assertEqual(told.returncode, 0, told.stderr + told.stdout)
            self.assertIn('are as they were written', told.stdout)
            server = Server.on(os.path.join(folder, 'data'), folder).start()
            try:
                for example in blocks(page, ''):
                    ended = bash(example.replace('http://127.0.0.1:8080', server.url).replace('curl ', 'curl -sS --fail-with-body '),
                                 CODE=re.search(r'tc_\w{36}', told.stdout)[0])
                    self.assertEqual(ended.returncode, 0, ended.stderr + ended.stdout)
                    self.assertIn('"name":"admin"', ended.stdout)
            finally:
                server.stop()


class Links(unittest.TestCase):
    def test_links_between_documents_lead_somewhere(self):
        files = glob.glob(os.path.join(ROOT, '*.md')) + glob.glob(os.path.join(ROOT, 'docs', '**', '*.md'), recursive=True)
        self.assertGreater(len(files), 8)
        for file in files:
            for target in re.findall(r'\]\(([^)#\s]+)(?:#[^)]*)?\)', open(file, encoding='utf-8').read()):
                if '://' in target:
                    continue
                with self.subTest(f'{os.path.relpath(file, ROOT)} -> {target}'):
                    self.assertTrue(os.path.exists(os.path.join(os.path.dirname(file), target)))

    def test_the_readmes_pictures_are_there_and_small(self):
        text = open(os.path.join(ROOT, 'README.md'), encoding='utf-8').read()
        shown = re.findall(r'(?:src|srcset)="([^"]+)"|!\[[^\]]+\]\(([^)]+)\)', text)
        self.assertGreaterEqual(len(shown), 4)
        for image in map(''.join, shown):
            with open(os.path.join(ROOT, image), 'rb') as file:
                content = file.read()
            self.assertTrue(content.startswith(b'\x89PNG'), image)
            self.assertLess(len(content), 150_000, image)

    def test_every_page_has_its_picture_in_both_themes(self):
        names = {os.path.basename(path) for path in glob.glob(os.path.join(ROOT, 'docs', 'images', '*.png'))}
        light, dark = ({name.removesuffix(f'-{theme}.png') for name in names if name.endswith(f'-{theme}.png')} for theme in ('light', 'dark'))
        self.assertGreaterEqual(len(light), 27)
        self.assertEqual(light, dark)

    def test_every_format_has_its_page(self):
        listed = re.findall(r'REPORT_FORMAT\((\w+)_format\)', open(os.path.join(ROOT, 'src', 'formats', 'formats.def')).read())
        self.assertEqual(len(listed), 6)
        for name in listed:
            self.assertTrue(os.path.exists(os.path.join(ROOT, 'docs', 'formats', name + '.md')), name)


if __name__ == '__main__':
    unittest.main()

"""Weaknesses that others had in what reports say (cve_table.py), tried on the real server; test_cve_immunity.py runs them."""
import io
import json
import os
import socket
import subprocess
import threading
import unittest
import zipfile

from cve_table import cve
from support import FAILURE, PREFIX, ROOT, Server, ServerTest, junit, multipart, testcase, unique

SECRET = 'canary-' + 'f' * 24
SCRIPTS = ('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "');alert(1)//", '</script><svg onload=alert(1)>',
           'https://x"onmouseover=alert(1)', 'javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', '{{constructor.constructor("alert(1)")()}}',
           '\u001b]8;;javascript:alert(1)\u0007click\u001b]8;;\u0007')

FORMATS = {  # a report of each XML format around something, and where a name goes
    'JUnit': '{prolog}<testsuite name="s"><testcase classname="c" name="{name}">{inner}</testcase></testsuite>',
    'TestNG': '{prolog}<testng-results><suite name="s"><test name="t"><class name="c"><test-method name="{name}" status="FAIL" duration-ms="1">'
              '<exception class="e"><message>{inner}</message></exception></test-method></class></test></suite></testng-results>',
    'NUnit': '{prolog}<test-run id="1"><test-suite type="Assembly" id="2" name="s"><test-case id="3" name="{name}" fullname="c.{name}" result="Failed">'
             '<failure><message>{inner}</message></failure></test-case></test-suite></test-run>',
    'Robot': '{prolog}<robot generator="Robot 7.0"><suite name="s"><test name="{name}"><status status="FAIL">{inner}</status></test>'
             '<status status="FAIL"/></suite></robot>',
}


class Listener:
    """Counts who connects to it."""

    def __init__(self):
        self.connections = 0
        self.socket = socket.create_server(('127.0.0.1', 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.count, daemon=True).start()

    def count(self):
        while True:
            try:
                self.socket.accept()[0].close()
            except OSError:
                return
            self.connections += 1


def in_zip(name, content):
    made = io.BytesIO()
    with zipfile.ZipFile(made, 'w') as archive:
        archive.writestr(name, content)
    return made.getvalue()


class Tried(ServerTest):
    def send(self, kind, content, filename='report.xml', cycle=None):
        """(status, text) of an import."""
        body, content_type = multipart({'createCase': 'true'}, content, filename)
        status, _, text = self.server.call('POST', f'/project/AT/testcycle/{cycle or self.server.new_cycle()}/import/results?type={kind}', body,
                                           headers={'Content-Type': content_type})
        return status, text

    def everything_of(self, cycle):
        """All that the API tells of a cycle, as (path, headers, text)."""
        told = []
        def get(path):
            status, headers, text = self.server.call('GET', path)
            self.assertEqual(status, 200, path)
            told.append((path, headers, text))
            return text
        base = f'/project/AT/testcycle/{cycle}'
        get(base + '/detail')
        get('/project/AT/testcase?maxResults=100')
        for item in json.loads(get(base + '/testrun'))['items']:
            for run in item['runs']:
                get(f'{base}/testrun/{run["ID"]}')
        for batch in json.loads(get(base + '/batch'))['items']:
            get(f'{base}/batch/{batch["batchId"]}')
            get(f'{base}/batch/{batch["batchId"]}/receipt')
        return told

    def check_inert(self, told):
        """Browsers must not take an answer for a page, nor run, load or frame anything of it."""
        for path, headers, _ in told:
            with self.subTest(path):
                self.assertIn(headers['content-type'].split(';')[0], ('application/json', 'application/x-ndjson', 'text/plain'))
                self.assertEqual(headers['x-content-type-options'], 'nosniff')
                for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"):
                    self.assertIn(part, headers['content-security-policy'])

    def check_scripts(self, kind, make, filename='report.xml'):
        """Each script comes back as the text that it is, in answers that nothing runs in."""
        cycle = self.server.new_cycle()
        for script in SCRIPTS:
            status, text = self.send(kind, make(''.join(f'&#{ord(c)};' for c in script if c not in '\u001b\u0007')), filename, cycle)
            self.assertEqual(status, 200, text)
        told = self.everything_of(cycle)
        self.check_inert(told)
        kept = [text for path, _, text in told if '/testrun' in path or '/receipt' in path or '/testcase' in path]
        self.assertTrue(any('<script>alert(1)</script>' in text.replace('\\/', '/') for text in kept), 'kept as it came')

    def check_entities(self, kind, template):
        """Nothing that a document names is opened: neither a file nor an address; and it is refused, or imported without it."""
        listener = Listener()
        secret = os.path.join(self.server.home, 'secret')
        with open(secret, 'w') as file:
            file.write(SECRET)
        url = f'http://127.0.0.1:{listener.port}/x'
        prologs = (f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]>', f'<!DOCTYPE r [<!ENTITY x SYSTEM "{url}">]>',
                   f'<!DOCTYPE r [<!ENTITY % p SYSTEM "{url}"> %p;]>', f'<!DOCTYPE r SYSTEM "{url}.dtd">', f'<!DOCTYPE r PUBLIC "-//x//y" "{url}.dtd">',
                   f'<?xml-stylesheet type="text/xsl" href="{url}.xsl"?>',
                   '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;&b;&b;&b;&b;">]>')
        cycle = self.server.new_cycle()
        answers = [self.send(kind, template.format(prolog=prolog, name='t' + unique(), inner='&x;' if 'ENTITY x' in prolog else 'no'), cycle=cycle)[1]
                   for prolog in prologs]
        included = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{secret}" parse="text"/>'
        answers.append(self.send(kind, template.format(prolog='', name='t', inner=included), cycle=cycle)[1])
        told = ' '.join(answers) + ' '.join(text for _, _, text in self.everything_of(cycle))
        self.assertNotIn(SECRET, told)
        self.assertNotIn('aaaaaaaaaaaaaaaaaaaa', told)
        self.assertEqual(listener.connections, 0)
        self.assertEqual(self.server.call('GET', '/readyz', prefix='')[0], 200)


class Entities(Tried):
    @cve(1)
    def test_c01_external_entities_in_junit(self):
        self.check_entities('JUnit', FORMATS['JUnit'])

    @cve(2)
    def test_c02_external_dtds_in_every_format(self):
        listener = Listener()
        for kind, template in FORMATS.items():
            status, text = self.send(kind, template.format(prolog=f'<!DOCTYPE r SYSTEM "http://127.0.0.1:{listener.port}/r.dtd">', name='t', inner=''))
            self.assertEqual(status, 200, text)
        self.assertEqual(listener.connections, 0)

    @cve(4)
    def test_c04_external_entities_in_nunit(self):
        self.check_entities('NUnit', FORMATS['NUnit'])

    @cve(5)
    def test_c05_external_entities_in_a_plist(self):
        plist = '{prolog}<plist version="1.0"><dict><key>{name}</key><string>{inner}</string></dict></plist>'
        for kind in FORMATS:
            self.check_entities(kind, plist)

    @cve(7)
    def test_c07_external_entities_in_attributes_of_junit(self):
        self.check_entities('JUnit', '{prolog}<testsuites><testsuite name="s"><testcase classname="{inner}" name="{name}"/></testsuite></testsuites>')

    @cve(17)
    def test_c17_external_entities_in_robot(self):
        self.check_entities('Robot', FORMATS['Robot'])

    @cve(18)
    def test_c18_external_entities_in_trx(self):
        trx = '{prolog}<TestRun><Results><UnitTestResult testName="{name}" outcome="Failed">{inner}</UnitTestResult></Results></TestRun>'
        self.check_entities('NUnit', trx)

    @cve(19)
    def test_c19_external_entities_in_an_archive(self):
        listener = Listener()
        content = FORMATS['JUnit'].format(prolog=f'<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:{listener.port}/">]>', name='t', inner='&x;')
        _, text = self.send('JUnit', in_zip('a.xml', content), 'reports.zip')
        self.assertIn('FAILED', text)
        self.assertEqual(listener.connections, 0)

    @cve(21)
    def test_c21_external_entities_in_testng(self):
        self.check_entities('TestNG', FORMATS['TestNG'])

    @cve(22)
    def test_c22_transformations_are_not_loaded(self):
        listener = Listener()
        for kind, template in FORMATS.items():
            prolog = f'<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:{listener.port}/x.xsl"?>'
            self.assertEqual(self.send(kind, template.format(prolog=prolog, name='t', inner=''))[0], 200)
        self.assertEqual(listener.connections, 0)

    @cve(27)
    def test_c27_the_server_asks_no_other_server(self):
        for kind, template in FORMATS.items():
            self.send(kind, template.format(prolog='', name='https://example.org/', inner='see https://example.org/x'))
        listed = subprocess.run(['readelf', '--wide', '--dynamic', os.path.join(f'/proc/{self.server.process.pid}/exe')], capture_output=True, text=True).stdout
        self.assertIn('NEEDED', listed)
        with open(f'/proc/{self.server.process.pid}/net/tcp') as file:
            mine = {os.readlink(f'/proc/{self.server.process.pid}/fd/{fd}') for fd in os.listdir(f'/proc/{self.server.process.pid}/fd')}
            for line in file.readlines()[1:]:
                fields = line.split()
                if f'socket:[{fields[9]}]' in mine:
                    self.assertEqual(int(fields[1].split(':')[1], 16), self.server.port, 'a connection that the server began')


class Resources(Tried):
    @cve(3)
    def test_c03_deep_nesting_stops_nothing(self):
        cycle = self.server.new_cycle()
        for depth in (10, 120, 1_000, 100_000):
            suites = '<testsuite name="s">' * depth + testcase('deep') + '</testsuite>' * depth
            keywords = '<kw name="k">' * depth + '</kw>' * depth
            robot = f'<robot generator="Robot 7.0"><suite name="s"><test name="deep">{keywords}<status status="PASS"/></test></suite></robot>'
            for kind, content in (('JUnit', f'<testsuites>{suites}</testsuites>'), ('Robot', robot)):
                status, text = self.send(kind, content)
                self.assertEqual(status, 200)
                self.assertIn('COMPLETED' if depth <= 1_000 else 'FAILED', text, f'{kind} {depth}')
            self.assertIn('COMPLETED', self.send('JUnit', junit(testcase(unique())), cycle=cycle)[1])

    @cve(26)
    def test_c26_no_report_takes_the_memory_of_the_machine(self):
        def peak():
            with open(f'/proc/{self.server.process.pid}/status') as file:
                return next(int(line.split()[1]) for line in file if line.startswith('VmHWM'))
        self.send('JUnit', junit(testcase('warm')))
        before, big = peak(), 20_000_000
        for content in ('<testsuite><testcase name="' + 'a' * big + '"/></testsuite>', '<testsuite>' + '<!--' + 'c' * big + '--></testsuite>',
                        '<testsuite><testcase ' + ' '.join(f'a{i}=""' for i in range(200_000)) + '/></testsuite>',
                        '<testsuite><testcase name="x"><system-out>' + '&amp;' * (big // 5) + '</system-out></testcase></testsuite>',
                        '<' * big, '<a' + 'b' * big + '/>'):
            self.assertEqual(self.send('JUnit', content)[0], 200)
        self.assertLess(peak() - before, 200_000, 'KiB')


class Paths(Tried):
    HOSTILE = ('../../../../tmp/out', '/etc/cron.d/x', '..\\..\\out', 'a/../../../out.xml', 'C:\\out.xml', '....//out', '%2e%2e%2fout', 'x\u0000.xml', '-rf', 'CON')

    def files(self):
        return {os.path.relpath(os.path.join(place, name), self.server.home) for place, _, names in os.walk(self.server.home) for name in names}

    def check_nothing_new(self, before):
        for name in self.files() - before:
            self.assertRegex(name, r'^(log|port|data/(blobs/[0-9a-f]{2}/[0-9a-f/]+|testledger\.db(-wal|-shm)?))$')

    @cve(6)
    def test_c06_paths_out_of_archives_and_scripts_in_parameters(self):
        before = self.files()
        for name in self.HOSTILE[:4]:
            _, text = self.send('JUnit', in_zip(name, junit(testcase(unique()))), 'reports.zip')
            self.assertIn('FAILED', text, name)
        self.check_nothing_new(before)
        self.check_scripts('NUnit', lambda script: FORMATS['NUnit'].format(prolog='', name=f'pays({script})', inner=script))

    @cve(15)
    def test_c15_no_field_names_a_directory(self):
        before = self.files()
        for name in self.HOSTILE:
            plain = name.replace('\0', '\ufffd')
            self.assertEqual(self.send('JUnit', junit(testcase(unique(), class_name=plain)), plain)[0], 200)
            self.server.call('PUT', '/project/AT/testcase/folder/hierarchy', {'folderHierarchy': [name]})
            self.server.call('POST', '/project/AT/testcycle/detail', {'title': name, 'objective': name})
        self.check_nothing_new(before)

    @cve(16)
    def test_c16_no_parameter_names_files_to_read(self):
        before = self.files()
        for parameter in ('path', 'dir', 'file', 'resultsPattern', 'folder', 'url'):
            body, kind = multipart({'createCase': 'true', parameter if parameter != 'file' else 'files': '/etc/passwd'}, junit(testcase(unique())))
            path = f'/project/AT/testcycle/{self.server.new_cycle()}/import/results?type=JUnit&{parameter}=/etc/passwd'
            status, _, text = self.server.call('POST', path, body, headers={'Content-Type': kind})
            self.assertEqual((status, json.loads(text)['requestCount']), (200, 1))
            self.assertNotIn('root:', text)
        self.check_nothing_new(before)

    @cve(42)
    def test_c42_nothing_uploaded_is_under_a_path_that_is_served(self):
        name = unique() + '.php'
        self.send('JUnit', junit(testcase(unique())), name)
        for folder in ('', '/assets', '/uploads', '/data', '/blobs', '/static', '/files', PREFIX):
            self.assertEqual(self.server.call('GET', f'{folder}/{name}', prefix='')[0], 404)


class Scripts(Tried):
    @cve(9)
    def test_c09_scripts_in_failures(self):
        self.check_scripts('JUnit', lambda s: FORMATS['JUnit'].format(prolog='', name='t', inner=f'<failure message="{s}">{s}</failure>'))

    @cve(10)
    def test_c10_addresses_in_output(self):
        self.check_scripts('JUnit', lambda s: FORMATS['JUnit'].format(prolog='', name='t', inner=f'<failure/><system-out>see {s} or http://x/{s}</system-out>'))

    @cve(11)
    def test_c11_scripts_in_names_of_classes(self):
        self.check_scripts('JUnit', lambda s: f'<testsuite><testcase classname="{s}" name="{s}"/></testsuite>')

    @cve(12)
    def test_c12_scripts_in_descriptions_and_exceptions(self):
        self.check_scripts('TestNG', lambda s: f'<testng-results><suite name="s"><test name="t"><class name="c"><test-method name="m" description="{s}" status="FAIL" '
                           f'duration-ms="1"><exception class="{s}"><message>{s}</message><full-stacktrace>{s}</full-stacktrace></exception></test-method></class></test></suite></testng-results>')

    @cve(13)
    def test_c13_scripts_in_parameters_and_output(self):
        self.check_scripts('TestNG', lambda s: f'<testng-results><reporter-output><line>{s}</line></reporter-output><suite name="{s}"><test name="{s}"><class name="{s}">'
                           f'<test-method name="{s}" status="PASS" duration-ms="1" data-provider="{s}"><params><param index="0"><value>{s}</value></param></params></test-method></class></test></suite></testng-results>')

    @cve(14)
    def test_c14_scripts_in_flaky_failures(self):
        self.check_scripts('JUnit', lambda s: FORMATS['JUnit'].format(prolog='', name='flaky', inner=f'<flakyFailure message="{s}" type="{s}">{s}</flakyFailure>'))

    @cve(20)
    def test_c20_scripts_in_a_report_of_an_archive(self):
        self.check_scripts('JUnit', lambda s: in_zip('a.xml', junit(f'<testcase classname="{s}" name="{s}"/>')), 'reports.zip')

    @cve(23)
    def test_c23_scripts_in_names_of_methods(self):
        self.check_scripts('Robot', lambda s: FORMATS['Robot'].format(prolog='', name=s, inner=s))

    @cve(24)
    def test_c24_scripts_in_names_of_files(self):
        cycle = self.server.new_cycle()
        for script in ('<script>alert(1)<|script>.xml', '"onload=alert(1) x=".xml', '<img src=x onerror=alert(1)>.xml'):
            self.send('JUnit', junit(testcase(unique())), script, cycle)
        told = self.everything_of(cycle)
        self.check_inert(told)
        self.assertIn('onerror=alert(1)', ' '.join(text for _, _, text in told))

    @cve(25)
    def test_c25_scripts_in_names_of_cycles_and_folders(self):
        cycle = self.server.new_cycle('</title><script>alert(1)</script>')
        self.server.json('PUT', '/project/AT/testcycle/folder/hierarchy', {'folderHierarchy': ['<script>alert(1)</script>']})
        self.check_inert(self.everything_of(cycle) + [('folders', *self.server.call('GET', '/project/AT/testcycle/folder')[1:])])

    @cve(28)
    def test_c28_addresses_of_reports_are_text(self):
        self.check_scripts('JUnit', lambda s: FORMATS['JUnit'].format(prolog='', name='t', inner=f'<properties><property name="url" value="{s}"/></properties><failure>{s}</failure>'))

    @cve(29)
    def test_c29_scripts_in_logs(self):
        log = '&#27;[31m&lt;script&gt;alert(1)&lt;/script&gt;&#27;[0m\r\n&#27;]8;;javascript:alert(1)&#7;x&#27;]8;;&#7;'
        self.check_scripts('JUnit', lambda s: FORMATS['JUnit'].format(prolog='', name='t', inner=f'<failure/><system-err>{log}{s}</system-err>'))

    @cve(38)
    def test_c38_the_history_is_inert_and_nothing_can_be_framed(self):
        cycle = self.server.new_cycle('<script>alert(1)</script>')
        self.send('JUnit', junit(testcase('<script>'.replace('<', '&lt;'), inner=FAILURE)), '<b onload=alert(1)>.xml', cycle)
        self.check_inert(self.everything_of(cycle))
        for path in ('/', '/api-docs', '/healthz', '/nothing'):
            self.assertIn("frame-ancestors 'none'", self.server.call('GET', path, prefix='')[1]['content-security-policy'], path)

    @cve(46)
    def test_c46_no_list_of_files_and_stored_names_stay_text(self):
        for path in ('/files.md5', '/assets/', '/assets', '/.git/config', '/data/testledger.db', '/testledger.db', '/blobs/', '/admin.sock', '/server-status', '/.env'):
            status, _, text = self.server.call('GET', path, prefix='')
            self.assertIn((status, 'swagger' in text), ((404, False),), path)
        self.check_scripts('JUnit', lambda s: f'<testsuites name="{s}"><testsuite name="{s}" package="{s}" hostname="{s}"><testcase name="{s}"/></testsuite></testsuites>')

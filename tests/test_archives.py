"""Archives and several files in one request: what is imported of them, what is refused, and what is told of each file."""
import gzip
import hashlib
import io
import json
import os
import signal
import struct
import tarfile
import tempfile
import time
import unittest
import zipfile
import zlib

from support import FAILURE, Server, ServerTest, junit, multipart, run, testcase, unique

TESTNG = '<testng-results><suite name="s"><test name="t"><class name="C"><test-method name="m" status="PASS"/></class></test></suite></testng-results>'
CREATE = {'createCase': 'true'}


def report(*names, inner=''):
    return junit(*(testcase(name, inner=inner) for name in names))


def zipped(files, method=zipfile.ZIP_DEFLATED):
    """A zip of (name, content) pairs; names may be ZipInfo."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files, mode='w:gz', format=tarfile.PAX_FORMAT):
    """A tar of (name or TarInfo, content) pairs."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=format) as archive:
        for name, content in files:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            content = content.encode() if isinstance(content, str) else content
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def linked(name, type_, target='/etc/passwd'):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = type_, target
    return info


def several(parts, fields=None):
    """A form with several parts named file."""
    body, content_type = multipart(fields or {}, None)
    boundary = content_type.partition('boundary=')[2]
    files = b''.join(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
                     + (content.encode() if isinstance(content, str) else content) + b'\r\n' for name, content in parts)
    return files + body, content_type


class ArchiveTest(ServerTest):
    def setUp(self):
        self.cycle = self.server.new_cycle()

    def send(self, content, fields=None, filename='reports.zip', type_='JUnit', cycle=None):
        """(status, answer): the JSON, or the text of a refusal"""
        body, content_type = multipart({**CREATE, **(fields or {})}, content, filename)
        status, _, text = self.server.call('POST', f'/project/AT/testcycle/{cycle or self.cycle}/import/results?type={type_}', body,
                                           {'Content-Type': content_type})
        return status, json.loads(text) if status == 200 else text

    def import_(self, content, **options):
        status, answer = self.send(content, **options)
        self.assertEqual(status, 200, answer)
        self.assertEqual(answer['requestCount'], answer['successCount'] + answer['errorCount'])
        return answer

    def states(self, answer):
        return [(file['name'], file['status'], file['results']) for file in answer['files']]


class Archives(ArchiveTest):
    def test_every_packing_gives_the_same(self):
        a, b, c = unique(), unique(), unique()
        files = [('out/a.xml', report(a, b)), ('out/b.xml', report(c, inner=FAILURE))]
        for packing, content in (('zip', zipped(files)), ('stored zip', zipped(files, zipfile.ZIP_STORED)), ('tar.gz', tarred(files)),
                                 ('tar', tarred(files, 'w')), ('gnu tar', tarred(files, 'w:gz', tarfile.GNU_FORMAT)),
                                 ('ustar', tarred(files, 'w', tarfile.USTAR_FORMAT))):
            with self.subTest(packing):
                cycle = self.server.new_cycle()
                answer = self.import_(content, filename='by-any-name', cycle=cycle)
                self.assertEqual((answer['status'], answer['requestCount'], answer['errorCount']), ('COMPLETED', 3, 0))
                self.assertEqual(self.states(answer), [('out/a.xml', 'COMPLETED', 2), ('out/b.xml', 'COMPLETED', 1)])
                self.assertEqual(sorted(sum(self.server.runs(cycle).values(), [])), ['Failed', 'Passed', 'Passed'])
                kept = self.server.call('GET', f'/project/AT/testcycle/{cycle}/batch/{answer["batchId"]}')[2]
                self.assertEqual(json.loads(kept)['files'], answer['files'])

    def test_a_gzip_file_is_the_file_in_it(self):
        answer = self.import_(gzip.compress(report(unique()).encode()), filename='TEST-a.xml.gz')
        self.assertEqual((answer['status'], answer['requestCount']), ('COMPLETED', 1))
        self.assertNotIn('files', answer)
        two_members = gzip.compress(report(unique()).encode()[:40]) + gzip.compress(report('x').encode()[40:]) + bytes(512)
        self.assertEqual(self.import_(two_members, filename='a.xml.gz')['requestCount'], 1)

    def test_the_archive_is_kept_as_it_was_sent(self):
        content = zipped([('a.xml', report(unique()))])
        batch = self.import_(content)['batchId']
        file = self.server.call('GET', f'/project/AT/testcycle/{self.cycle}/batch/{batch}/file')
        found = self.server.batch(self.cycle, batch)
        self.assertEqual((found['size'], found['fileName']), (len(content), 'reports.zip'))
        self.assertIn('reports.zip', file[1]['content-disposition'])
        self.assertEqual(found['sha256'], hashlib.sha256(content).hexdigest())

    def test_one_bad_file_does_not_hide_the_others(self):
        good, other = unique(), unique()
        answer = self.import_(zipped([('good.xml', report(good)), ('cut.xml', report('never')[:70]), ('empty.xml', ''), ('also.xml', report(other))]))
        self.assertEqual(self.states(answer), [('good.xml', 'COMPLETED', 1), ('cut.xml', 'FAILED', 0), ('empty.xml', 'FAILED', 0), ('also.xml', 'COMPLETED', 1)])
        self.assertEqual((answer['status'], answer['requestCount'], answer['successCount'], answer['errorCount']), ('COMPLETED', 4, 2, 2))
        self.assertEqual(list(answer['errors']), ['cut.xml', 'empty.xml'])
        self.assertEqual(answer['errors']['cut.xml']['code'], 'invalid_report')
        self.assertTrue(answer['errors']['cut.xml']['message'].startswith('Invalid xml: Unable to parse file.'))
        self.assertEqual(answer['files'][1]['error']['message'], answer['errors']['cut.xml']['message'])
        self.assertIn('the file is empty', answer['files'][2]['error']['message'])
        self.assertEqual(len(self.server.runs(self.cycle)), 2)

    def test_allow_partial_holds_for_each_file(self):
        answer = self.import_(zipped([('cut.xml', report(unique(), unique())[:-40]), ('good.xml', report(unique()))]), fields={'allowPartial': 'true'})
        self.assertEqual([state[:2] for state in self.states(answer)], [('cut.xml', 'COMPLETED'), ('good.xml', 'COMPLETED')])
        self.assertEqual([(w['code'], w['file']) for w in answer['warnings']], [('report_cut_short', 'cut.xml')])

    def test_what_is_no_report_is_passed_over_and_named(self):
        answer = self.import_(zipped([('reports/', ''), ('log.txt', 'hello'), ('index.html', '<!DOCTYPE html><html><body>hi</body></html>'),
                                      ('shot.png', b'\x89PNG\r\n\x1a\n' + bytes(100)), ('testng-results.xml', TESTNG), ('pom.xml', '<project/>'),
                                      ('trace.zip', zipped([('x.xml', report('x'))])), ('a.xml', report(unique())), ('package.json', '{"name": "x"}')]))
        self.assertEqual([(f['name'], f['reason']) for f in answer['files'] if f['status'] == 'SKIPPED'],
                         [('log.txt', 'it is no report of JUnit'), ('index.html', 'it is no report of JUnit'), ('shot.png', 'it is no report of JUnit'),
                          ('testng-results.xml', 'it is a report of TestNG, not of JUnit'), ('pom.xml', 'it is no report of JUnit'),
                          ('trace.zip', 'it is a zip; what is packed inside an archive is not opened'), ('package.json', 'it is no report of JUnit')])
        self.assertEqual((answer['status'], answer['requestCount'], answer['errorCount']), ('COMPLETED', 1, 0))
        self.assertEqual({w['code'] for w in answer['warnings']}, {'file_passed_over'})

    def test_nothing_to_import_is_told_by_what_was_found(self):
        for content, said in ((zipped([('a.txt', 'x'), ('b.png', b'\x89PNG')]), 'the archive holds no report of JUnit; it has a.txt, b.png'),
                              (zipped([]), 'it is empty'), (zipped([('testng-results.xml', TESTNG)]), 'it has testng-results.xml')):
            answer = self.import_(content)
            self.assertEqual((answer['status'], answer['requestCount'], answer['errorCount'], answer['importID']), ('FAILED', 1, 1, 0))
            self.assertIn(said, answer['errors']['reports.zip']['message'])
            self.assertEqual(self.server.batch(self.cycle, answer['batchId'])['status'], 'Failed')
        answer = self.import_(zipped([('a.xml', '<broken'), ('b.xml', '')]))
        self.assertEqual((answer['status'], answer['requestCount'], answer['errorCount'], answer['importID']), ('FAILED', 2, 2, 0))
        self.assertEqual(list(answer['errors']), ['a.xml', 'b.xml'])

    def test_it_is_as_if_each_had_been_sent_by_itself(self):
        """Whatever the options, an archive leaves what its files leave when they are sent one after another."""
        one, two, key = unique(), unique(), self.server.new_case('named')
        files = [('a.xml', report(one, one, f'{key} checks')), ('b.xml', report(two)), ('c.xml', report(one, f'{key} looks', inner=FAILURE)),
                 ('d.xml', junit(testcase('row[1]', one), testcase('row[2]', one, FAILURE))), ('e.xml', junit(testcase('row[1]', one), testcase('row[3]', one)))]
        for options in ({}, {'createNewRun': 'false'}, {'createCase': 'false'}, {'createNewRun': 'false', 'updateDatasets': 'false'}):
            with self.subTest(options):
                together, alone = self.server.new_cycle(), self.server.new_cycle()
                counts = [0, 0, 0]
                for name, content in files:
                    answer = self.import_(content, fields=options, filename=name, cycle=alone)
                    counts = [sum(pair) for pair in zip(counts, (answer[c] for c in ('requestCount', 'successCount', 'errorCount')))]
                answer = self.import_(zipped(files), fields=options, cycle=together)
                self.assertEqual([answer[c] for c in ('requestCount', 'successCount', 'errorCount')], counts)
                self.assertEqual(self.told(together), self.told(alone))

    def told(self, cycle):
        """(status, comments, rows) of every run of every case, latest first."""
        told = {}
        for item in self.server.json('GET', f'/project/AT/testcycle/{cycle}/testrun?maxResults=100')['items']:
            runs = [self.server.json('GET', f'/project/AT/testcycle/{cycle}/testrun/{run["ID"]}') for run in item['runs']]
            told[item['testCase']['key']] = [(r['testRunStatus']['name'], r.get('comments'), r.get('dataSetExecutionsCount')) for r in runs]
        return told

    def test_a_receipt_names_the_files(self):
        answer = self.import_(tarred([('a.xml', report('x1', 'x2')), ('b.xml', report('x3'))]))
        lines = [json.loads(line) for line in self.server.call('GET', f'/project/AT/testcycle/{self.cycle}/batch/{answer["batchId"]}/receipt')[2].splitlines()]
        self.assertEqual([(line['record'], line['file'], line['test']) for line in lines],
                         [(1, 'a.xml', 'acme.Shop.x1'), (2, 'a.xml', 'acme.Shop.x2'), (3, 'b.xml', 'acme.Shop.x3')])

    def test_undo_takes_back_all_of_it(self):
        answer = self.import_(zipped([(f'{i}.xml', report(unique())) for i in range(5)]))
        self.assertEqual(len(self.server.runs(self.cycle)), 5)
        self.server.json('POST', f'/project/AT/testcycle/{self.cycle}/batch/{answer["batchId"]}/undo')
        self.assertEqual(self.server.runs(self.cycle), {})

    def test_as_a_batch_it_ends_alike(self):
        content = zipped([('a.xml', report(unique())), ('b.xml', '<cut')])
        queued = self.server.queue_report(self.cycle, 'JUnit', content, CREATE, 'reports.zip')
        ended = self.server.ended_batch(self.cycle, queued['batchId'])
        self.assertEqual((ended['status'], ended['requestCount'], ended['errorCount'], ended['total']), ('Completed', 2, 1, 1))
        self.assertEqual(self.states(ended), [('a.xml', 'COMPLETED', 1), ('b.xml', 'FAILED', 0)])
        bomb = self.server.queue_report(self.cycle, 'JUnit', gzip.compress(b' ' * (8 << 20)), CREATE, 'a.gz')
        ended = self.server.ended_batch(self.cycle, bomb['batchId'])
        self.assertEqual(ended['status'], 'Failed')
        self.assertIn('unpacked_ratio_max', ended['errorMsg'])

    def test_a_dry_run_tells_of_files_and_counts_unpacked_bytes(self):
        answer = self.import_(zipped([('a.xml', report('x')), ('b.xml', '<cut')]), fields={'dryRun': 'true'})
        self.assertEqual(self.states(answer), [('a.xml', 'COMPLETED', 1), ('b.xml', 'FAILED', 0)])
        self.assertEqual([record['file'] for record in answer['records']], ['a.xml'])
        self.assertEqual(self.server.runs(self.cycle), {})
        noise = ''.join(f'<!-- {i:x}{i * 7919:x} -->' for i in range(600_000))
        status, text = self.send(zipped([('a.xml', noise + report('x'))]), fields={'dryRun': 'true'})
        self.assertEqual((status, 'dry_run_size_max' in text), (413, True), text)

    def test_several_files_in_one_request(self):
        first, second = unique(), unique()
        body, content_type = several([('r.xml', report(first)), ('r.xml', report(second, inner=FAILURE)), ('empty', ''), ('cut.xml', '<cut')], CREATE)
        path = f'/project/AT/testcycle/{self.cycle}/import/results?type=JUnit'
        answer = self.server.json('POST', path, body, headers={'Content-Type': content_type})
        self.assertEqual(self.states(answer), [('r.xml', 'COMPLETED', 1), ('r (2).xml', 'COMPLETED', 1), ('cut.xml', 'FAILED', 0)])
        self.assertEqual(self.server.batch(self.cycle, answer['batchId'])['fileName'], 'reports.zip')
        again = self.server.json('POST', path + '&dedupe=content', body, headers={'Content-Type': content_type})
        self.assertEqual(again['batchId'], answer['batchId'], 'the same files are the same bytes')

    def test_the_zip_of_several_files_can_be_opened_by_others(self):
        body, content_type = several([('ä.xml', report('x')), ('../b.xml', report('y')), ('..', report('z'))], CREATE)
        batch = self.server.json('POST', f'/project/AT/testcycle/{self.cycle}/import/results?type=JUnit', body,
                                 headers={'Content-Type': content_type})['batchId']
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'kept.zip')
            ended = run('batch', 'file', str(batch), '--cycle', self.cycle, '--project', 'AT', '--url', self.server.url,
                        '--token-file', self.server.token_file, '--to', path)
            self.assertEqual(ended.returncode, 0, ended.stderr)
            with zipfile.ZipFile(path) as kept:
                self.assertIsNone(kept.testzip())
                self.assertEqual(kept.namelist(), ['ä.xml', 'b.xml', 'file'])
                self.assertEqual(kept.read('b.xml').decode(), report('y'))


def changed(content, at, new):
    return content[:at] + new + content[at + len(new):]


class Refused(ArchiveTest):
    """What no archive of reports is."""
    good = [('a.xml', report('x')), ('b.xml', report('y'))]

    def refused(self, content, said, status=200, filename='reports.zip'):
        with self.subTest(said):
            began = time.monotonic()
            got, answer = self.send(content, filename=filename)
            self.assertEqual(got, status, answer)
            self.assertLess(time.monotonic() - began, 10)
            if status == 200:
                self.assertEqual((answer['status'], answer['importID']), ('FAILED', 0))
                self.assertEqual(list(answer['errors']), [filename])
                answer = answer['errors'][filename]['message']
            self.assertIn(said, answer)
            self.assertEqual(self.server.runs(self.cycle), {})

    def test_slips(self):
        for name in ('../a.xml', 'x/../../a.xml', '..\\a.xml'):
            self.refused(zipped([(name, report('x'))]), 'leads out of the archive')
            self.refused(tarred([(name, report('x'))]), 'leads out of the archive')
        for name in ('/etc/a.xml', 'C:/a.xml', 'C:\\a.xml', '\\\\host\\a.xml'):
            self.refused(zipped([(name, report('x'))]), 'has an absolute path')
        self.refused(tarred([('/etc/a.xml', report('x'))]), 'has an absolute path')
        link = zipfile.ZipInfo('a.xml')
        link.create_system, link.external_attr = 3, 0o120777 << 16
        self.refused(zipped([(link, '/etc/passwd'), ('b.xml', report('x'))]), 'is a link or no ordinary file')
        for type_ in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            self.refused(tarred([(linked('a.xml', type_), ''), ('b.xml', report('x'))]), 'is a link or no ordinary file')

    def test_names_that_are_there_twice(self):
        for other in ('a.xml', './a.xml', '././/a.xml'):
            self.refused(tarred([('a.xml', report('x')), (other, report('y'))]), 'is there twice')
        self.refused(zipped([('a.xml', report('x')), ('./a.xml', report('y'))]), 'is there twice')

    def test_bombs(self):
        self.refused(gzip.compress(bytes(64 << 20)), 'text before the root element')
        bomb = gzip.compress(b' ' * (64 << 20))
        self.refused(bomb, 'unpacked_ratio_max', 413, 'a.xml.gz')
        self.refused(zipped([('a.xml', b' ' * (64 << 20))]), 'unpacked_ratio_max', 413)
        self.refused(tarred([('a.xml', b' ' * (64 << 20))]), 'unpacked_ratio_max', 413)
        self.refused(gzip.compress(tarred(self.good, 'w') + bytes(64 << 20)), 'unpacked_ratio_max', 413)  # behind the tar's end
        inner = zipped([('a.xml', report('x'))])
        for level in range(3):
            inner = zipped([(f'{level}-{i}.zip', inner) for i in range(4)])
        self.refused(inner, 'the archive holds no report of JUnit')
        self.refused(gzip.compress(gzip.compress(report('x').encode())), 'packed once more')
        self.refused(zipped([(f'{i}.xml', '') for i in range(10_001)]), 'archive_entries_max', 413)
        self.refused(tarred([(f'{i}/', '') for i in range(10_001)]), 'archive_entries_max', 413)

    def test_names_are_limited(self):
        self.assertEqual(self.states(self.import_(zipped([('a' * 1020 + '.xml', report('x'))])))[0][1], 'COMPLETED')
        self.cycle = self.server.new_cycle()
        self.refused(zipped([('a' * 1021 + '.xml', report('x'))]), 'entry_name_length_max', 413)
        self.refused(tarred([('a' * 1021 + '.xml', report('x'))]), 'entry_name_length_max', 413)

    def test_other_packings(self):
        for content, said in ((b'BZh91AY' + bytes(50), 'a bzip2 file'), (b'\xfd7zXZ\0' + bytes(50), 'an xz file'), (b'7z\xbc\xaf\x27\x1c' + bytes(50), 'a 7z archive'),
                              (b'Rar!\x1a\x07\0' + bytes(50), 'a RAR archive'), (b'\x28\xb5\x2f\xfd' + bytes(50), 'a zstd file')):
            self.refused(content, said)

    def test_archives_that_are_cut_or_have_more_behind_their_end(self):
        zip_, gz, tar = zipped(self.good), tarred(self.good), tarred([('a.xml', report('x') + ' ' * 5000)], 'w')
        for length in range(4, len(zip_), 7):
            self.refused(zip_[:length], 'the zip is damaged')
        self.refused(zip_ + b'more', 'the zip is damaged')
        for length in range(2, len(gz), 9):
            self.refused(gz[:length], 'cut short', filename='a.tar.gz')
        self.refused(gz + b'more', 'behind the end', filename='a.tar.gz')
        self.refused(changed(gz, len(gz) - 8, b'\0\0\0\0'), 'damaged', filename='a.tar.gz')  # the checksum
        for length in (300, 512, 1000, 3000):
            self.refused(tar[:length], 'damaged or cut short', filename='a.tar')

    def test_a_zip_that_says_two_things(self):
        content = zipped(self.good)
        second = content.index(b'PK\x03\x04', 1)
        directory = content.index(b'PK\x01\x02')
        end = content.index(b'PK\x05\x06')
        for at, new, said in ((second + 30, b'c', 'is another one'), (second + 8, b'\0', 'is another one'), (second + 6, b'\1', 'is another one'),
                              (second, b'XX', 'is another one'), (second + 14, b'\0\0\0\0', 'another size or checksum'),
                              (second + 22, b'\1\0', 'another size or checksum'),
                              (directory + 20, b'\xff\xff', 'another size or checksum'), (directory + 42, struct.pack('<I', second), 'is another one'),
                              (end + 8, b'\3\0\3\0', 'another number of entries'), (end + 10, b'\3', 'several parts'),
                              (end + 16, struct.pack('<I', directory - 1), 'not where its end says'), (end + 4, b'\1', 'several parts'),
                              (directory + 8, b'\0\x20', 'encrypted')):
            self.refused(changed(content, at, new), said)
        self.refused(b'PK\x03\x04' + content, 'the zip is damaged')

    def test_entries_that_overlap(self):
        """Two entries of the directory lead to the same data, in the manner of Fifield."""
        def numbers(name, data):
            return struct.pack('<HHHHHIIIHH', 20, 0, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(name), 0)

        def local(name, data):
            return b'PK\x03\x04' + numbers(name, data) + name

        def entry(name, data, at):
            return b'PK\x01\x02\x14\0' + numbers(name, data) + struct.pack('<HHHII', 0, 0, 0, 0, at) + name
        inner = report('x').encode()
        outer = local(b'b.xml', inner) + inner
        body = local(b'a.xml', outer) + outer
        directory = entry(b'a.xml', outer, 0) + entry(b'b.xml', inner, len(body) - len(outer))
        content = body + directory + struct.pack('<IHHHHIIH', 0x06054b50, 0, 0, 2, 2, len(directory), len(body), 0)
        self.refused(content, 'overlaps')

    def test_a_file_that_cannot_be_unpacked_is_told_by_name(self):
        content = zipped([('a.xml', report('x')), ('b.xml', report(unique()))])
        directory = content.index(b'PK\x01\x02')
        encrypted = changed(changed(content, 6, b'\1'), directory + 8, b'\1')
        method = changed(changed(content, 8, b'\x0c'), directory + 10, b'\x0c')
        data = 30 + len('a.xml')
        damaged = changed(content, data + 5, bytes([content[data + 5] ^ 0x55]))
        lies = struct.pack('<I', 3)
        shorter = changed(changed(content, 22, lies), directory + 24, lies)
        checksum = changed(changed(content, 14, lies), directory + 16, lies)
        for broken, said in ((encrypted, 'encrypted'), (method, 'method 12'), (damaged, ''), (shorter, 'longer than the zip says'), (checksum, 'checksum')):
            with self.subTest(said):
                answer = self.import_(broken, cycle=self.server.new_cycle())
                self.assertEqual([state[:2] for state in self.states(answer)], [('a.xml', 'FAILED'), ('b.xml', 'COMPLETED')])
                self.assertIn(said, answer['errors']['a.xml']['message'])

    def test_names_are_shown_without_what_controls_a_terminal(self):
        answer = self.import_(zipped([('<img src=x onerror=alert(1)>\x1b[31m\u202e.xml', report('x'))]))
        self.assertEqual(answer['files'][0]['name'], '<img src=x onerror=alert(1)>\ufffd[31m\ufffd.xml')

    def test_sparse_files_are_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'a.xml')
            with open(path, 'wb') as file:
                file.write(b'<a>')
                file.truncate(1 << 30)
            made = os.path.join(folder, 'a.tar')
            self.assertEqual(os.system(f'cd {folder} && tar --sparse --format=gnu -cf a.tar a.xml'), 0)
            with open(made, 'rb') as file:
                self.refused(file.read(), 'with holes', filename='a.tar')


class CommandLine(ServerTest):
    def test_import_and_inspect_take_archives(self):
        cycle = self.server.new_cycle()
        with tempfile.TemporaryDirectory() as folder:
            for name, content in (('a.zip', zipped([('notes.txt', 'x'), ('a.xml', report(unique())), ('b.xml', '<cut')])), ('b.tgz', tarred([('c.xml', report(unique()))])),
                                  ('c.xml.gz', gzip.compress(report(unique()).encode())), ('d.xz', b'\xfd7zXZ\0' + bytes(50))):
                with open(os.path.join(folder, name), 'wb') as file:
                    file.write(content)
            seen = run('inspect', 'a.zip', 'b.tgz', 'c.xml.gz', 'd.xz', '--output', 'ndjson', cwd=folder)
            told = [json.loads(line) for line in seen.stdout.splitlines()]
            self.assertEqual([(t['file'], t['tests']) for t in told], [('a.zip/a.xml', 1), ('a.zip/b.xml', 0), ('b.tgz/c.xml', 1), ('c.xml.gz', 1), ('d.xz', 0)])
            arguments = ('--url', self.server.url, '--token-file', self.server.token_file, '--project', 'AT', '--cycle', cycle, '--create-case', 'true')
            sent = run('import', *arguments, 'a.zip', cwd=folder)
            self.assertEqual(sent.returncode, 1, sent.stderr)
            self.assertRegex(sent.stdout, r'a\.zip +JUnit +2 +1 +1 +COMPLETED')
            self.assertIn('a.zip: b.xml: Invalid xml', sent.stderr)
            self.assertIn('a.zip/notes.txt: warning: notes.txt is not imported', sent.stderr)
            sent = run('import', *arguments, 'b.tgz', 'c.xml.gz', cwd=folder)
            self.assertEqual(sent.returncode, 0, sent.stderr)
            sent = run('import', *arguments, 'd.xz', cwd=folder)
            self.assertEqual((sent.returncode, 'an xz file' in sent.stderr), (2, True), sent.stderr)


class Killed(unittest.TestCase):
    def test_an_archive_is_begun_anew_after_a_kill(self):
        files = [(f'{i}.xml', report(*(f'f{i}t{j}' for j in range(1500)))) for i in range(30)]
        with Server(['--workers', '2']) as server:
            cycle = server.new_cycle()
            batch = server.queue_report(cycle, 'JUnit', zipped(files, zipfile.ZIP_STORED), CREATE, 'reports.zip')['batchId']
            for _ in range(2):
                give_up = time.monotonic() + 60
                while server.batch(cycle, batch)['processed'] == 0 and time.monotonic() < give_up:
                    time.sleep(0.01)
                server.stop(signal.SIGKILL)
                server.start()
            ended = server.ended_batch(cycle, batch, 300)
            self.assertEqual((ended['status'], ended['successCount'], ended['processed']), ('Completed', 45_000, 45_000))
            runs = server.runs(cycle)
            self.assertEqual((len(runs), {len(of_case) for of_case in runs.values()}), (45_000, {1}))


if __name__ == '__main__':
    unittest.main()

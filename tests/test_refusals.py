"""Refusals in the two forms that a client may ask for."""
import json
import unittest

from support import ServerTest, junit, multipart, testcase, unique

PROBLEM = 'application/problem+json'


class Refusals(ServerTest):
    def both(self, method, path, body=None, headers=None, **options):
        """(the sentence, the problem), which must tell the same"""
        status, told, text = self.server.call(method, path, body, headers=headers, **options)
        self.assertEqual(told['content-type'], 'text/plain;charset=utf-8')
        asked = {**(headers or {}), 'Accept': f'application/json;q=0.5, {PROBLEM}'}
        again, told, shown = self.server.call(method, path, body, headers=asked, **options)
        self.assertEqual((again, told['content-type']), (status, PROBLEM))
        problem = json.loads(shown)
        self.assertEqual((problem['status'], problem['detail'], problem['requestId']), (status, text, told['x-request-id']))
        return text, problem

    def test_the_same_sentence_with_a_code_and_the_field_at_fault(self):
        cycles = '/project/AT/testcycle'
        cases = (
            ('POST', cycles + '/detail', {}, 'invalid_argument', 'title'),
            ('POST', cycles + '/detail', {'title': 7}, 'invalid_argument', 'title'),
            ('POST', cycles + '/detail', {'title': 'x', 'folder': {'name': 'y'}}, 'invalid_argument', 'folder'),
            ('POST', cycles + '/detail', [], 'invalid_argument', None),
            ('GET', cycles + '/AT-CY-99/detail', None, 'not_found', None),
            ('GET', '/project/XX/testcycle', None, 'not_found', None),
            ('GET', '/nothing/here', None, 'no_such_route', None),
            ('DELETE', '/project/AT/testcase', None, 'method_not_allowed', None),
        )
        for method, path, body, code, field in cases:
            with self.subTest(path, body=body):
                _, problem = self.both(method, path, body)
                self.assertEqual((problem['code'], problem.get('field')), (code, field))

    def test_of_those_who_are_unknown(self):
        _, problem = self.both('GET', '/project/AT/testcycle', token=False)
        self.assertEqual((problem['code'], problem['title']), ('unauthenticated', 'Unauthorized'))

    def test_of_a_body_that_is_taken_piece_by_piece(self):
        body, kind = multipart({'createNewRun': 'perhaps'}, '<testsuite/>')
        path = f'/project/AT/testcycle/{self.server.new_cycle()}/import/results?type=JUnit'
        text, problem = self.both('POST', path, body, {'Content-Type': kind})
        self.assertIn('createNewRun', text)
        self.assertEqual((problem['code'], problem['field']), ('invalid_argument', 'createNewRun'))

    def test_answers_stay_as_they_are(self):
        status, told, _ = self.server.call('GET', '/project/AT/testcycle', headers={'Accept': PROBLEM})
        self.assertEqual((status, told['content-type']), (200, 'application/json;charset=utf-8'))


class PassedOver(ServerTest):
    """What clients send that nobody knows is taken, and told."""

    def warning(self, method, path, body=None, headers=None):
        status, told, text = self.server.call(method, '/project/AT' + path, body, headers)
        self.assertEqual(status, 200, text)
        return told.get('testledger-warning')

    def test_parts_and_parameters_of_imports(self):
        cycle = self.server.new_cycle()
        rows = (({'createCase': 'true', 'forceUpdateCase': 'false', 'defaultFolder': '', 'bddForceUpdateCase': 'true'}, '', None),
                ({'createcase': 'true'}, '', 'createcase'), ({'examplesAsCases': 'true', 'actualResults': ''}, '', 'actualResults, examplesAsCases'),
                ({'createCase': 'true'}, '&updateDataset=true', 'updateDataset'), ({'a, b\u00e9': '1'}, '', 'a??b??'),
                ({f'part{n:02}': '' for n in range(30)}, '', ', '.join([*(f'part{n:02}' for n in range(20)), '...'])))
        for end in ('', '/batch'):
            for fields, query, told in rows:
                with self.subTest(end, told=told):
                    body, kind = multipart(fields, junit(testcase(unique())))
                    path = f'/testcycle/{cycle}/import/results{end}?type=JUnit{query}'
                    self.assertEqual(self.warning('POST', path, body, {'Content-Type': kind}), told)
        body, kind = multipart({'type': 'JUnit', 'dryRun': 'true', 'createcase': 'true'}, junit(testcase('pay')))
        self.assertEqual(self.warning('POST', f'/testcycle/{cycle}/import/results', body, {'Content-Type': kind}), 'createcase')
        batch = self.server.import_report(cycle, 'JUnit', junit(testcase('pay')), {'createCase': 'true'})['batchId']
        self.assertEqual(self.warning('POST', f'/testcycle/{cycle}/batch/{batch}/reprocess?createcase=true'), 'createcase')

    def test_words_that_a_parameter_does_not_have(self):
        cycle, case = self.server.new_cycle(), self.server.new_case()
        one, many = f'/testcycle/{cycle}/testcase/{case}/testrun', f'/testcycle/{cycle}/bulk/testrun/update'
        for mode, told in (('ZZ', 'assigneeMode'), ('default', None), ('OVERRIDE', None), ('', None)):
            self.assertEqual(self.warning('POST', f'{one}?assigneeMode={mode}', {'testRunStatus': 'Passed'}), told)
            self.assertEqual(self.warning('POST', f'{many}?assigneeMode={mode}', {'testRuns': [{'testCaseKey': case}]}), told)
        self.assertEqual(self.warning('POST', f'{one}?assigneeMode=ZZ', {'testRunStatus': 'Passed', 'mood': 'good'}), 'assigneeMode, mood')


if __name__ == '__main__':
    unittest.main()

"""What people do with cases in a real browser: many at once, against somebody else, with files and folders; and what viewers do not see."""
import json
import os
import re
import subprocess
import unittest

from support import ROOT, ServerTest, run

PASSWORD = 'my dog likes the rain'


class Cases(ServerTest):
    def set_password(self, name):
        code = re.search(r'tc_[0-9A-Za-z]{36}', run('user', 'reset', '--data', self.server.data, name).stdout)[0]
        status, _, text = self.server.call('POST', '/api/password/reset', {'code': code, 'password': PASSWORD}, prefix='', token=False)
        self.assertEqual(status, 200, text)

    def case(self, key):
        return self.server.json('GET', f'/project/AT/testcase/{key}/detail?fetchDataSets=true')

    def test_people_change_delete_edit_and_clone_cases(self):
        self.server.json('POST', '/project/AT/config/customfield', {'name': 'Note', 'type': 'SINGLE_LINE_TEXT', 'caseAssociation': {'isAssociated': True}})
        has = {'tags': [{'tag': {'name': 'old'}}], 'customFields': [{'name': 'Note', 'value': 'it stays'}]}
        for number in range(1, 7):
            self.server.new_case(f'case {number}', **(has if number == 2 else {}))
        self.server.json('POST', '/project/AT/config/customfield', {
            'name': 'Environment', 'type': 'SINGLE_SELECT_LIST', 'caseAssociation': {'isAssociated': True, 'isRequired': False},
            'allowedListValues': [{'value': 'UAT'}, {'value': 'Live'}]})
        self.set_password('admin')
        for command in (('user', 'create', '--data', self.server.data, 'vera'),
                        ('member', 'add', '--data', self.server.data, '--project', 'AT', '--role', 'viewer', 'vera')):
            self.assertEqual(run(*command).returncode, 0)
        self.set_password('vera')
        ended = subprocess.run(['node', os.path.join(ROOT, 'web', 'tests', 'cases.mjs')], capture_output=True, text=True, timeout=900,
                               env={**os.environ, 'URL': self.server.url, 'PASSWORD': PASSWORD, 'TOKEN': self.server.token, 'VIEWER': 'vera'})
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        seen = json.loads(ended.stdout)
        self.check_together(seen)
        self.check_one(seen)
        self.check_viewer(seen['viewer'])
        self.assertEqual((seen['problems'], seen['violations']), ([], []))
        self.assertEqual(seen['origins'], [self.server.url])

    def check_together(self, seen):
        changed = [self.case(f'AT-TC-{number}') for number in (1, 2, 3, 4)]
        self.assertEqual([case['priority']['name'] for case in changed], ['Critical', 'Critical', 'Critical', 'Not Assigned'])
        tags = [sorted(tag['tag']['name'] for tag in case['tags']) for case in changed]
        self.assertEqual(tags, [['together'], ['old', 'together'], ['together'], []])
        fields = [{field['name']: field['value'] for field in case['customFields']} for case in changed]
        self.assertEqual([told.get('Environment', {}).get('value') for told in fields[1:]], ['Live', 'Live', None])
        self.assertEqual(fields[1]['Note'], 'it stays')
        self.assertEqual(seen['csv'], 4)
        self.assertRegex(seen['deleted'], r'(?s)case 5.*(next month|in 4 weeks)')
        self.assertEqual(self.case('AT-TC-5')['title'], 'case 5')

    def check_one(self, seen):
        for told in ('What they wrote', 'Theirs alone', 'What I wrote'):
            self.assertIn(told, seen['conflict'])
        case = self.case('AT-TC-1')
        self.assertEqual((case['description'], case['precondition']), ('What I wrote', 'Theirs alone'))
        self.assertEqual(case['dataSets'], [{'card': '4111'}])
        self.assertEqual([field['value']['value'] for field in case['customFields']], ['UAT'])
        self.assertEqual([re.split(r'\s', text)[0] for text in seen['attachments']], ['notes.txt', 'shot.png'])
        self.assertEqual([file['name'] for file in case['attachments']], ['shot.png'])
        self.assertEqual(seen['clone'], 'Copy of case 1')

    def check_viewer(self, buttons):
        self.assertIn('Export', buttons)
        for forbidden in ('New case', 'New cycle', 'Edit', 'More about this case', 'Attach files', 'New folder'):
            self.assertNotIn(forbidden, buttons)


if __name__ == '__main__':
    unittest.main()

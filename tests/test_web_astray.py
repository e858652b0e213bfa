"""Addresses that lead astray: to a row that is another case's by now, to what is not there, to a server that is away."""
import unittest

from browsing import browse, reset_code
from support import ServerTest, junit, testcase


class Astray(ServerTest):
    def test_every_address_leads_to_what_it_names_or_says_that_it_is_not_there(self):
        cycle = self.server.new_cycle('Nightly')
        self.server.import_report(cycle, 'JUnit', junit(*(testcase(f'case {n}') for n in range(3))), {'createCase': 'true'})
        case = self.server.json('GET', f'/project/AT/testcycle/{cycle}/result?sort=status')['items'][2]['caseKey']
        seen = browse('astray.mjs', self.server, CODE=reset_code(self.server), CYCLE=cycle, CASE=case)
        self.assertEqual((seen['rows'], seen['chosenOfNone']), ([case] * 3, 0))
        self.assertEqual(seen['missing'], [['Project not found : ZZ', 'All projects'], ['Cycle not found : AT-CY-99', 'All cycles', 'All projects'],
                                           ["Case 'AT-TC-99999' not found", 'All cases', 'All projects'],
                                           ['Run not found : 99999999', f'All runs of {cycle}', 'All cycles', 'All projects']])
        self.assertEqual((seen['violations'], seen['origins']), ([], [self.server.url]))


if __name__ == '__main__':
    unittest.main()

"""The weaknesses that others had, each with the test that shows that this server has not: docs/security/cve-immunity.md is made of this
table and of what the tests found. `TESTLEDGER_APPROVE=1 tools/run_tests.py --build build/debug --only test_cve` writes the page anew."""
import os
import unittest

from support import ROOT

PAGE = os.path.join(ROOT, 'docs', 'security', 'cve-immunity.md')

TABLE = {
    1: ('CVE-2020-12642', 'ReportPortal', 'external entities in a JUnit report'),
    2: ('CVE-2021-29620', 'ReportPortal', 'an external DTD'),
    3: ('CVE-2023-25822', 'ReportPortal', 'deep nesting stops all reporting'),
    4: ('CVE-2025-52888', 'Allure 2', 'external entities in an xUnit report'),
    5: ('allure2 3389', 'Allure 2', 'external entities of a plist in names of tests'),
    6: ('allure3 564, allure2 3271', 'Allure', 'paths out of an archive; scripts in parameters and steps'),
    7: ('CVE-2018-1000056', 'Jenkins JUnit', 'external entities'),
    8: ('CVE-2018-1000411', 'Jenkins JUnit', "another site's form changes a description"),
    9: ('CVE-2022-34176', 'Jenkins JUnit', 'scripts in a description'),
    10: ('CVE-2022-45380', 'Jenkins JUnit', 'addresses in output that become links'),
    11: ('CVE-2023-25761', 'Jenkins JUnit', 'names of classes in JavaScript'),
    12: ('CVE-2022-34778', 'Jenkins TestNG', 'scripts in descriptions and exceptions'),
    13: ('CVE-2023-32984', 'Jenkins TestNG', 'scripts in other values of a report'),
    14: ('CVE-2023-40342', 'Jenkins Flaky Test Handler', 'scripts in what a JUnit report has'),
    15: ('CVE-2022-34181', 'Jenkins xUnit', 'a directory that the sender names'),
    16: ('CVE-2022-43414', 'Jenkins NUnit', 'files of a directory that the sender names'),
    17: ('CVE-2020-2092', 'Jenkins Robot Framework', 'external entities'),
    18: ('CVE-2023-24441', 'Jenkins MSTest', 'external entities, on agents'),
    19: ('CVE-2023-24443', 'Jenkins TestComplete', 'external entities in an archive'),
    20: ('CVE-2023-33002', 'Jenkins TestComplete', 'scripts in a report of an archive'),
    21: ('CVE-2021-21672', 'Jenkins Selenium HTML report', 'external entities'),
    22: ('CVE-2021-21680', 'Jenkins Nested View', 'a transformation that loads what a document names'),
    23: ('CVE-2023-28669', 'Jenkins JaCoCo', 'scripts in names of classes and methods'),
    24: ('GHSA-xg77-xqhq-crpr', 'Jenkins Code Coverage API', 'scripts in the name of the file'),
    25: ('CVE-2024-28149, CVE-2024-28150', 'Jenkins HTML Publisher', 'scripts in names'),
    26: ('CVE-2023-6678', 'GitLab', 'a JUnit report that takes all memory and time'),
    27: ('gitlab 479167', 'GitLab', 'a large answer of another server takes all memory'),
    28: ('gitlab-ce 52411', 'GitLab', 'javascript: addresses of a report'),
    29: ('CVE-2026-111096', 'TeamCity', 'scripts in logs'),
    30: ('CVE-2023-22451', 'Kiwi TCMS', 'any password will do'),
    31: ('CVE-2023-25156', 'Kiwi TCMS', 'passwords can be tried without end'),
    32: ('CVE-2023-25171', 'Kiwi TCMS', 'a flood of mails by resetting passwords'),
    33: ('CVE-2023-27489', 'Kiwi TCMS', 'scripts in an attached SVG'),
    34: ('CVE-2023-30613', 'Kiwi TCMS', 'any file may be attached and run'),
    35: ('CVE-2023-32686', 'Kiwi TCMS', 'two attachments together defeat the policy'),
    36: ('CVE-2023-33977', 'Kiwi TCMS', 'an SVG that the check does not take for one'),
    37: ('CVE-2023-36809', 'Kiwi TCMS', 'browsers take text for a page'),
    38: ('CVE-2022-4105', 'Kiwi TCMS', 'scripts in the history; pages in frames'),
    39: ('CVE-2026-55630', 'Kiwi TCMS', 'javascript: in links that people enter'),
    40: ('CVE-2018-7668', 'TestLink', 'attachments by their number, whoever asks'),
    41: ('CVE-2014-5308, CVE-2020-8637, CVE-2020-8638', 'TestLink', 'statements to the database in parameters'),
    42: ('CVE-2020-8639, CVE-2018-20063', 'TestLink, TestRail', 'an uploaded program is run by the web server'),
    43: ('CVE-2012-2275, CVE-2022-35196', 'TestLink', "another site's form acts for whoever is logged in"),
    44: ('CVE-2023-50110', 'TestLink', 'credentials of another type are taken'),
    45: ('CVE-2024-46097', 'TestLink', "any plan can be changed by its number"),
    46: ('CVE-2021-36538, CVE-2014-4857, CVE-2021-40875, CVE-2019-19678', 'TestRail, Xray', 'stored scripts; a list of the files of the installation'),
}

tests = {}   # number -> name of the test
found = {}   # number -> whether it passed


def cve(number):
    """Marks the test of a row; tells the page how it ended."""
    def marked(test):
        def told(self):
            found[number] = False
            test(self)
            found[number] = True
        told.__name__ = test.__name__
        told.__doc__ = test.__doc__
        assert number not in tests, f'{number} has two tests'
        tests[number] = test.__name__
        return told
    return marked


def page():
    lines = ['# Weaknesses that others had', '',
             'Servers for test results, and the plugins that show them, have had these. Each row names the test that tries the same here, on the',
             'real server, in every run of the tests; this page is made of what they found.', '',
             '| | known as | had by | what | test | found |', '|---|---|---|---|---|---|']
    for number, (names, product, what) in TABLE.items():
        state = {True: 'not here', False: '**here**', None: 'not tried'}[found.get(number)]
        lines.append(f'| C-{number:02} | {names} | {product} | {what} | `{tests.get(number, "none")}` | {state} |')
    return '\n'.join(lines) + '\n'


class Page(unittest.TestCase):
    """To be run after all tests of the rows."""

    def test_the_page_tells_what_was_found(self):
        self.assertEqual(set(tests), set(TABLE), 'every row has its test')
        if os.environ.get('TESTLEDGER_APPROVE'):
            os.makedirs(os.path.dirname(PAGE), exist_ok=True)
            with open(PAGE, 'w', encoding='utf-8') as file:
                file.write(page())
        with open(PAGE, encoding='utf-8') as file:
            self.assertEqual(file.read(), page())

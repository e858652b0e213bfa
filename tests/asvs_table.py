"""The table of docs/security/asvs.md: that it has a row for each requirement that matters here, and that what its rows name is there."""
import ast
import collections
import functools
import glob
import os
import re
import unittest

from support import ROOT, read

PAGE = os.path.join(ROOT, 'docs', 'security', 'asvs.md')
STATES = ('met', 'not applicable', '**not met**')
UNTESTED = 'no test'
# The requirements that concern a server such as this one; "1.2.1-5" are five.
WANTED = ('1.2.1-5 1.2.9-10 1.3.4-6 1.3.10 1.5.1-3 2.4.1 3.2.1-2 3.3.1-4 3.4.1-6 3.4.8 3.5.1-3 3.5.8 4.1.1 4.1.3 4.2.1 5.1.1 5.2.1-3 5.3.1-2 '
          '5.4.1-2 6.1.1 6.2.1-12 6.3.1-2 6.3.8 6.4.1 6.8.1-2 6.8.4 7.1.1 7.2.1-4 7.3.1-2 7.4.1-5 7.5.2 7.6.1-2 8.1.1 8.2.1-3 8.3.1-3 8.4.1 9.1.1-3 '
          '9.2.1-3 10.1.1-2 10.2.1-3 10.5.1-5 11.4.1-2 11.5.1 12.1.1 12.3.1-2 13.1.1 13.2.2-3 13.4.2-5 14.2.1 14.3.2 15.1.2 15.2.2 15.2.5 15.3.1-3 15.3.5 15.3.7 15.4.2 16.1.1 16.2.1-5 16.3.1-4 16.4.1-2 '
          '16.5.1-4')

Row = collections.namedtuple('Row', 'number requirement state how tests')


def wanted_numbers():
    for word in WANTED.split():
        section, first, last = re.fullmatch(r'(\d+\.\d+)\.(\d+)(?:-(\d+))?', word).groups()
        for number in range(int(first), int(last or first) + 1):
            yield f'{section}.{number}'


def rows():
    for line in read(PAGE).splitlines():
        if re.match(r'\| \d+\.', line):
            cells = [cell.strip() for cell in re.split(r'(?<!\\)\|', line)[1:-1]]
            assert len(cells) == len(Row._fields), line
            yield Row(*cells)


def named(cell):
    return re.findall(r'`([^`]+)`', cell)


@functools.cache
def tests_of_python(path):
    """Class.method of each test that a file has."""
    classes = {node.name: node for node in ast.parse(read(path)).body if isinstance(node, ast.ClassDef)}
    return {f'{name}.{each.name}' for name, node in classes.items() for each in node.body
            if isinstance(each, ast.FunctionDef) and each.name.startswith('test_')}


@functools.cache
def tests_of_cpp(path):
    return {f'{suite}.{name}' for suite, name in re.findall(r'^(?:TYPED_)?TEST(?:_F|_P)?\((\w+),\s*(\w+)\)', read(path), re.M)}


@functools.cache
def places(file):
    """Where a test's file is."""
    if file.endswith('.py'):
        return [path for path in [os.path.join(ROOT, 'tests', file)] if os.path.exists(path)]
    return glob.glob(os.path.join(ROOT, 'src', '**', file), recursive=True)


def is_there(test):
    file, _, name = test.partition('::')
    found = places(file)
    return len(found) == 1 and name in (tests_of_python if file.endswith('.py') else tests_of_cpp)(found[0])


class Page(unittest.TestCase):
    def test_every_requirement_has_one_row_with_a_state(self):
        table = list(rows())
        self.assertEqual([row.number for row in table], list(wanted_numbers()))
        for row in table:
            with self.subTest(row.number):
                self.assertIn(row.state, STATES)
                self.assertTrue(row.requirement and row.how)

    def test_what_is_met_names_a_test_or_says_that_there_is_none(self):
        for row in rows():
            with self.subTest(row.number):
                if row.state == 'met':
                    self.assertTrue(named(row.tests) or row.tests.startswith(UNTESTED), row.tests)

    def test_every_test_that_is_named_exists(self):
        listed = [test for row in rows() for test in named(row.tests)]
        self.assertGreater(len(listed), 100)
        for test in listed:
            with self.subTest(test):
                self.assertTrue(is_there(test))
        for invented in ('asvs_table.py::Page.test_nothing', 'test_nothing.py::Page.test_x', 'log_test.cpp::LogLine.Nothing', 'log_test.cpp', 'x'):
            self.assertFalse(is_there(invented), invented)

    def test_every_place_that_is_named_exists(self):
        listed = [place for row in rows() for place in named(row.how) if '/' in place and not place.startswith('/')]
        self.assertGreater(len(listed), 60)
        for place in listed:
            with self.subTest(place):
                self.assertTrue(any(os.path.exists(os.path.join(ROOT, folder, place)) for folder in ('', 'src')))

    def test_the_counts_are_those_of_the_table(self):
        counted = collections.Counter(row.state for row in rows())
        untested = sum(row.state == 'met' and row.tests.startswith(UNTESTED) for row in rows())
        sentence = f'{counted[STATES[0]]} are met, {counted[STATES[1]]} do not apply, {counted[STATES[2]]} are not met'
        self.assertIn(sentence, read(PAGE).replace('\n', ' '))
        self.assertIn(f'For {untested} of those that are met there is no test', read(PAGE).replace('\n', ' '))

    def test_what_is_not_met_is_listed_by_weight(self):
        listed = [number for line in read(PAGE).splitlines() if re.match(r'\| \d+ \|', line) for number in re.findall(r'\d+\.\d+\.\d+', line.split('|')[2])]
        self.assertEqual(sorted(listed), sorted(row.number for row in rows() if row.state == STATES[2]))

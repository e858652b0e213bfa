import { expect, it } from 'vitest';
import { comparisonOf } from './comparison';

it.each([
  ['JUnit 5', 'total ==> expected: <17000> but was: <17010>\n\tat A.b(A.java:1)', '17000', '17010'],
  ['JUnit 5, lines', 'expected: <a\nb> but was: <a\nc>', 'a\nb', 'a\nc'],
  ['JUnit 4', 'answer for mara expected:<[ok]> but was:<[denied]>', '[ok]', '[denied]'],
  ['TestNG', 'java.lang.AssertionError: expected [17000] but found [17010]', '17000', '17010'],
  ['AssertJ', 'Expecting actual:\n  "draft"\nto be equal to:\n  "open"\nbut was not.', '"open"', '"draft"'],
  ['AssertJ before', 'Expecting:\n <"draft">\nto be equal to:\n <"open">\nbut was not.', '"open"', '"draft"'],
  ['AssertJ 3.20', '\nexpected: "open"\n but was: "draft"', '"open"', '"draft"'],
  ['Jest', 'expect(received).toBe(expected) // Object.is equality\n\nExpected: 1290\nReceived: 1990\n    at x (/a.js:1:2)', '1290', '1990'],
  ['Jest, lines', 'Error\n\n- Expected  - 1\n+ Received  + 1\n\n  Object {\n-   "a": 1,\n+   "a": 2,\n  }\n    at x (/a.js:1:2)', ' Object {\n   "a": 1,\n }', ' Object {\n   "a": 2,\n }'],
  ['Vitest', 'expected 17010 to be 17000 // Object.is equality', '17000', '17010'],
  ['Chai', 'AssertionError: expected 18900 to deeply equal 19900', '19900', '18900'],
  ['Chai, text', "expected 'draft' to equal 'open'", "'open'", "'draft'"],
  ['Mocha', 'values\n\n      + expected - actual\n\n      -1990\n      +1290\n\n      at World (/a.js:1:2)', '1290', '1990'],
  ['Postman', 'expected response to have status code 200 but got 503', '200', '503'],
  ['NUnit', '  String lengths are both 5.\n  Expected: "de-AT"\n  But was:  "fr-CH"\n  -----------^', '"de-AT"', '"fr-CH"'],
  ['xUnit.net', 'Assert.Equal() Failure\nExpected: 3\nActual:   4', '3', '4'],
  ['RSpec', '\n  expected: 17000\n       got: 17010\n\n  (compared using ==)', '17000', '17010'],
  ['PHPUnit', 'Failed asserting that 17010 matches expected 17000.', '17000', '17010'],
  ['PHPUnit, lines', "Failed asserting that two strings are equal.\n--- Expected\n+++ Actual\n@@ @@\n-'a'\n+'b'\n", "'a'", "'b'"],
  ['testify', '\tError: \tNot equal:\n\t\texpected: 17000\n\t\tactual  : 17010', '17000', '17010'],
])('%s', (_, message, expected, actual) => {
  expect(comparisonOf(message)).toEqual({ expected, actual });
});

it.each([
  ['pytest', "AssertionError: assert {'a': 2} == {'a': 1}\n  \n  Full diff", "{'a': 2}", "{'a': 1}"],
  ['unittest', 'AssertionError: 17010 != 17000 : total', '17010', '17000'],
  ['Robot', '17010 != 17000', '17010', '17000'],
  ['Node.js', 'Expected values to be strictly equal:\n\n1990 !== 1290\n', '1990', '1290'],
  ['GoogleTest', 'shop_test.cc:7: Failure\nExpected equality of these values:\n  total\n    Which is: 17010\n  17000', 'total\n    Which is: 17010', '17000'],
])('%s, which does not say what was expected', (_, message, actual, expected) => {
  expect(comparisonOf(message)).toEqual({ expected, actual, sides: true });
});

it.each([
  ['payment sandbox does not answer'],
  ['expected value to be truthy'],
  ['expected 3 to be greater than 4'],
  ['Expected exception: java.lang.IllegalArgumentException'],
  ['- Expected\n+ Received\n\nnothing'],
  [''],
])('finds nothing in %j', (message) => {
  expect(comparisonOf(message)).toBeUndefined();
});

it('reads what repeats in no time', () => {
  const started = performance.now();
  for (const part of ['expected: <', 'expected [', 'expected a to ', 'assert x == ', 'Expecting:\n <', '- Expected\n+ Received\n', ' != ']) comparisonOf(part.repeat(32_000 / part.length));
  expect(performance.now() - started).toBeLessThan(2000);
});

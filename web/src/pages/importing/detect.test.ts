import { describe, expect, it } from 'vitest';
import { detectFormat, packingOf } from './detect';

const bytes = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => new Uint8Array(new Uint16Array([...`\ufeff${text}`].map((sign) => sign.charCodeAt(0))).buffer);

describe('detectFormat', () => {
  it.each([
    ['<?xml version="1.0"?>\n<testsuites name="pytest"><testsuite tests="1"><testcase name="a"/>', 'JUnit'],
    ['<!-- made <robot> by hand --><testsuite name="a>b"><properties/>', 'JUnit'],
    ['\ufeff<testsuite>', 'JUnit'],
    ['<j:testsuites xmlns:j="x"><j:testsuite>', 'JUnit'],
    ['<testsuite><node_order>1</node_order>', undefined],
    ['<testsuites><datetime>now</datetime><suite>', undefined],
    ['<testsuites><datetime>now</datetime><testsuite>', 'JUnit'],
    ['<?xml version="1.0"?><!DOCTYPE x><testng-results skipped="0">', 'TestNG'],
    ['<suite name="a" started-at="1" duration-ms="2"><test/>', 'TestNG'],
    ['<test-run id="0" testcasecount="1">', 'NUnit'],
    ['<test-results name="a" total="1">', 'NUnit'],
    ['<robot generator="Robot 7.0" rpa="false">', 'Robot'],
    ['<suite id="s1" name="Shop" source="/x">', 'Robot'],
    ['<suite name="a">', undefined],
    ['{"generator":"Robot 7.3","suite":{"name":"Shop"}', 'Robot'],
    ['[{"uri":"a.feature","elements":[', 'Cucumber'],
    ['[]', 'Cucumber'],
    ['[{"name":"a"}]', undefined],
    ['{"features":[{"uri":"a"}]}', 'Cucumber'],
    ['{"collection":{"info":{}},"run":{"stats":{', 'Newman'],
    ['{"run":{"executions":[', 'Newman'],
    ['{"info":{"name":"a collection"},"item":[]}', undefined],
    ['{"run":{"other":1}}', undefined],
    ['{"text":"a \\"collection\\": in a text", "run":{"stats":{}}}', 'Newman'],
    ['<!DOCTYPE html><html><body>', undefined],
    ['no report', undefined],
    ['', undefined],
  ])('%s is %s', (text, expected) => {
    expect(detectFormat(bytes(text))).toBe(expected);
  });

  it('reads UTF-16', () => {
    expect(detectFormat(utf16('<test-run id="0">'))).toBe('NUnit');
  });

  it('copes with a head that is cut anywhere', () => {
    const whole = '<?xml version="1.0"?><!-- c --><testsuites a="b"><testsuite><![CDATA[<robot>]]>';
    const told = Array.from({ length: whole.length }, (_, length) => detectFormat(bytes(whole.slice(0, length))));
    expect(new Set(told)).toEqual(new Set([undefined, 'JUnit']));
  });
});

it.each([
  [[0x50, 0x4b, 3, 4], 'zip'],
  [[0x1f, 0x8b, 8], 'gzip'],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], '7z'],
  [[...Array<number>(257).fill(0), ...bytes('ustar')], 'tar'],
  [[...bytes('<testsuite>')], undefined],
  [[], undefined],
])('packing %#', (content, expected) => {
  expect(packingOf(new Uint8Array(content))).toBe(expected);
});

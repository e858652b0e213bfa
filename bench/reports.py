"""Writes large reports of every format as runners write them: bench/reports.py FORMAT TESTS FILE. Every 20th test fails with a
stack trace of a dozen lines, every 50th is skipped; junit_output has the output of every test besides, about 2.2 KB. The same
arguments give the same bytes."""
import json
import sys

TRACE = ''.join(f'\tat org.acme.shop.checkout.Basket$Line.total(Basket.java:{40 + i})\n' for i in range(12))


def kind(i):
    return 'fail' if i % 20 == 7 else 'skip' if i % 50 == 3 else 'pass'


def output_of(i):
    """What a test logs. Different for every test, so that storing it once does not help."""
    return ''.join(f'2026-11-20 10:00:{line:02d},{i % 1000:03d} INFO  [worker-{i % 8}] org.acme.shop.checkout.Basket - order {i} line {line}: price {i * 31 + line} '
                   f'cents, voucher applied\n' for line in range(16))


def junit_output(tests, out):
    junit(tests, out, output_of)


def junit(tests, out, output=None):
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')
    for suite in range(0, tests, 100):
        size = min(100, tests - suite)
        out.write(f'<testsuite name="org.acme.shop.Suite{suite // 100}Test" tests="{size}" time="{size * 0.031:.3f}" timestamp="2026-11-20T10:00:00">\n')
        for i in range(suite, suite + size):
            head = f'  <testcase classname="org.acme.shop.Suite{suite // 100}Test" name="accepts_order_{i}_with_voucher" time="0.0{i % 90 + 10}"'
            said = f'    <system-out><![CDATA[{output(i)}]]></system-out>\n' if output else ''
            if kind(i) == 'fail':
                out.write(f'{head}>\n    <failure message="expected: &lt;{i}&gt; but was: &lt;{i + 1}&gt;" type="org.opentest4j.AssertionFailedError"><![CDATA[org.opentest4j.AssertionFailedError: expected\n{TRACE}]]></failure>\n{said}  </testcase>\n')
            elif kind(i) == 'skip':
                out.write(f'{head}>\n    <skipped message="not on this platform"/>\n{said}  </testcase>\n')
            elif said:
                out.write(f'{head}>\n{said}  </testcase>\n')
            else:
                out.write(f'{head}/>\n')
        out.write('</testsuite>\n')
    out.write('</testsuites>\n')


def testng(tests, out):
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testng-results ignored="0">\n<suite name="Shop" duration-ms="1000"><groups></groups>\n<test name="All" duration-ms="1000">\n')
    for group in range(0, tests, 100):
        out.write(f'<class name="org.acme.shop.Suite{group // 100}Test">\n')
        for i in range(group, min(group + 100, tests)):
            status = {'fail': 'FAIL', 'skip': 'SKIP', 'pass': 'PASS'}[kind(i)]
            out.write(f'<test-method signature="accepts{i}()[pri:0, instance:org.acme.shop.Suite{group // 100}Test@1b2c]" name="accepts{i}" duration-ms="{i % 90}" started-at="2026-11-20T10:00:00 UTC" status="{status}">\n')
            if status == 'FAIL':
                out.write(f'<exception class="java.lang.AssertionError"><message><![CDATA[expected {i}]]></message><full-stacktrace><![CDATA[java.lang.AssertionError\n{TRACE}]]></full-stacktrace></exception>\n')
            out.write('<reporter-output>\n</reporter-output>\n</test-method> <!-- accepts -->\n')
        out.write('</class>\n')
    out.write('</test>\n</suite>\n</testng-results>\n')


def nunit(tests, out):
    out.write('<?xml version="1.0" encoding="utf-8"?>\n<test-run id="2" engine-version="3.16.3"><test-suite type="Assembly" name="Shop.dll" fullname="Shop.dll">\n')
    for group in range(0, tests, 100):
        out.write(f'<test-suite type="TestFixture" name="Suite{group // 100}" fullname="Acme.Shop.Suite{group // 100}">\n')
        for i in range(group, min(group + 100, tests)):
            result = {'fail': 'Failed', 'skip': 'Skipped', 'pass': 'Passed'}[kind(i)]
            out.write(f'<test-case id="0-{1000 + i}" name="Accepts{i}" fullname="Acme.Shop.Suite{group // 100}.Accepts{i}" methodname="Accepts{i}" classname="Acme.Shop.Suite{group // 100}" runstate="Runnable" seed="{i * 7}" result="{result}" start-time="2026-11-20T10:00:00.0000000Z" end-time="2026-11-20T10:00:01.0000000Z" duration="0.0{i % 90 + 10}" asserts="1">')
            if result == 'Failed':
                out.write(f'<failure><message><![CDATA[expected {i}]]></message><stack-trace><![CDATA[{TRACE}]]></stack-trace></failure>')
            out.write('</test-case>\n')
        out.write('</test-suite>\n')
    out.write('</test-suite></test-run>\n')


def robot(tests, out):
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<robot generator="Robot 7.3.2 (Python 3.11.2 on linux)" generated="2026-11-20T10:00:00.000000" rpa="false" schemaversion="5">\n<suite id="s1" name="Shop" source="/home/ci/acme/shop">\n')
    at = 'start="2026-11-20T10:00:00.000000" elapsed="0.001"'
    for group in range(0, tests, 100):
        out.write(f'<suite id="s1-s{group // 100 + 1}" name="Suite {group // 100}" source="/home/ci/acme/shop/suite{group // 100}.robot">\n')
        for i in range(group, min(group + 100, tests)):
            status = {'fail': 'FAIL', 'skip': 'SKIP', 'pass': 'PASS'}[kind(i)]
            out.write(f'<test id="s1-s{group // 100 + 1}-t{i % 100 + 1}" name="Accepts order {i}" line="{i % 100 * 4 + 3}">\n')
            for step in ('Open Shop', 'Put Into Cart', 'Check Out'):
                out.write(f'<kw name="{step}" owner="Shop"><arg>order {i}</arg><msg time="2026-11-20T10:00:00.000000" level="INFO">{step} for order {i}</msg><status status="PASS" {at}/></kw>\n')
            out.write(f'<tag>shop</tag><status status="{status}" {at}>{"expected " + str(i) if status == "FAIL" else ""}</status></test>\n')
        out.write(f'<status status="PASS" {at}/></suite>\n')
    out.write(f'<status status="FAIL" {at}/></suite>\n</robot>\n')


def cucumber(tests, out):
    out.write('[')
    for feature in range(0, tests, 50):
        elements = []
        for i in range(feature, min(feature + 50, tests)):
            steps = [{'keyword': word, 'name': f'{text} {i}', 'line': 5 + n, 'match': {'location': f'steps.js:{n * 9}'},
                      'result': {'status': 'passed', 'duration': 1_000_000 + i}} for n, (word, text) in
                     enumerate((('Given ', 'a customer with voucher'), ('When ', 'the customer pays order'), ('Then ', 'a receipt is printed for')))]
            if kind(i) == 'fail':
                steps[2]['result'] = {'status': 'failed', 'duration': 5, 'error_message': 'AssertionError: expected\n' + TRACE}
            elements.append({'id': f'shop-{feature // 50};pays-order-{i}', 'keyword': 'Scenario', 'type': 'scenario', 'line': 4, 'name': f'pays order {i}',
                             'description': '', 'tags': [{'name': '@shop', 'line': 3}], 'steps': steps})
        out.write((',\n' if feature else '') + json.dumps({'line': 1, 'elements': elements, 'name': f'Shop {feature // 50}', 'description': '', 'id': f'shop-{feature // 50}',
                                                           'keyword': 'Feature', 'uri': f'features/shop{feature // 50}.feature', 'tags': []}))
    out.write(']\n')


def newman(tests, out):
    out.write('{"collection":{"info":{"name":"Shop API"}},"environment":{},"globals":{},"run":{"stats":{},"executions":[')
    for i in range(tests):
        error = {'name': 'AssertionError', 'message': f'expected {i}', 'stack': TRACE} if kind(i) == 'fail' else None
        assertion = {'assertion': 'status is 200', 'skipped': kind(i) == 'skip', **({'error': error} if error else {})}
        out.write((',\n' if i else '') + json.dumps({
            'cursor': {'ref': f'r{i}', 'position': i, 'iteration': 0}, 'id': f'x{i}', 'item': {'id': f'i{i}', 'name': f'Order {i}'},
            'request': {'method': 'GET', 'url': {'protocol': 'http', 'host': ['shop', 'test'], 'path': ['orders', str(i)], 'query': []}, 'header': []},
            'response': {'id': 'x', 'code': 200, 'status': 'OK', 'responseTime': 5, 'responseSize': 40, 'stream': {'type': 'Buffer', 'data': [123] * 40}},
            'assertions': [assertion]}))
    out.write('],"failures":[]}}\n')


if __name__ == '__main__':
    with open(sys.argv[3], 'w', encoding='utf-8') as file:
        globals()[sys.argv[1]](int(sys.argv[2]), file)

"""Reports of all formats in which every text that a runner writes is a payload. Sixty tests, each text of a test another payload, so
that every field has had each of them once; and one test all of whose texts hold all payloads."""
import base64
import json

from xss_payloads import TEXTS

ALL = '\n'.join(TEXTS)
FULL = 'carries everything'


def coded(text):
    """As it may stand in XML, between tags and in attributes."""
    return ''.join(c if c.isalnum() or c in ' ().:;,/-_' else f'&#{ord(c)};' for c in text)


class Texts:
    """The texts of one test: whoever asks for one more gets the next payload."""

    def __init__(self, first):
        self.at = first

    def raw(self):
        self.at += 1
        return TEXTS[(self.at - 1) % len(TEXTS)]

    def __str__(self):
        return coded(self.raw())

    def several(self):
        return [self.raw()]

    def long(self):
        return self.raw()

    def name(self):
        return self.raw()


class Everything(Texts):
    def several(self):
        return TEXTS

    def long(self):
        return ALL

    def name(self):
        return FULL


def all_tests():
    return [Everything(0)] + [Texts(first) for first in range(len(TEXTS))]


def fails(number, night):
    """Of two nights' reports some tests fail in both, some in one."""
    return number % 3 == 0 or number % 2 == night % 2


def junit(night=0):
    suites = []
    for number, t in enumerate(all_tests()):
        name, long = coded(t.name()), coded(t.long())
        properties = ''.join(f'<property name="{coded(text)}" value="{t}"/>' for text in t.several())
        said = coded('\n'.join(f'{text}\n[[ATTACHMENT|{text}]]\n[[PROPERTY|{text}={text}]]' for text in t.several()))
        failed = f'<failure type="{t}" message="{long}">{long}</failure><rerunFailure type="{t}" message="{t}">{long}<system-out>{t}</system-out></rerunFailure>'
        skipped = f'<skipped type="{t}" message="{t}">{t}</skipped>'
        outcome = failed if fails(number, night) else skipped if number % 2 else ''
        suites.append(f'<testsuite name="{t}" package="{t}" hostname="{t}" file="{t}"><properties>{properties}</properties>'
                      f'<testcase name="{name}" classname="{t}" file="{t}" status="{t}" time="1.5"><properties>{properties}</properties>'
                      f'{outcome}<system-out>{said}</system-out><system-err>{long}</system-err></testcase><system-out>{t}</system-out></testsuite>')
    return f'<testsuites name="{coded(TEXTS[0])}">{"".join(suites)}</testsuites>'


def testng(night=0):
    suites = []
    for number, t in enumerate(all_tests()):
        status = 'FAIL' if fails(number, night) else 'SKIP' if number % 2 else 'PASS'
        name, long = coded(t.name()), coded(t.long())
        params = ''.join(f'<param index="{index}"><value>{coded(text)}</value></param>' for index, text in enumerate(t.several()))
        attributes = ''.join(f'<attribute name="{coded(text)}">{t}</attribute>' for text in t.several())
        groups = ''.join(f'<group name="{coded(text)}"><method signature="{t}" name="{name}" class="{t}"/></group>' for text in t.several())
        trouble = f'<exception class="{t}"><message>{long}</message><short-stacktrace>{t}</short-stacktrace><full-stacktrace>{long}</full-stacktrace></exception>'
        suites.append(f'<suite name="{t}"><groups>{groups}</groups><test name="{t}"><class name="{t}"><test-method name="{name}" signature="{t}" description="{long}" '
                      f'data-provider="{t}" test-instance-name="{t}" groups="[{t}]" status="{status}" duration-ms="1500"><params>{params}</params>'
                      f'<attributes>{attributes}</attributes>{trouble if status != "PASS" else ""}<reporter-output><line>{long}</line></reporter-output>'
                      f'</test-method></class></test></suite>')
    return f'<testng-results><reporter-output><line>{coded(TEXTS[0])}</line></reporter-output>{"".join(suites)}</testng-results>'


def nunit(night=0):
    suites = []
    for number, t in enumerate(all_tests()):
        result = 'Failed' if fails(number, night) else 'Skipped' if number % 2 else 'Passed'
        name, long = coded(t.name()), coded(t.long())
        properties = ''.join(f'<property name="{key}" value="{coded(text)}"/>' for text in t.several() for key in ('Category', 'Description', t))
        attachments = ''.join(f'<attachment><filePath>{coded(text)}</filePath><description>{t}</description></attachment>' for text in t.several())
        trouble = {'Failed': f'<failure><message>{long}</message><stack-trace>{long}</stack-trace></failure>', 'Passed': '',
                   'Skipped': f'<reason><message>{t}</message></reason>'}[result]
        suites.append(f'<test-suite type="TestFixture" id="0-{number}" name="{t}" fullname="{t}" classname="{t}"><properties>{properties}</properties>'
                      f'<test-case id="1-{number}" name="{name}" fullname="{t}.{name}" methodname="{t}" classname="{t}" label="{t}" site="{t}" seed="{t}" result="{result}" duration="1.5">'
                      f'<properties>{properties}</properties>{trouble}<output>{long}</output><assertions><assertion result="Failed"><message>{t}</message>'
                      f'<stack-trace>{t}</stack-trace></assertion></assertions><attachments>{attachments}</attachments></test-case></test-suite>')
    return (f'<test-run id="0"><environment framework-version="{coded(TEXTS[0])}"/><test-suite type="Assembly" id="0" name="{coded(TEXTS[0])}" fullname="{coded(TEXTS[1])}">'
            f'{"".join(suites)}</test-suite></test-run>')


def robot(night=0):
    suites = []
    for number, t in enumerate(all_tests()):
        status = 'FAIL' if fails(number, night) else 'SKIP' if number % 2 else 'PASS'
        name, long = coded(t.name()), coded(t.long())
        at = 'start="2026-11-20T10:00:00.000000" elapsed="1.5"'
        steps = ''.join(f'<kw name="{coded(text)}" owner="{t}"><var>{t}</var><arg>{t}</arg><doc>{t}</doc><msg level="WARN">{t}</msg>'
                        f'<msg level="INFO" html="true">{t}</msg><status status="{status}" {at}>{t}</status></kw>' for text in t.several())
        flow = (f'<for flavor="{t}"><var>{t}</var><value>{t}</value><status status="PASS"/></for><if><branch type="IF" condition="{t}"><status status="PASS"/></branch>'
                f'<status status="PASS"/></if><variable name="{t}"><var>{t}</var><status status="PASS"/></variable>')
        tags = ''.join(f'<tag>{coded(text)}</tag>' for text in t.several())
        suites.append(f'<suite id="s1-s{number + 1}" name="{t}" source="{t}"><test id="s1-s{number + 1}-t1" name="{name}" line="3">{steps}{flow}{tags}<doc>{long}</doc>'
                      f'<timeout value="{t}"/><status status="{status}" {at}>{"*HTML* " if number % 5 == 1 else ""}{long}</status></test>'
                      f'<doc>{t}</doc><meta name="{t}">{t}</meta><status status="{status}" {at}>{t}</status></suite>')
    return f'<robot generator="Robot 7.3.2" schemaversion="5"><suite id="s1" name="Payloads">{"".join(suites)}<status status="FAIL"/></suite></robot>'


def cucumber(night=0):
    features = []
    for number, t in enumerate(all_tests()):
        status = 'failed' if fails(number, night) else 'skipped' if number % 2 else 'passed'

        def embedding(text):
            return {'mime_type': t.raw(), 'name': t.raw(), 'data': base64.b64encode(text.encode()).decode()}

        name, hook = t.name(), {'match': {'location': t.raw()}, 'output': [t.long()], 'result': {'status': 'failed', 'error_message': t.long()}}
        steps = [{'keyword': t.raw() if at == 0 else 'Given ', 'name': text, 'match': {'location': t.raw(), 'arguments': [{'val': t.raw()}]}, 'output': [t.raw()],
                  'doc_string': {'value': t.raw(), 'content_type': t.raw()}, 'rows': [{'cells': [t.raw(), t.raw()]}],
                  'result': {'status': status, 'duration': 1_500_000_000, 'error_message': t.long() if at == 0 else t.raw()},
                  'embeddings': [embedding(text)]} for at, text in enumerate(t.several())]
        scenario = {'id': t.raw(), 'keyword': t.raw(), 'type': 'scenario', 'name': name, 'description': t.long(), 'steps': steps,
                    'tags': [{'name': text} for text in t.several()] + [{'name': f'@AIO-FOLDER:{t.raw()}'}, {'name': f'@JREQ-{t.raw()}'}],
                    **({'before': [hook], 'after': [hook]} if status == 'failed' else {})}
        features.append({'uri': t.raw(), 'id': t.raw(), 'keyword': t.raw(), 'name': t.raw(), 'description': t.raw(), 'tags': [{'name': t.raw()}], 'elements': [scenario]})
    return json.dumps(features)


def newman(night=0):
    items, executions = [], []
    for number, t in enumerate(all_tests()):
        error = {'name': t.raw(), 'message': t.long(), 'test': t.raw(), 'stack': t.long()}
        sent = {'method': t.raw(), 'description': {'content': t.long(), 'type': t.raw()}, 'header': [{'key': t.raw(), 'value': t.raw()}],
                'url': {'raw': t.raw(), 'protocol': t.raw(), 'host': [t.raw()], 'path': [t.raw(), '{{' + t.raw() + '}}'], 'query': [{'key': t.raw(), 'value': t.raw()}]},
                'body': {'mode': 'urlencoded', 'urlencoded': [{'key': text, 'value': t.raw()} for text in t.several()]}}
        item = {'id': f'i{number}', 'name': t.name(), 'request': sent}
        items.append({'id': f'f{number}', 'name': t.raw(), 'item': [item]})
        assertions = [{'assertion': text, 'skipped': False, **({'error': error} if at == 0 and fails(number, night) else {})} for at, text in enumerate(t.several())]
        executions.append({'cursor': {'ref': f'r{number}', 'position': number, 'iteration': 0}, 'id': f'i{number}', 'item': item, 'request': sent,
                           'response': {'code': 200, 'status': t.raw(), 'responseTime': 1500, 'responseSize': 9}, 'assertions': assertions})
    values = [{'key': text, 'value': text, 'type': 'any'} for text in TEXTS]
    return json.dumps({'collection': {'info': {'name': TEXTS[0]}, 'item': items, 'variable': values}, 'environment': {'name': TEXTS[1], 'values': values},
                       'globals': {'values': values}, 'run': {'stats': {}, 'executions': executions, 'failures': []}})


REPORTS = {'JUnit': junit, 'TestNG': testng, 'NUnit': nunit, 'Robot': robot, 'Cucumber': cucumber, 'Newman': newman}

"""What the crash harness has a server do: reports that were imported before, and two clients that send more, cancel and undo.
A client that the server leaves without an answer goes on, after a restart, with what was not answered, under the same key."""
import http.client
import threading
import time

from support import Server, junit, multipart

LARGE = 256 * 50  # reports above this are imported in parts, with parts of 50 results
PATIENCE_S = 30
ENDED = ('Completed', 'Failed', 'Cancelled')


class Report:
    """One file to be imported. Every result says of itself, in the seconds it took, which report it is of and where it stands there."""
    number = 0

    def __init__(self, name, cycle, cases, way='queue', large=False, broken=False, overwrite=False, shard_attempt=None):
        Report.number += 1
        self.number, self.name, self.cycle, self.way = Report.number, name, cycle, way
        self.results = [(f'acme.{case}', *self.outcome(i)) for i, case in enumerate(cases)]
        self.large, self.overwrite, self.broken = large, overwrite, broken
        self.fields = {'createCase': 'true', 'createNewRun': 'false' if overwrite else 'true'}
        if shard_attempt:
            self.fields.update(runKey='pipeline', shard='1/1', attempt=str(shard_attempt))
        tests = [f'<testcase classname="acme" name="{key[5:]}" time="{effort}">{"<failure/>" if status == "Failed" else ""}</testcase>'
                 for key, effort, status in self.results]
        self.content = junit(*tests) + ' ' * (LARGE if large else 0)
        if broken:
            self.content = self.content[:-20]

    def outcome(self, index):
        return self.number * 10_000 + index + 0.5, 'Failed' if (self.number + index) % 3 == 0 else 'Passed'


def cases(prefix, count):
    return [f'{prefix}{i}' for i in range(count)]


BEFORE = [Report('base', 1, cases('base', 120), 'direct'), Report('first', 1, cases('written', 60)),
          Report('to be undone', 1, cases('written', 120), overwrite=True),  # half of them
          Report('attempt 1', 2, cases('shard', 120), shard_attempt=1),
          Report('to be kept', 2, cases('cancelled', 250), 'direct')]  # what a batch writes over that is then cancelled
QUEUED = [Report('small batch', 1, cases('new', 30)),
          Report('overwriting batch', 1, cases('base', 120), large=True, overwrite=True),
          Report('to be cancelled', 2, cases('cancelled', 1_500), large=True, overwrite=True),
          Report('broken batch', 2, cases('broken', 60), broken=True),
          Report('attempt 2', 2, cases('shard', 100), shard_attempt=2),
          Report('large batch', 1, cases('new', 150), large=True)]
DIRECT = [Report('small import', 2, cases('other', 60), 'direct'),
          Report('large import', 2, cases('new', 200), 'direct', large=True),
          Report('broken import', 1, cases('broken', 60), 'direct', broken=True),
          Report('overwriting import', 1, cases('base', 20), 'direct', overwrite=True)]
REPORTS = {report.name: report for report in BEFORE + QUEUED + DIRECT}


class Client(threading.Thread):
    """Does one step after the other until all are answered or the server is gone; start() anew with the same steps goes on."""

    def __init__(self, server, steps, answers):
        super().__init__(daemon=True)
        self.server, self.steps, self.answers = server, steps, answers
        self.problem = None

    def run(self):
        try:
            for name, step in self.steps:
                if name not in self.answers:
                    self.answers[name] = step(self)
        except (OSError, http.client.HTTPException) as problem:
            self.problem = f'{name}: {problem!r}'
        except AssertionError as problem:
            self.problem = f'{name}: {problem}'

    def asked(self, method, path, **options):
        """(status, answer); comes back as long as the server says that it is not ready for the answer."""
        give_up = time.monotonic() + PATIENCE_S
        while True:
            status, _, text = self.server.call(method, path, **options)
            if (status, 'in work' in text) != (409, True) and status != 503:
                return status, text
            assert time.monotonic() < give_up, f'{method} {path} stays {status} {text[:200]}'
            time.sleep(0.02)


def sending(report):
    def step(client):
        body, content_type = multipart(report.fields, report.content, report.name)
        path = f'/project/AT/testcycle/AT-CY-{report.cycle}/import/results' + ('/batch' if report.way == 'queue' else '')
        status, text = client.asked('POST', path + '?type=JUnit', body=body,
                                    headers={'Content-Type': content_type, 'Idempotency-Key': report.name.replace(' ', '-')})
        assert status == 200, f'{status} {text[:300]}'
        return text
    return report.name, step


def cancelling(client):
    """As soon as something of it is there."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        batch = batch_named(client.server, 'to be cancelled')
        if batch['processed'] > 0 or batch['status'] in ENDED:
            break
        time.sleep(0.002)
    return client.asked('POST', f'/project/AT/testcycle/AT-CY-2/batch/{batch["batchId"]}/cancel')[0]


def undoing(client):
    batch = batch_named(client.server, 'to be undone')
    status, text = client.asked('POST', f'/project/AT/testcycle/AT-CY-1/batch/{batch["batchId"]}/undo')
    assert status == 200 or (status == 409 and 'undone' in text), f'{status} {text[:300]}'
    return status


def cloning(client):
    return client.asked('POST', '/project/AT/testcycle/AT-CY-1/clone', body={'title': 'to be removed'})[0]


def removing(client):
    status, text = client.asked('DELETE', '/project/AT/testcycle/AT-CY-3/detail')
    assert status in (200, 404), f'{status} {text[:300]}'
    return status


def configuring(client):
    status, text = client.asked('PATCH', '/project/AT/config/testcase/priority/2', body={'name': 'Urgent', 'position': 1})
    assert status == 200, f'{status} {text[:300]}'
    return status


def batches(server):
    return server.json('GET', '/project/AT/batch?maxResults=100')['items']


def batch_named(server, name):
    return next(batch for batch in batches(server) if batch['fileName'] == name)


def all_steps():
    queued = [sending(report) for report in QUEUED]
    queued.insert(4, ('cancel', cancelling))
    direct = [sending(report) for report in DIRECT]
    direct.insert(1, ('undo', undoing))
    direct.insert(2, ('configure', configuring))
    direct.insert(3, ('remove', removing))
    return queued, direct


def clients(server, answers):
    started = [Client(server, steps, answers) for steps in all_steps()]
    for client in started:
        client.start()
    return started


def is_at_rest(server):
    return all(batch['status'] in ENDED and (not batch['undone'] or batch['undone']['date']) for batch in batches(server))


def prepared_server():
    """With what was imported before; stopped."""
    server = Server()
    server.start()
    for _ in range(2):
        server.new_cycle()
    answers = {}
    first, *others = [sending(report) for report in BEFORE]
    steps = [first, ('clone', cloning), *others]  # so that it has no case of a batch that is to be undone
    client = Client(server, steps, answers)
    client.run()
    assert not client.problem, client.problem
    while not is_at_rest(server):
        time.sleep(0.01)
    server.stop()
    return server

"""Many senders at once: what the queue adds to a batch, and what a large batch takes from small imports."""
import http.client
import json
import os
import random
import threading
import time

from server import Server, report

CLIENTS, SECONDS = 16, 120
# Tests of a report, and how often one of that size comes: of 1 KB, 10 KB, 100 KB, 1 MB, 10 MB and 50 MB.
SIZES = [(6, 40), (64, 25), (640, 20), (6_400, 10), (64_000, 4), (318_000, 1)]
GIB_TESTS = 485_000
SMALL_TESTS = 640
API = '/aio-tcms/api/v1/project/AT'


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


class Sender:
    """A kept-alive connection of one pipeline, with a cycle of its own."""
    def __init__(self, server, name):
        self.connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=600)
        self.token = {'Authorization': 'Bearer ' + server.token}
        self.cycle = self.json('POST', '/testcycle/detail', json.dumps({'title': name}), 'application/json')['key']

    def json(self, method, path, body=None, kind=None):
        self.connection.request(method, API + path, body, self.token | ({'Content-Type': kind} if kind else {}))
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.status < 300, (answer.status, text[:300])
        return json.loads(text)

    def send(self, endpoint, body):
        return self.json('POST', f'/testcycle/{self.cycle}/import/results{endpoint}?type=JUnit', body, 'multipart/form-data; boundary=b')

    def end_of(self, batch):
        pause = 0.01
        while True:
            told = self.json('GET', f'/testcycle/{self.cycle}/batch/{batch}')
            if told['status'] not in ('Queued', 'Processing'):
                assert told['status'] == 'Completed', told
                return told
            time.sleep(pause)
            pause = min(pause * 2, 0.5)


def form_of(path):
    with open(path, 'rb') as file:
        content = file.read()
    return (b'--b\r\nContent-Disposition: form-data; name="createCase"\r\n\r\ntrue\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="r.xml"\r\n\r\n' +
            content + b'\r\n--b--\r\n')


def mixed(options, folder):
    forms = {tests: form_of(report(folder, 'junit', tests)) for tests, _ in SIZES}
    server = Server(options)
    ended, end = [], time.monotonic() + SECONDS

    def pipeline(number):
        sender, chance = Sender(server, f'pipeline {number}'), random.Random(number)
        while time.monotonic() < end:
            tests = chance.choices([tests for tests, _ in SIZES], [often for _, often in SIZES])[0]
            accepted = sender.send('/batch', forms[tests])
            told = sender.end_of(accepted['batchId'])
            ended.append((tests, told['startedDate'] - told['createdDate'], told['finishedDate'] - told['createdDate']))

    try:
        start = time.monotonic()
        threads = [threading.Thread(target=pipeline, args=(number,)) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds, peak = time.monotonic() - start, server.peak_mib()
    finally:
        server.remove()
    lines = ['| report | batches | accepted to started: p50 ms | p99 ms | accepted to completed: p50 ms | p99 ms |', '|---|---|---|---|---|---|']
    for tests, _ in SIZES + [(None, 0)]:
        of_size = [each for each in ended if tests in (None, each[0])]
        if not of_size:
            continue
        cells = [f'{len(forms[tests]) / 1e6:,.3f} MB' if tests else 'all', f'{len(of_size):,}']
        cells += [f'{percentile([each[i] for each in of_size], share):,.0f}' for i in (1, 2) for share in (0.5, 0.99)]
        lines.append('| ' + ' | '.join(cells) + ' |')
    results, size = sum(tests for tests, _, _ in ended), sum(len(forms[tests]) for tests, _, _ in ended)
    lines.append(f'\nTogether {results / seconds:,.0f} results/s, {size / seconds / 1e6:,.1f} MB/s; peak RSS {peak:.0f} MiB.')
    return lines


def beside(options, folder):
    large, small = report(folder, 'junit_output', GIB_TESTS), form_of(report(folder, 'junit', SMALL_TESTS))
    server = Server(options)
    try:
        sender, other = Sender(server, 'small'), Sender(server, 'large')

        def timed():
            start = time.monotonic()
            sender.send('', small)
            return time.monotonic() - start

        alone = [timed() for _ in range(200)]
        batch = other.send('/batch', form_of(large))['batchId']
        took, status = [], 'Queued'
        while status in ('Queued', 'Processing'):
            took.append(timed())
            status = other.json('GET', f'/testcycle/{other.cycle}/batch/{batch}')['status']
        told, peak = other.end_of(batch), server.peak_mib()
    finally:
        server.remove()
        os.remove(large)
    lines = ['| 100 KB imports, one after another | imports | p50 ms | p99 ms | slowest ms |', '|---|---|---|---|---|']
    for what, times in (('nothing beside', alone), ('beside the batch of 1 GiB', took)):
        lines.append(f'| {what} | {len(times):,} | {percentile(times, 0.5) * 1000:.0f} | {percentile(times, 0.99) * 1000:.0f} | {max(times) * 1000:.0f} |')
    lines.append(f'\nThe batch took {(told["finishedDate"] - told["startedDate"]) / 1000:.1f} s from its start; peak RSS {peak:.0f} MiB.')
    return lines

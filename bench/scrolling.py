"""A cycle of 100,000 runs in a real browser: the frames while it is scrolled, how soon rows are there, what the page holds in memory."""
import json
import os
import re
import subprocess
import urllib.request

from looking import Reader
from load import form_of
from server import HERE, Server, report

CASES, NIGHTS = 100_000, 2
PASSWORD = 'my dog likes the rain'
FRAMES = [('still', 'nothing, on the same page'), ('wheel', 'the wheel, 200 turns of 120 pixels'), ('fast', 'the wheel, 200 turns of 3,000 pixels'),
          ('leaps', '60 leaps across the whole list'), ('down', '200 times j'), ('up', '200 times k')]


def set_password(server):
    told = subprocess.run([server.binary, 'user', 'reset', '--data', server.data, 'admin'], check=True, capture_output=True, text=True).stdout
    body = json.dumps({'code': re.search(r'tc_[0-9A-Za-z]{36}', told)[0], 'password': PASSWORD}).encode()
    urllib.request.urlopen(urllib.request.Request(f'http://127.0.0.1:{server.port}/api/password/reset', body, {'Content-Type': 'application/json'})).close()


def scrolling(options, folder):
    server = Server(options)
    try:
        reader, form = Reader(server), form_of(report(folder, 'junit', CASES))
        for night in range(NIGHTS):
            cycle = reader.ask('POST', 'testcycle/detail', json.dumps({'title': f'Night {night}'}), 'application/json')[1]['key']
            told = reader.ask('POST', f'testcycle/{cycle}/import/results?type=JUnit', form, 'multipart/form-data; boundary=b')[1]
            assert told['successCount'] == CASES, told['errorCount']
        set_password(server)
        script = os.path.join(HERE, 'scrolling.mjs')
        seen = json.loads(subprocess.run(['node', script], check=True, stdout=subprocess.PIPE, text=True, env={
            **os.environ, 'URL': f'http://127.0.0.1:{server.port}', 'PASSWORD': PASSWORD, 'CYCLE': cycle}).stdout)
    finally:
        server.remove()
    lines = ['| meanwhile | frames | p95 ms | longest ms | longest task, CPU ms | tasks above 50 ms of CPU |', '|---|---|---|---|---|---|']
    for name, what in FRAMES:
        of = seen[name]
        lines.append(f'| {what} | {of["frames"]} | {of["p95"]:.0f} | {of["longest"]:.0f} | {of["task"]:.0f} | {of["long"]} |')
    first = seen['first']
    lines.append(f'\nFrom opening the address to the first rows: {first[len(first) // 2]:.0f} ms, the slowest of {len(first)} {first[-1]:.0f} ms. From asking for the failures to their rows '
                 f'{seen["filter"]:.0f} ms, from typing words to the rows that have them {seen["search"]:.0f} ms, of which 200 ms are the wait for the next letter. Memory of the '
                 f'page\'s scripts {seen["heapBefore"]:.0f} MiB at first, {seen["heapAfter"]:.0f} MiB after all of this; {seen["rows"]} rows are drawn.')
    return lines

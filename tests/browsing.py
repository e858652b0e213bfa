"""What the tests in a browser share: the scripts of web/tests, and the administrator's way in."""
import json
import os
import re
import subprocess

from support import ROOT, run


def browse(script, server, **environment):
    """What the script saw of the server."""
    ended = subprocess.run(['node', os.path.join(ROOT, 'web', 'tests', script)], capture_output=True, text=True, timeout=1500,
                           env={**os.environ, 'URL': server.url, **environment})
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return json.loads(ended.stdout)


def reset_code(server):
    """A one-time code with which the administrator sets a password."""
    return re.search(r'tc_[0-9A-Za-z]{36}', run('user', 'reset', '--data', server.data, 'admin').stdout)[0]

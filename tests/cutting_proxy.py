"""A proxy between the command line and a server that cuts connections as a bad network does, and a small server that answers as it is told."""
import http.server
import json
import re
import socket
import struct
import threading


class CuttingProxy:
    """Passes whole requests on to 127.0.0.1:port; each connection ends as the next of `ends` says, all further ones are left alone:
    'refuse' closes at once, 'head' within the request, 'body' resets in the middle of the request's body, 'commit' hands the request over and
    closes when the server has answered, 'answer' within the answer's head, 'half' within its body; a number is a status that is answered
    instead, with Retry-After: 1."""

    def __init__(self, port, ends):
        self.port, self.ends = port, list(ends)
        self.requests = []  # what arrived of the heads of all connections
        self.socket = socket.create_server(('127.0.0.1', 0))
        self.url = f'http://127.0.0.1:{self.socket.getsockname()[1]}'
        threading.Thread(target=self.serve, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def keys(self):
        """The idempotency keys of the uploads."""
        found = (re.search(r'(?im)^idempotency-key: *(\S+)', head) for head in self.requests if '/import/results' in head)
        return [match and match[1] for match in found]

    def serve(self):
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            end = self.ends.pop(0) if self.ends else None
            threading.Thread(target=self.handle, args=(client, end), daemon=True).start()

    def handle(self, client, end):
        with client:
            try:
                self.carry(client, end)
            except OSError:
                pass

    def carry(self, client, end):
        if end == 'refuse':
            return reset(client)
        if end == 'head':
            self.requests.append(client.recv(40).decode('latin-1'))
            return reset(client)
        head, body = read_head(client)
        self.requests.append(head)
        length = int((re.search(r'(?i)content-length: *(\d+)', head) or [0, 0])[1])
        if 'expect: 100-continue' in head.lower():
            client.sendall(b'HTTP/1.1 100 Continue\r\n\r\n')
        if end == 'body':
            if not body:
                client.recv(max(1, min(1000, length // 2)))
            return reset(client)
        while len(body) < length:
            body += client.recv(65536)
        if isinstance(end, int):
            return client.sendall(f'HTTP/1.1 {end} No\r\nRetry-After: 1\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbusy'.encode())
        answer = self.ask(head, body)
        cut = {'commit': 0, 'answer': 12, 'half': answer.find(b'\r\n\r\n') + 4 + 5}.get(end, len(answer))
        client.sendall(answer[:cut])

    def ask(self, head, body):
        head = re.sub(r'(?im)^expect:.*\r\n', '', head).replace('\r\n', '\r\nConnection: close\r\n', 1)
        with socket.create_connection(('127.0.0.1', self.port)) as server:
            server.sendall(head.encode('latin-1') + body)
            answer = b''
            while piece := server.recv(65536):
                answer += piece
            return answer


def read_head(connection):
    data = b''
    while b'\r\n\r\n' not in data:
        piece = connection.recv(65536)
        if not piece:
            raise OSError('closed')
        data += piece
    head, _, body = data.partition(b'\r\n\r\n')
    return head.decode('latin-1') + '\r\n\r\n', body


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))


class ToldServer:
    """Answers each "METHOD path" below the API by what `answers` holds for it: (status, body) or a function from the request's handler to that;
    a list gives them one after another, the last for ever. Bodies that are no text are sent as JSON."""
    prefix = '/aio-tcms/api/v1'

    def __init__(self, answers):
        self.answers = answers
        self.requests = []  # (method and path, headers, body)
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                outer.answer(self)
            do_GET = do_POST = answer

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.http.daemon_threads = True
        self.url = f'http://127.0.0.1:{self.http.server_address[1]}'
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()

    def asked(self, what):
        return [request for request in self.requests if request[0] == what]

    def answer(self, handler):
        what = f'{handler.command} {handler.path.removeprefix(self.prefix)}'
        body = handler.rfile.read(int(handler.headers.get('Content-Length') or 0))
        self.requests.append((what, dict(handler.headers), body))
        told = self.answers.get(what) or self.answers.get(what.split('?')[0]) or (404, 'Resource Not Found. Please check the URL.')
        if isinstance(told, list):
            told = told.pop(0) if len(told) > 1 else told[0]
        if callable(told):
            told = told(handler)
        if told is None:
            return
        status, content = told
        content = content if isinstance(content, bytes) else (content if isinstance(content, str) else json.dumps(content)).encode()
        handler.send_response(status)
        handler.send_header('Content-Length', str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

"""What a disk may hold after the power went: played from the record of what it was asked (faulty_disk.py).

What was synchronised before that moment is there. Of the rest a file has nothing, a beginning, any selection of its 4 KiB pages, or all,
the last write torn at a sector; a directory likewise any selection of its changes. Names count as synchronised only with their directory,
and what a failed synchronisation was for may be gone for good, even when a later one succeeds."""
import collections
import json
import os

from faulty_disk import (CREATED, CUT, MADE, RECORD, REMOVED, RENAMED, SENT, SYNC_BEGUN, SYNC_FAILED, SYNCED, WROTE)

PAGE, SECTOR = 4096, 512

Entry = collections.namedtuple('Entry', 'what file offset content')


def read_record(path):
    with open(path, 'rb') as file:
        data = file.read()
    place = 0
    while place < len(data):
        what, size, file, offset = RECORD.unpack_from(data, place)
        place += RECORD.size
        yield Entry(what, file, offset, data[place:place + size])
        place += size


def answer(entry):
    """The JSON object that a client was sent, or None."""
    head, _, body = entry.content.partition(b'\r\n\r\n')
    if not head.startswith(b'HTTP/1.1 200') or not body.startswith(b'{'):
        return None
    try:
        return json.loads(body)
    except ValueError:
        return None  # a longer one, of which this is the beginning


class Node:
    """A file. `pending`: (number of the entry, offset, bytes, or None when it is cut there)"""

    def __init__(self, content=b''):
        self.durable, self.pending = bytearray(content), []

    def content(self, chance):
        image = bytearray(self.durable)
        pages = [page for change in self.pending for page in in_pages(change)]
        kind = chance.randrange(4)
        if kind == 0:
            return image
        if kind == 1:
            pages = pages[:chance.randint(0, len(pages))]
        elif kind == 2:
            pages = [page for page in pages if chance.random() < 0.5]
        for page in pages[:-1]:
            apply(image, page)
        if pages:
            number, offset, content = pages[-1]
            if content and kind != 3:
                content = content[:SECTOR * chance.randint(0, len(content) // SECTOR + 1)]
            apply(image, (number, offset, content))
        return image

    def settle(self, until, is_lost=lambda: False):
        """Everything up to an entry reaches the disk, or may be lost for good."""
        settled = [change for change in self.pending if change[0] <= until]
        self.pending = self.pending[len(settled):]
        for change in settled:
            for page in in_pages(change):
                if not is_lost():
                    apply(self.durable, page)


def in_pages(change):
    number, offset, content = change
    if not content or len(content) <= PAGE:
        return [change]
    return [(number, offset + i, content[i:i + PAGE]) for i in range(0, len(content), PAGE)]


def apply(image, change):
    _, offset, content = change
    if content is None:
        del image[offset:]
        if len(image) < offset:
            image.extend(bytes(offset - len(image)))
        return
    if len(image) < offset:
        image.extend(bytes(offset - len(image)))
    image[offset:offset + len(content)] = content


class State:
    """A folder with all in it, as it is now."""

    def __init__(self, folder):
        self.folder, self.files = folder, []
        for root, _, names in os.walk(folder):
            self.files.append((root, os.stat(root).st_ino, None))
            for path in (os.path.join(root, name) for name in names if not name.endswith('.sock')):
                with open(path, 'rb') as file:
                    self.files.append((path, os.stat(path).st_ino, file.read()))


class PoweredDisk:
    """Follows a record of a folder from a state of it. `ignored(path)`: whether synchronising that path does nothing, for the
    tests of the test."""

    def __init__(self, state, chance, ignored=lambda path: False, synchronous_normal=False):
        self.folder, self.chance, self.ignored, self.normal = state.folder, chance, ignored, synchronous_normal
        self.number = 0
        self.by_inode, self.now, self.durable = {}, {}, {}  # inode -> node or folder's path; path -> node or None for a folder
        self.pending = []  # (number, path, node, or 'gone')
        self.begun = {}
        for path, inode, content in state.files:
            node = None if content is None else Node(content)
            self.by_inode[inode] = path if node is None else node
            self.now[path] = self.durable[path] = node

    def follow(self, entry):
        self.number += 1
        if entry.what == SYNC_BEGUN:
            self.begun[entry.offset] = self.number
        elif entry.what in (SYNCED, SYNC_FAILED):
            self.settle(entry)
        elif entry.what in (WROTE, CUT):
            self.change(entry)
        elif entry.what in (CREATED, RENAMED, REMOVED, MADE):
            self.rename(entry)

    def path_of(self, node):
        if isinstance(node, str):
            return node
        return next((path for path, each in self.now.items() if each is node), '')

    def settle(self, entry):
        node, until = self.by_inode.get(entry.file), self.begun.pop(entry.offset)
        path = self.path_of(node)
        if node is None or self.ignored(path) or (self.normal and path.endswith('-wal')):
            return
        is_lost = (lambda: self.chance.random() < 0.5) if entry.what == SYNC_FAILED else (lambda: False)
        if isinstance(node, Node):
            return node.settle(until, is_lost)
        left = []
        for change in self.pending:
            if change[0] > until or os.path.dirname(change[1]) != path:
                left.append(change)
            elif not is_lost():
                rename(self.durable, change)
        self.pending = left

    def change(self, entry):
        node = self.by_inode.get(entry.file)
        if not isinstance(node, Node):
            return
        node.pending.append((self.number, entry.offset, entry.content if entry.what == WROTE else None))
        # With synchronous = NORMAL the log is synchronised before it is written back, and only then.
        if self.normal and node is self.now.get(os.path.join(self.folder, 'testledger.db')):
            log = self.now.get(os.path.join(self.folder, 'testledger.db-wal'))
            if log:
                log.settle(self.number)

    def rename(self, entry):
        path, other = entry.content.decode().split('\0') if entry.what != CREATED else (entry.content.decode(), '')
        if entry.what == CREATED:
            self.by_inode[entry.file] = Node()
        if entry.what == MADE:
            self.by_inode[entry.file] = path
        if entry.what == RENAMED:
            self.name(other, self.now.get(path, 'gone'))
        self.name(path, {CREATED: self.by_inode.get(entry.file), MADE: None}.get(entry.what, 'gone'))

    def name(self, path, node):
        self.pending.append((self.number, path, node))
        rename(self.now, self.pending[-1])

    def names(self):
        names, kind = dict(self.durable), self.chance.randrange(4)
        until = self.chance.randint(0, len(self.pending))
        for i, change in enumerate(self.pending):
            if kind == 3 or (kind == 1 and i < until) or (kind == 2 and self.chance.random() < 0.5):
                rename(names, change)
        return names

    def lose_power(self, target):
        """Writes one of the possible contents to a new folder."""
        names = self.names()
        for path in sorted(names):
            place, node = target + path[len(self.folder):], names[path]
            if node is None and os.path.isdir(os.path.dirname(place)):
                os.mkdir(place)
            elif node is not None and os.path.isdir(os.path.dirname(place)):
                with open(place, 'wb') as file:
                    file.write(node.content(self.chance))

    def everything(self):
        """path -> content as the system has it, whatever is on disk."""
        found = {}
        for path, node in self.now.items():
            if node is not None:
                image = bytearray(node.durable)
                for change in node.pending:
                    apply(image, change)
                found[path] = bytes(image)
        return found


def rename(names, change):
    _, path, node = change
    if node == 'gone':
        names.pop(path, None)
    else:
        names[path] = node


def moments(record, count, chance):
    """How many entries of the record happened when the power went, in order: most of them around synchronising and answering."""
    near = [i for i, entry in enumerate(record) if entry.what in (SYNCED, SYNC_FAILED, SENT)]
    chosen = [chance.choice(near) + chance.choice((0, 0, 1)) for _ in range(count * 3 // 4)]
    return sorted(chosen + [chance.randrange(len(record)) for _ in range(count - len(chosen))])

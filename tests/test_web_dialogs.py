"""Dialogs by keyboard: the focus goes into them, stays, and comes back; and times in the reader's zone."""
import unittest

from browsing import browse, reset_code
from support import ServerTest


class Dialogs(ServerTest):
    def test_keep_the_focus_and_give_it_back(self):
        seen = browse('dialogs.mjs', self.server, CODE=reset_code(self.server))
        self.assertEqual(len(seen['focus']), 8)
        self.assertEqual({name: told for name, told in seen['focus'].items() if told != {'stays': True, 'comesBack': True}}, {})
        self.assertRegex(seen['times'][0], r'GMT\+1[23]$', 'the exact time of a reader in Auckland')
        self.assertEqual((seen['problems'], seen['violations'], seen['origins']), ([], [], [self.server.url]))


if __name__ == '__main__':
    unittest.main()

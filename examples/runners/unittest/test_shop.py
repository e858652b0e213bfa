import sys
import unittest


class CartTest(unittest.TestCase):
    """What is in the cart."""

    def test_one_lamp_AT_TC_4(self):
        """One lamp costs 24,90 €"""
        print("cart: 1 × LAMP-01")
        print("currency table is 3 days old", file=sys.stderr)
        self.assertEqual(2490, 1 * 2490)

    def test_voucher(self):
        self.assertEqual(17010, 17000, "voucher SPRING10\n  was not rounded")

    def test_unknown_article(self):
        raise LookupError("no article <SOFA-99> & nothing like it")

    @unittest.skip("gift notes are switched off")
    def test_gift_note(self):
        pass

    @unittest.expectedFailure
    def test_rounding_of_the_franc(self):
        self.assertEqual(round(2.675, 2), 2.68)

    @unittest.expectedFailure
    def test_guest_checkout(self):
        pass

    def test_shipping(self):
        for country, fee in (("DE", 0), ("CH", 1290), ("Norwegen ❄", 1990)):
            with self.subTest(country=country):
                self.assertEqual(fee, {"DE": 0, "CH": 1290}.get(country, 1290))


class CheckoutTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise ConnectionError("payment sandbox does not answer")

    def test_pay_by_card(self):
        pass

import sys

import pytest

import acme

attempts = {"count": 0}


def test_pay_by_card(cart, payment_gateway):
    cart.add("LAMP-01")


def test_pay_by_invoice(cart):
    cart.add("LAMP-01")
    assert acme.shipping("DE", cart.total()) == 495


def test_confirmation_mail(mail_box):
    mail_box.append("Thank you for your order")
    assert mail_box


@pytest.mark.xfail(reason="AT-204: rounding of the Swiss franc", strict=False)
def test_pay_in_francs():
    assert round(2.675, 2) == 2.68


@pytest.mark.xfail(reason="AT-87 was fixed, mark to be removed", strict=True)
def test_guest_checkout():
    assert True


@pytest.mark.skipif(sys.platform != "win32", reason="terminal driver is for Windows only")
def test_pay_at_terminal():
    raise AssertionError("never runs")


@pytest.mark.flaky(reruns=2)
def test_delivery_slot_is_free():
    attempts["count"] += 1
    assert attempts["count"] == 2, f"slot taken in attempt {attempts['count']}"


class TestOrderNumber:
    def test_is_seven_digits(self):
        assert len("4711007") == 7

    class TestReorder:
        def test_keeps_the_lines(self):
            first = {"LAMP-01": 2, "TEA-GRÜN": 1}
            again = {"LAMP-01": 2, "TEA-GRÜN": 2}
            assert again == first

import pytest

import acme


@pytest.fixture
def cart():
    return acme.Cart()


@pytest.fixture
def payment_gateway():
    raise ConnectionRefusedError("payment sandbox at pay.acme.test:8443 does not answer")


@pytest.fixture
def mail_box():
    yield []
    raise RuntimeError("mail box could not be removed: still locked by delivery")

from warehouse import Stock  # the package is missing on purpose: a collection error


def test_stock():
    assert Stock().count("LAMP-01") == 10

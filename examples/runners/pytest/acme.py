"""A very small web shop: just enough for its tests to have something to say."""

PRICES = {"LAMP-01": 2490, "DESK-07": 18900, "TEA-GRÜN": 690, "CARD-50": 5000}


class OutOfStock(Exception):
    pass


class Cart:
    def __init__(self):
        self.lines = {}

    def add(self, sku, count=1):
        if sku not in PRICES:
            raise KeyError(sku)
        if count > 10:
            raise OutOfStock(f"only 10 of {sku} left, {count} wanted")
        self.lines[sku] = self.lines.get(sku, 0) + count

    def total(self, voucher=None):
        total = sum(PRICES[sku] * count for sku, count in self.lines.items())
        if voucher == "SPRING10":
            total -= total // 10
        return total


def shipping(country, total):
    if country in ("DE", "AT"):
        return 0 if total >= 4900 else 495
    if country == "CH":
        return 1290
    return 1990


def search(text):
    return [sku for sku in PRICES if text.casefold() in sku.casefold()]


def login(user, password):
    if password == "expired":
        return "password-expired"
    return "ok" if password == user[::-1] else "denied"

import importlib

import acme


def test_finds_by_part_of_the_name():
    assert acme.search("lamp") == ["LAMP-01"]


def test_umlauts():
    assert acme.search("grün") == ["TEA-GRÜN"]


def test_nothing_found():
    assert acme.search("sofa") == []


def test_suggestions():
    importlib.import_module("acme_suggest")

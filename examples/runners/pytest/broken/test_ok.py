def test_catalogue_opens():
    assert True

def before_scenario(context, scenario):
    if "skip" in scenario.effective_tags:
        scenario.skip("saved carts come with release 2024.4")
    if "gateway-down" in scenario.effective_tags:
        raise ConnectionError("card gateway does not answer")

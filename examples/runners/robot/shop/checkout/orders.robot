*** Settings ***
Documentation     The teardown of this suite fails: none of its tests may count as passed.
Suite Teardown    Fail    test orders could not be removed

*** Test Cases ***
Place an order
    Log    order 4711007 placed
    [Teardown]    Log    order stays for the report

Cancel an order
    [Timeout]    20 seconds
    Run Keyword And Ignore Error    Fail    already cancelled
    Should Be Equal    cancelled    open

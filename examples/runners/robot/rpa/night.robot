*** Settings ***
Documentation     Jobs of the night, run as tasks.

*** Tasks ***
Send invoices
    Log    412 invoices sent

Reorder stock
    [Tags]    warehouse
    Fail    supplier portal is closed on Sunday

Close the day
    Log    till: 18 402,50 €

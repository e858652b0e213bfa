*** Settings ***
Suite Setup       Fail    payment sandbox does not answer

*** Test Cases ***
Pay by card
    No Operation

Pay by invoice
    No Operation

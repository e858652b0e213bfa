*** Settings ***
Documentation     Run twice: first with the search index down, then the failed tests again with it up.

*** Variables ***
${INDEX}          down

*** Test Cases ***
Search by name
    Should Be Equal    ${INDEX}    up    msg=search index is down

Search by number
    Log    LAMP-01 is found without the index

Suggestions
    Should Be Equal    ${INDEX}    never    msg=no suggestions, index is ${INDEX}

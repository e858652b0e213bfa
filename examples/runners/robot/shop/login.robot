*** Settings ***
Documentation     Signing in and out.
Test Setup        Open Login Page
Test Teardown     Log    browser closed

*** Variables ***
@{USERS}          mara    zoë    山田

*** Test Cases ***
Right password
    [Documentation]    The plain way in.
    ...    Second line with *bold* text.
    [Tags]    AT-TC-1    smoke
    Sign In    mara    aram
    Should Be Equal    ${ANSWER}    ok

Wrong password
    [Tags]    smoke
    Sign In    mara    letmein
    Should Be Equal    ${ANSWER}    ok    msg=Sign-in refused:\nuser mara\nanswer ${ANSWER}

All known users may sign in
    FOR    ${user}    IN    @{USERS}
        Sign In    ${user}    secret-${user}
        Log    ${user} → ${ANSWER}
    END

Login form names <b>&amp; „quotes"
    [Tags]    unicode    ☕
    Log    <i>shown as html</i>    html=True
    Log    careful    WARN
    Should Contain    Grüße aus Wien    Wien

Sign in with the phone
    [Tags]    not-ready
    [Setup]    Fail    phone gateway is not reachable
    No Operation

Sign out
    [Teardown]    Fail    session 4711 could not be closed
    No Operation

*** Keywords ***
Open Login Page
    Log    GET /login

Sign In
    [Arguments]    ${user}    ${password}
    Log    ${user} signs in
    ${answer}=    Evaluate    'ok' if '${password}' == '${user}'[::-1] else 'denied'
    Set Test Variable    ${ANSWER}    ${answer}

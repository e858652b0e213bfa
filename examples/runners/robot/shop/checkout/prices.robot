*** Settings ***
Test Template     Price With Voucher Should Be

*** Test Cases ***
AT-TC-3 voucher SPRING10
    1000    SPRING10    900
    2490    SPRING10    2241
    690     SPRING10    620

No voucher
    1000    ${EMPTY}    1000

*** Keywords ***
Price With Voucher Should Be
    [Arguments]    ${price}    ${voucher}    ${expected}
    ${total}=    Evaluate    ${price} - (${price} // 10 if '${voucher}' == 'SPRING10' else 0)
    Should Be Equal As Integers    ${total}    ${expected}

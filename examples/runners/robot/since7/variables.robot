*** Test Cases ***
Basket of the day
    VAR    @{basket}    lamp    desk    green tea
    VAR    ${count}    ${3}    scope=SUITE
    FOR    ${nr}    ${thing}    IN ENUMERATE    @{basket}    start=1
        Log    ${nr}. ${thing}
    END
    Length Should Be    ${basket}    ${count}

Two baskets in step
    FOR    ${a}    ${b}    IN ZIP    ${{['lamp', 'desk']}}    ${{[1, 2, 3]}}    mode=LONGEST    fill=none
        Log    ${a} × ${b}
    END
    Fail    *HTML* the <b>third</b> line has no article

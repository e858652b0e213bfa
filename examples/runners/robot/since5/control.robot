*** Test Cases ***
Wait for the delivery slot
    ${left}=    Set Variable    ${3}
    WHILE    ${left} > 0    limit=10
        ${left}=    Evaluate    ${left} - 1
        IF    ${left} == 1    CONTINUE
        Log    ${left} slots left
    END

Stock is checked again after an error
    TRY
        Fail    stock service answered 503
    EXCEPT    *404*    type=GLOB
        Log    not found
    EXCEPT    stock service*    type=GLOB    AS    ${error}
        Log    again after: ${error}
    ELSE
        Log    never here
    FINALLY
        Log    connection closed
    END

First free shelf
    FOR    ${i}    ${shelf}    IN ENUMERATE    A1    B2    C3
        IF    '${shelf}' == 'B2'    BREAK
        Log    ${i}: ${shelf} is taken
    END
    ${shelf}=    Free Shelf
    Should Be Equal    ${shelf}    C3

*** Keywords ***
Free Shelf
    RETURN    B2

*** Test Cases ***
Order from search to payment
    GROUP    Search
        Log    searching for "lamp"
        GROUP    Filter
            Log    price below 30 €
        END
    END
    GROUP
        Log    one lamp into the cart
    END
    GROUP    Pay
        Should Be Equal    paid    open    msg=order is still open
    END

Order with an invoice
    GROUP    Pay later
        Log    invoice written
    END

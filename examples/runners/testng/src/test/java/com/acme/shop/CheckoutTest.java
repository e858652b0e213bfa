package com.acme.shop;

import org.testng.annotations.*;

public class CheckoutTest {
    @BeforeMethod
    public void openGateway() { throw new RuntimeException("payment sandbox does not answer"); }

    @Test(groups = "payment")
    public void payByCard() { }

    @Test(groups = "payment")
    public void payByInvoice() { }
}

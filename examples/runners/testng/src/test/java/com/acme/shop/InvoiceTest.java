package com.acme.shop;

import static org.testng.Assert.*;

import org.testng.ITest;
import org.testng.annotations.*;

public class InvoiceTest implements ITest {
    private final String land;

    @Factory(dataProvider = "lands")
    public InvoiceTest(String land) { this.land = land; }

    @DataProvider(name = "lands")
    public static Object[][] lands() { return new Object[][] {{"Österreich"}, {"Schweiz"}}; }

    @Override
    public String getTestName() { return "invoice for " + land; }

    @Test(groups = {"invoice", "legal"})
    public void taxIsNamed() { assertNotEquals(land, "Schweiz", "no tax line for " + land); }

    @Test(dependsOnGroups = "legal", groups = "invoice")
    public void isSent() { }

    @AfterClass
    public void removeInvoice() { if (land.startsWith("S")) throw new RuntimeException("invoice is locked"); }

    @Override
    public String toString() { return "InvoiceTest(" + land + ")"; }
}

package com.acme.shop;

import static org.testng.Assert.*;

import org.testng.Reporter;
import org.testng.SkipException;
import org.testng.annotations.*;

public class CartTest {
    private int total;

    @BeforeClass(alwaysRun = true)
    public void openShop() { Reporter.log("shop is open"); }

    @BeforeMethod(alwaysRun = true)
    public void emptyCart() { total = 0; }

    @AfterClass(alwaysRun = true)
    public void closeShop() { }

    @Test(groups = {"smoke", "AT-TC-5"}, description = "One lamp costs 24,90 €")
    public void addLamp() {
        total += 2490;
        assertEquals(total, 2490);
    }

    @Test(groups = "voucher", description = "Voucher takes <b>10 %</b> off & rounds down")
    public void voucher() {
        total = 18900;
        Reporter.getCurrentTestResult().setAttribute("requirement", "AT-118");
        Reporter.getCurrentTestResult().setAttribute("voucher", "SPRING10");
        Reporter.log("total <b>" + total + "</b>");
        Reporter.log("second line ]]> of the log");
        assertEquals(total - total / 10, 17000, "voucher SPRING10\nwas not rounded");
    }

    @Test
    public void unknownArticle() {
        throw new IllegalStateException("no article „SOFA-99“\n  known: LAMP-01, DESK-07, TEA-GRÜN");
    }

    @Test(expectedExceptions = ArithmeticException.class)
    public void halfALamp() {
        throw new ArithmeticException("1/2");
    }

    @Test(enabled = false)
    public void savedCart() { }

    @Test
    public void giftNote() { throw new SkipException("gift notes are switched off 🎁"); }

    @Test(dependsOnMethods = "unknownArticle")
    public void alternatives() { }

    @Test(retryAnalyzer = Again.class)
    public void stockCount() {
        if (Again.asked() < 3) fail("stock service answered 503");
    }

    @Test(retryAnalyzer = Again.class)
    public void warehouse() { fail("warehouse is being counted"); }

    @Test(invocationCount = 3, successPercentage = 60)
    public void suggestions() {
        if (++calls == 2) fail("no suggestion in call 2");
    }
    private int calls;

    @Test(timeOut = 50)
    public void recommendations() throws InterruptedException { Thread.sleep(2000); }
}

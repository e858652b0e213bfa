package com.acme.shop;

import static org.testng.Assert.assertEquals;

import org.testng.annotations.*;

public class ShippingTest {
    @DataProvider(name = "countries")
    public Object[][] countries() {
        return new Object[][] {
            {"DE", 5000, 0}, {"DE", 4800, 495}, {"CH", 5000, 1290}, {"NO", 5000, 1290}, {null, 0, 1990},
        };
    }

    @Test(dataProvider = "countries", groups = "shipping")
    public void fee(String country, int total, int fee) {
        int is = "DE".equals(country) ? (total >= 4900 ? 0 : 495) : "CH".equals(country) ? 1290 : 1990;
        assertEquals(is, fee);
    }

    @DataProvider(name = "keys")
    public Object[][] keys() { return new Object[][] {{"AT-TC-6", "Zoë"}, {"AT-TC-7", "山田 太郎"}}; }

    @Test(dataProvider = "keys")
    public void address(String key, String name) { }

    @DataProvider(name = "broken")
    public Object[][] broken() { throw new IllegalStateException("tariff table is missing"); }

    @Test(dataProvider = "broken")
    public void express(String country) { }

    @Test
    @Parameters("carrier")
    public void carrier(@Optional("snail mail") String carrier) { assertEquals(carrier, "snail mail"); }
}

package com.acme.shop;

import static org.junit.Assert.assertEquals;

import java.util.Arrays;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

@RunWith(Parameterized.class)
public class ShippingTest {
    @Parameterized.Parameters(name = "{index}: {0} {1}")
    public static Iterable<Object[]> countries() {
        return Arrays.asList(new Object[][] {{"DE", 5000, 0}, {"Österreich", 4900, 0}, {"CH", 5000, 1290}});
    }

    private final String country;
    private final int total;
    private final int fee;

    public ShippingTest(String country, int total, int fee) {
        this.country = country;
        this.total = total;
        this.fee = fee;
    }

    @Test
    public void fee() { assertEquals(fee, country.equals("DE") ? 0 : 1290); }

    @Test
    public void isNamedOnTheInvoice() { }
}

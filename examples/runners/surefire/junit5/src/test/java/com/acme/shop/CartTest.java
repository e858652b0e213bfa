package com.acme.shop;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;

@DisplayName("Shopping cart 🛒")
class CartTest {
    @Test
    @DisplayName("AT-TC-4 one lamp costs 24,90 €")
    void addLamp() {
        System.out.println("cart: 1 × LAMP-01");
        System.err.println("currency table is 3 days old");
        assertEquals(2490, 1 * 2490);
    }

    @Test
    void voucher_AT_TC_3() {
        assertEquals(17000, 18900 - 1890, "voucher SPRING10\n  was not rounded");
    }

    @Test
    void severalThingsAtOnce() {
        assertAll("cart",
            () -> assertEquals(5670, 2 * 2490 + 690),
            () -> assertEquals(3, 2, "lines"),
            () -> assertTrue(false, "note „Für Zoë“ is missing"));
    }

    @Test
    void unknownArticle() {
        throw new IllegalStateException("no article <SOFA-99> & nothing like it",
            new java.util.NoSuchElementException("SOFA-99"));
    }

    @Test
    @Disabled("gift notes are switched off")
    void giftNote() { }

    @Test
    void onlyOnWeekends() {
        Assumptions.assumeTrue(false, "not a weekend");
    }

    @ParameterizedTest(name = "{0}: {1} cents cost {2} to ship")
    @CsvSource({"DE,5000,0", "DE,4800,495", "CH,5000,1290", "NO,5000,1290"})
    void shipping(String country, int total, int fee) {
        int is = country.equals("DE") ? (total >= 4900 ? 0 : 495) : country.equals("CH") ? 1290 : 1990;
        assertEquals(fee, is);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zoë", "山田 太郎", "O'Brien & <Söhne>", "two\nlines"})
    void giftName(String name) {
        assertFalse(name.isBlank());
    }

    @RepeatedTest(3)
    void addTwice() { }

    @Nested
    @DisplayName("with ten in stock")
    class Stock {
        @Test
        void tenAreFine() { }

        @Nested
        class Reserved {
            @Test
            @DisplayName("Eleven are too many")
            void eleven() { fail("eleven were sold"); }
        }
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> articles() {
        return java.util.stream.Stream.of("LAMP-01", "DESK-07")
            .map(sku -> DynamicTest.dynamicTest("price of " + sku, () -> assertFalse(sku.isEmpty())));
    }
}

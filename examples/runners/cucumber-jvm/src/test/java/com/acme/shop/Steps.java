package com.acme.shop;

import io.cucumber.datatable.DataTable;
import io.cucumber.java.*;
import io.cucumber.java.de.*;
import io.cucumber.java.en.*;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

public class Steps {
    private static final Map<String, Integer> PRICES = Map.of("LAMP-01", 2490, "DESK-07", 18900, "TEA-GRÜN", 690);
    private Scenario scenario;
    private int total;
    private int fee;
    private int stock = 1000;
    private String answer;

    @Before
    public void open(Scenario scenario) { this.scenario = scenario; }

    @Before("@gateway-down")
    public void openGateway() { throw new IllegalStateException("card gateway does not answer\n  at pay.acme.test:8443"); }

    @After("@locked-mailbox")
    public void removeMailbox() { throw new IllegalStateException("mail box is still locked"); }

    @AfterStep("@smoke")
    public void look() { scenario.log("total is now " + total); }

    private static int cents(String text) { return new BigDecimal(text).movePointRight(2).intValueExact(); }
    private static void same(Object expected, Object is) {
        if (!expected.equals(is)) throw new AssertionError("expected: <" + expected + "> but was: <" + is + ">");
    }

    @Given("an empty cart")
    public void emptyCart() { total = 0; }

    @Given("^a cart worth ([\\d.]+) €$")
    public void cartWorth(String worth) { total = cents(worth); }

    @Given("{int} {string} in stock")
    public void inStock(int count, String sku) { stock = count; }

    @When("I add {int} {string}")
    public void add(int count, String sku) {
        if (count > stock) { answer = "only " + stock + " left"; return; }
        total += count * PRICES.get(sku);
        scenario.log(count + " × " + sku);
    }

    @When("I add these:")
    public void addThese(DataTable table) {
        for (Map<String, String> line : table.asMaps()) total += Integer.parseInt(line.get("count")) * PRICES.get(line.get("article"));
    }

    @When("I leave the note:")
    public void note(String note) { scenario.attach(note.getBytes(StandardCharsets.UTF_8), "text/plain", "note"); }

    @When("I enter the voucher {string}")
    public void voucher(String voucher) {
        total -= total / 10;
        scenario.attach(("{\"total\":" + total + "}").getBytes(StandardCharsets.UTF_8), "application/json", "cart");
    }

    @When("I ship to {string}")
    public void ship(String country) {
        fee = country.equals("DE") ? (total >= 4900 ? 0 : 495) : country.equals("CH") ? 1290 : 1990;
    }

    @Then("^the total is ([\\d.]+) €$")
    public void totalIs(String expected) { same(cents(expected), total); }

    @Then("^shipping costs ([\\d.]+) €$")
    public void feeIs(String expected) { same(cents(expected), fee); }

    @Then("I am told {string}")
    public void told(String text) { same(text, answer); }

    @When("I ask the courier to wait")
    public void courier() { throw new PendingException("courier has no phone"); }

    @When("I have 40 points")
    public void points() { throw new org.opentest4j.TestAbortedException("points are not paid out in this country"); }

    @When("gift wrapping is wanted")
    public void wrap() { }

    @When("^gift wrapping is .*$")
    public void wrapSomehow() { }

    @Then("a delivery slot is free")
    public void slot() { throw new AssertionError("slot is taken"); }

    @Then("the label is printed")
    public void label() {
        scenario.attach(Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="), "image/png", "label.png");
    }

    @Angenommen("der Anmeldedienst läuft")
    public void dienst() { }

    @Wenn("{string} sich mit {string} anmeldet")
    public void anmelden(String user, String password) {
        answer = new StringBuilder(user).reverse().toString().equals(password) ? "ok" : "denied";
    }

    @Dann("lautet die Antwort {string}")
    public void antwort(String erwartet) { same(erwartet, answer); }
}

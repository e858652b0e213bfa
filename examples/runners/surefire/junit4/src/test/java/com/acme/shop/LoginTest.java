package com.acme.shop;

import static org.junit.Assert.*;

import org.junit.*;

public class LoginTest {
    private static int asked;

    @Before
    public void openPage() { System.out.println("GET /login"); }

    @Test
    public void rightPassword_AT_TC_1() { assertEquals("ok", login("mara", "aram")); }

    @Test
    public void wrongPassword() { assertEquals("answer for mara", "ok", login("mara", "1234")); }

    @Test(expected = NullPointerException.class)
    public void noPassword() { login("mara", null); }

    @Test(expected = IllegalArgumentException.class)
    public void emptyUser() { login("", ""); }

    @Test(timeout = 50)
    public void slowDirectory() throws Exception { Thread.sleep(2000); }

    @Test
    public void sessionIsKept() { assertTrue("session lost in attempt " + (asked + 1), ++asked > 1); }

    @Ignore("single sign-on comes with release 2024.4")
    @Test
    public void singleSignOn() { }

    @Test
    public void withPhone() { Assume.assumeTrue("no phone gateway here", false); }

    private static String login(String user, String password) {
        return new StringBuilder(user).reverse().toString().equals(password.toString()) ? "ok" : "denied";
    }
}

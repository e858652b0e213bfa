package com.acme.shop;

import org.testng.IRetryAnalyzer;
import org.testng.ITestResult;

public class Again implements IRetryAnalyzer {
    private static int asked;
    private int left = 2;

    static int asked() { return ++asked; }

    @Override
    public boolean retry(ITestResult result) { return left-- > 0; }
}

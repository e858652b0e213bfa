import { describe, expect, it } from 'vitest';
import { blocksOf, linesOf } from './stack';

describe('a line', () => {
  it.each([
    ['\tat com.acme.shop.CartTest.total(CartTest.java:51)', true],
    ['\tat app//com.acme.shop.LoginTest.slow(LoginTest.java:26)', true],
    ['\tat ✽.shipping costs 12.90 €(classpath:features/cart.feature:23)', true],
    ['\tat java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Native Method)', false],
    ['\tat org.junit.jupiter.api.Assertions.assertEquals(Assertions.java:1145)', false],
    ['   at java.base/java.util.ArrayList.forEach(ArrayList.java:1511)', false],
    ['\t... 23 more', false],
    ['    at toBe (/home/ci/acme/jest/shop.test.js:17:99)', true],
    ['    at async Cart.total (file:///src/cart.ts:3:1)', true],
    ['    at /src/cart.spec.js:7:11', true],
    ['    at Promise.then.completed (/src/node_modules/jest-circus/build/utils.js:298:28)', false],
    ['    at process.processTimers (node:internal/timers:519:7)', false],
    ['    at new Promise (<anonymous>)', false],
    ['  File "/src/tests/test_cart.py", line 7, in test_total', true],
    ['  File "/usr/lib/python3.11/unittest/case.py", line 57, in testPartExecutor', false],
    ['test_checkout.py:41: AssertionError', true],
    ['/venv/lib/python3.12/site-packages/requests/api.py:59: ConnectionError', false],
    ['   at Acme.Shop.Tests.InvoiceTests.NamesTheTax () [0x00010] in <7ec5>:0', true],
    ['   at Acme.AllOfThem.Errs() in /src/Tests.cs:line 12', true],
    ['   at System.Reflection.RuntimeMethodInfo.Invoke (System.Object obj) [0x0007c] in <12b4>:0', false],
    ['   at (wrapper managed-to-native) System.Reflection.RuntimeMethodInfo.InternalInvoke(System.Object)', false],
    ["./shop_spec.rb:20:in `block (2 levels) in <top (required)>'", true],
    ["/usr/share/rubygems/gems/rspec-core/lib/rspec/core/runner.rb:85:in `run'", false],
    ['/src/tests/CartTest.php:31', true],
    ['/src/vendor/phpunit/phpunit/src/Framework/TestCase.php:90', false],
    ['expected: <1290> but was: <1990>', undefined],
    ['we met at the shop (yesterday)', undefined],
    ['Caused by: java.lang.IllegalStateException: no van', undefined],
  ])('%s', (text, own) => {
    expect(linesOf(text)[0]?.own).toBe(own);
  });

  it('of code belongs to the frame above it', () => {
    const lines = linesOf('  File "/usr/lib/python3/site-packages/x.py", line 1, in f\n    return g()\n  File "/src/t.py", line 2, in g\n    assert a\nAssertionError');
    expect(lines.map((line) => line.own)).toEqual([false, false, true, true, undefined]);
  });
});

describe('frames of frameworks', () => {
  const foreign = '\tat org.junit.A.b(A.java:1)';
  const own = '\tat com.acme.CartTest.total(CartTest.java:51)';

  it('are folded where they stand together', () => {
    const blocks = blocksOf(['boom', own, foreign, foreign, foreign].join('\n'));
    expect(blocks.map((block) => [block.kind, block.lines.length, block.kind === 'frames' && block.folded])).toEqual([['text', 2, false], ['frames', 3, true]]);
  });

  it('stay when there is only one, or nothing else to see', () => {
    expect(blocksOf(['boom', foreign, own].join('\n'))[1]).toMatchObject({ kind: 'frames', folded: false });
    expect(blocksOf(['boom', foreign, foreign].join('\n'))[1]).toMatchObject({ kind: 'frames', folded: false });
  });
});

it('reads a line that repeats in no time', () => {
  const started = performance.now();
  linesOf(`at ${'a.'.repeat(900)}(`.repeat(16));
  linesOf(`${'   at ('.repeat(280)}\n`.repeat(16));
  expect(performance.now() - started).toBeLessThan(500);
});

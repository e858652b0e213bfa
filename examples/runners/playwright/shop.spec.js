// No browser is needed: the tests never ask for a page.
const { test, expect } = require('@playwright/test');

test.describe('Label', () => {
  test('AT-TC-8 is printed', async ({}, info) => {
    await test.step('open the order', async () => { console.log('GET /order/4711007'); });
    await info.attach('label.txt', { body: 'Für Zoë 🎁', contentType: 'text/plain' });
    expect('').toBe('Für Zoë');
  });

  test('is mailed', { annotation: { type: 'requirement', description: 'AT-118' }, tag: '@smoke' }, async () => {
    console.error('printer is offline');
  });

  test.skip('is faxed', () => {});
  test.fixme('is read aloud', () => {});
  test('rounds the franc', () => { test.fail(); expect(12.345).toBe(12.35); });
});

test('slot is free <after a retry> & booked', async ({}, info) => { expect(info.retry).toBeGreaterThan(0); });

test('answers in time', async () => { test.setTimeout(50); await new Promise(() => {}); });

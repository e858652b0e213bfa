'use strict';
const shipping = (country, total) => (country === 'DE' ? (total >= 4900 ? 0 : 495) : country === 'CH' ? 1290 : 1990);

describe('Cart', () => {
  test('AT-TC-4 one lamp costs 24,90 €', () => {
    console.log('cart: 1 × LAMP-01');
    expect(1 * 2490).toBe(2490);
  });

  describe('with a voucher', () => {
    test('takes ten per cent', () => { expect({ total: 18900 - 1890, lines: 1 }).toEqual({ total: 17000, lines: 1 }); });
    test.skip('is used once only', () => {});
    test.todo('is mailed as a PDF');
  });

  test.each([['DE', 5000, 0], ['DE', 4800, 495], ['CH', 5000, 1290], ['NO', 5000, 1290]])(
    'shipping to %s for %i costs %i', (country, total, fee) => { expect(shipping(country, total)).toBe(fee); });

  test('note for "Zoë" & <山田> 🎁', () => { expect('für Zoë').toContain('Zoë'); });
});

describe('Stock', () => {
  let asked = 0;
  jest.retryTimes(2, { logErrorsBeforeRetry: true });
  test('is counted', () => { asked += 1; expect(asked).toBeGreaterThan(1); });
  test('answers within a second', async () => { await new Promise(() => {}); }, 50);
});

describe('Checkout', () => {
  beforeAll(() => { throw new Error('payment sandbox does not answer'); });
  test('by card', () => {});
  test('by invoice', () => {});
});

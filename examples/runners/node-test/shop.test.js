'use strict';
const assert = require('node:assert');
const { describe, it, test } = require('node:test');

test('AT-TC-1 right password', () => { assert.strictEqual([...'mara'].reverse().join(''), 'aram'); });
test('wrong password', () => { assert.strictEqual('denied', 'ok', 'user zoë\nwas let in: <denied>'); });
test('single sign-on', { skip: 'comes with release 2024.4' }, () => {});
test('passkey', { todo: true }, () => { throw new Error('no key ring'); });

test('parents', async (t) => {
  await t.test('child may sign in', () => {});
  await t.test('child may not pay', () => { throw new TypeError('cart.pay is not a function'); });
});

describe('Search', () => {
  it('finds the lamp 💡', () => { console.log('1 hit'); });
  describe('with umlauts', () => {
    it('grün & „blau“', () => {});
    it('never ends', { timeout: 30 }, () => new Promise((done) => { setTimeout(done, 300); }));
  });
});

'use strict';
const assert = require('assert');
const { After, Before, Given, When, Then } = require('@cucumber/cucumber');

const prices = { 'LAMP-01': 2490, 'DESK-07': 18900, 'TEA-GRÜN': 690 };
const cents = (text) => Math.round(Number(text) * 100);
let slotAsked = 0;

Before(function () { this.total = 0; });
Before({ name: 'open the card gateway', tags: '@gateway-down' }, () => {
  throw new Error('card gateway does not answer\n  at pay.acme.test:8443');
});
After({ tags: '@locked-mailbox' }, () => { throw new Error('mail box is still locked'); });

Given('an empty cart', function () { this.total = 0; });
Given('a cart worth {float} €', function (worth) { this.total = Math.round(worth * 100); });
Given('{int} {string} in stock', function (count) { this.stock = count; });
When('I add {int} {string}', function (count, sku) {
  if (this.stock !== undefined && count > this.stock) { this.answer = `only ${this.stock} left`; return; }
  this.total += count * prices[sku];
  this.log(`${count} × ${sku}`);
});
When('I add these:', function (table) {
  table.hashes().forEach((line) => { this.total += Number(line.count) * prices[line.article]; });
});
When('I leave the note:', function (note) { this.attach(note, 'text/plain'); });
When('I enter the voucher {string}', function () {
  this.total -= Math.floor(this.total / 10);
  this.attach(JSON.stringify({ total: this.total }), 'application/json');
});
When('I ship to {string}', function (country) {
  this.fee = country === 'DE' ? (this.total >= 4900 ? 0 : 495) : country === 'CH' ? 1290 : 1990;
});
Then(/^the total is ([\d.]+) €$/, function (total) { assert.strictEqual(this.total, cents(total)); });
Then(/^shipping costs ([\d.]+) €$/, function (fee) { assert.strictEqual(this.fee, cents(fee)); });
Then('I am told {string}', function (text) { assert.strictEqual(this.answer, text); });
When('I ask the courier to wait', () => 'pending');
When('I have 40 points', () => 'skipped');
When('gift wrapping is wanted', () => {});
When(/^gift wrapping is .*$/, () => {});
Then('a delivery slot is free', () => { slotAsked += 1; assert.ok(slotAsked > 1, 'slot is taken'); });
Then('the label is printed', function () {
  const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
  this.attach(Buffer.from(dot, 'base64'), { mediaType: 'image/png', fileName: 'label.png' });
});
Given('der Anmeldedienst läuft', () => {});
When('{string} sich mit {string} anmeldet', function (user, password) {
  this.answer = password === [...user].reverse().join('') ? 'ok' : 'denied';
});
Then('lautet die Antwort {string}', function (answer) { assert.strictEqual(this.answer, answer); });

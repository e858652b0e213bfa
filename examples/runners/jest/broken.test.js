'use strict';
const warehouse = require('./warehouse'); // missing on purpose: the whole file fails

test('counts the shelves', () => { expect(warehouse.shelves()).toBe(12); });

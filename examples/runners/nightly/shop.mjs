// The shop as it was on one of six nights: what went wrong in which version of it.
export const night = Number(process.env.NIGHT ?? 1);
const between = (first, last) => night >= first && night <= last;
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class OutOfStock extends Error {}

export class Cart {
  lines = new Map();
  add(item, count = 1, stock = 10) {
    if (count > stock) throw new OutOfStock(`only ${stock} of ${item.sku} left, ${count} wanted`);
    this.lines.set(item.sku, { item, count: (this.lines.get(item.sku)?.count ?? 0) + count });
    return this;
  }
  remove(sku) {
    if (!this.lines.delete(sku)) throw new RangeError(`${sku} is not in the cart`);
    return this;
  }
  get count() {
    return [...this.lines.values()].reduce((sum, line) => sum + line.count, 0);
  }
  get cents() {
    return [...this.lines.values()].reduce((sum, line) => sum + line.item.cents * line.count, 0);
  }
}

/** Nights 3 to 5: half a cent is cut off instead of rounded. */
export const discounted = (cents, percent) =>
  between(3, 5) ? Math.floor((cents * (100 - percent)) / 100) : Math.round((cents * (100 - percent)) / 100);

export const shipping = (country, grams) => {
  const zones = { AT: 390, DE: 590, CH: 1290, US: 2490 };
  if (!(country in zones)) throw new RangeError(`nothing is sent to ${country}`);
  return zones[country] + Math.max(0, Math.ceil((grams - 1000) / 500)) * 150;
};

/** Night 6: the gateway was moved, and the shop asks the old one. */
export class Gateway {
  charges = [];
  async charge(cents, card) {
    await pause(12);
    if (night >= 6) throw new Error(`connect ECONNREFUSED 10.20.0.${4 + (cents % 5)}:8443 (payment gateway, request ${cents * 7919})`);
    if (card.endsWith('0000')) throw new Error('card declined');
    this.charges.push({ cents, card: card.slice(-4) });
    return `charge-${this.charges.length}`;
  }
}

const catalogue = ['oak desk', 'oak shelf', 'pine desk', 'desk lamp', 'Ständer', 'chair', 'steel chair', 'mat'];
/** The index follows a moment later, some nights too late. */
export const find = async (words, added = []) => {
  await pause(8);
  const lag = [0, 0, 1, 0, 0, 1, 0][night];
  const known = lag ? catalogue : [...catalogue, ...added];
  return known.filter((name) => words.toLowerCase().split(' ').every((word) => name.toLowerCase().includes(word)));
};

export const session = (name, password) => {
  if (password !== 'correct horse') return { status: 401, body: { error: 'name or password is wrong' } };
  return { status: 200, body: { name, roles: night >= 5 && name === 'mara' ? ['customer'] : name === 'mara' ? ['customer', 'support'] : ['customer'] } };
};

/** From night 4 on each order is read by itself. */
export const exportOrders = async (count) => {
  await pause(night >= 4 ? count * 3 : count * 0.6);
  return Array.from({ length: count }, (_, i) => `ORD-${1000 + i};${(i * 37) % 500}.00`);
};

export const mailFor = (language) => ({
  de: { subject: 'Ihre Bestellung', body: 'Vielen Dank!' },
  en: { subject: 'Your order', body: 'Thank you!' },
  fr: { subject: 'Votre commande', body: 'Merci !' },
}[language] ?? { subject: '???', body: '' });

// The shop's API, as small as the collection needs it.  Loopback only.
'use strict';
const http = require('http');
const prices = { 'LAMP-01': 2490, 'DESK-07': 18900, 'TEA-GRÜN': 690 };
let slots = 1;

http.createServer((request, response) => {
  const url = new URL(request.url, 'http://127.0.0.1');
  const send = (code, body) => {
    response.writeHead(code, { 'Content-Type': 'application/json; charset=utf-8', 'Date': 'Mon, 02 Sep 2024 08:00:00 GMT' });
    response.end(JSON.stringify(body));
  };
  let text = '';
  request.on('data', (piece) => { text += piece; });
  request.on('end', () => {
    if (url.pathname === '/login') {
      const { user, password } = JSON.parse(text || '{}');
      return password === 'aram' ? send(200, { user, session: 'S-4711' }) : send(401, { error: 'denied' });
    }
    if (url.pathname === '/search') {
      const wanted = (url.searchParams.get('q') || '').toLowerCase();
      return send(200, { items: Object.keys(prices).filter((sku) => sku.toLowerCase().includes(wanted)) });
    }
    if (url.pathname.startsWith('/price/')) {
      const sku = decodeURIComponent(url.pathname.slice(7));
      return prices[sku] ? send(200, { sku, cents: prices[sku] }) : send(404, { error: 'no such article' });
    }
    if (url.pathname === '/slot') return send(200, { free: slots-- > 0 });
    if (url.pathname === '/stock') return send(503, { error: 'warehouse is being counted' });
    return send(404, { error: 'not found' });
  });
}).listen(Number(process.argv[2]), '127.0.0.1');

/** Runs in a page: the numbers of the payloads that stand there as text, and what of the page payloads could have made. */
export function shownOn(payloads) {
  const plain = (text) => text.replace(/[\u001b\ufffd]\[[\d;]*m/g, '').replace(/[\s\u001b\ufffd]+/g, ' ').trim();
  const fields = [...document.querySelectorAll('input, textarea')].map(({ value }) => value);
  const titles = [...document.querySelectorAll('[title]')].map(({ title }) => title);
  const all = plain([document.title, document.body.innerText, ...fields, ...titles].join('\n'));
  const numbers = payloads.filter(({ text }) => all.includes(plain(text))).map(({ number }) => number);

  const suspicious = [];
  for (const element of document.querySelectorAll('*')) {
    if (/^(iframe|frame|object|embed|base|xss|math|marquee|foreignobject|animate)$/i.test(element.localName)) suspicious.push(`<${element.localName}>`);
    for (const { name, value } of element.attributes) {
      if (/^on|^srcdoc$/i.test(name)) suspicious.push(`<${element.localName} ${name}>`);
      if (/^(href|src|action|formaction|data|xlink:href)$/i.test(name) && !/^(https?:|data:image\/|blob:)/.test(new URL(value, document.baseURI).href)) suspicious.push(`<${element.localName} ${name}="${value}">`);
    }
  }
  return { numbers, suspicious };
}

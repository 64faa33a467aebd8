'use strict';

const SERVER = analytics._cdn;
const KEY = analytics._writeKey;
const GOODS = [
  ['K-101', 'Copper kettle', 48],
  ['K-102', 'Cast-iron pan', 65],
  ['K-103', 'Bread knife', 24.5],
  ['K-104', 'Oak board', 32],
  ['K-105', 'Linen towels', 18.9],
  ['K-106', 'Pepper mill', 39],
].map(([sku, name, price]) => ({sku, name, price}));

const byId = (id) => document.getElementById(id);
const money = (amount) => `€ ${amount.toFixed(2)}`;
const cart = new Map();

/** What an SDK does, in its simplest form: only for a page to which no SDK was given. */
function plainly(call, body) {
  const anonymousId = localStorage.anonymousId ??= crypto.randomUUID();
  const event = {
    ...body,
    anonymousId,
    userId: localStorage.userId,
    messageId: crypto.randomUUID(),
    timestamp: new Date().toISOString(),
    context: {
      library: {name: 'shop-page', version: '1'},
      page: {path: location.pathname, search: location.search, title: document.title,
        url: location.href, referrer: document.referrer},
    },
  };
  return fetch(`${SERVER}/v1/${call}?writeKey=${KEY}`, {
    method: 'POST', body: JSON.stringify(event), keepalive: true,
  });
}

function show(call, name, more) {
  const line = document.createElement('li');
  const title = document.createElement('b');
  title.textContent = name;
  const what = document.createElement('code');
  what.textContent = `${call} ${JSON.stringify(more)}`;
  line.append(title, what);
  byId('sent').prepend(line);
  return line;
}

async function send(call, name, more, arguments_, body) {
  const line = show(call, name, more);
  if (!window.plain) {
    analytics.push([call, ...arguments_]);
    line.dataset.state = 'with the SDK, which sends it';
    return;
  }
  try {
    const answer = await plainly(call, body);
    line.dataset.state = answer.ok ? 'durable' : `refused: ${answer.status}`;
  } catch {
    line.dataset.state = 'not sent: no server';
  }
}

const track = (event, properties) =>
  send('track', event, properties, [event, properties], {event, properties});

function page(name) {
  return send('page', name, {}, [name], {name});
}

function identify(userId, traits) {
  localStorage.userId = userId;
  return send('identify', userId, traits, [userId, traits], {traits});
}

function button(text, label, click) {
  const made = document.createElement('button');
  made.textContent = text;
  made.setAttribute('aria-label', label);
  made.addEventListener('click', click);
  return made;
}

function showCart() {
  byId('cart').replaceChildren(...[...cart].map(([sku, count]) => {
    const good = GOODS.find((each) => each.sku === sku);
    const line = document.createElement('li');
    const name = document.createElement('span');
    name.textContent = `${count} × ${good.name}`;
    line.append(name, button('Remove', `Remove ${good.name}`, () => {
      cart.delete(sku);
      track('Product Removed', {...good, quantity: count});
      showCart();
    }));
    return line;
  }));
  byId('total').textContent = cart.size ? money(total()) : 'Nothing in it yet.';
  byId('buy').disabled = cart.size === 0;
}

const total = () => [...cart].reduce(
  (sum, [sku, count]) => sum + count * GOODS.find((each) => each.sku === sku).price, 0);

byId('goods').append(...GOODS.map((good) => {
  const card = document.createElement('li');
  card.className = 'card';
  const name = document.createElement('h3');
  name.textContent = good.name;
  const price = document.createElement('p');
  price.textContent = money(good.price);
  card.append(
    name,
    price,
    button('Look', `Look at ${good.name}`, () => track('Product Viewed', good)),
    button('Add', `Add ${good.name}`, () => {
      cart.set(good.sku, (cart.get(good.sku) ?? 0) + 1);
      track('Product Added', {...good, quantity: 1});
      showCart();
    }),
  );
  return card;
}));

byId('buy').addEventListener('click', () => {
  track('Order Completed', {
    order_id: crypto.randomUUID(),
    total: total(),
    currency: 'EUR',
    products: [...cart].map(([sku, quantity]) => ({sku, quantity})),
  });
  cart.clear();
  showCart();
});

byId('sign-in').addEventListener('submit', (submit) => {
  submit.preventDefault();
  const email = byId('email').value;
  identify(email, {email});
});

byId('sender').textContent = window.plain
  ? 'Sent by this page’s own few lines: it found no SDK.'
  : 'Sent by Segment’s SDK, unchanged.';
page('Shop');

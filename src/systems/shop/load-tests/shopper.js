// Users of the shop who look at its page and its products, order one and look at their order (LP-17, LP-24). k6 itself
// reads how many there are, and for how long, from K6_VUS and K6_DURATION.
import http from 'k6/http';
import { check, sleep } from 'k6';

const target = JSON.parse(__ENV.SERVICE_LEVEL);

/** A user's calls, and what each answers. Each has to keep the promise: slow orders would drown in fast pages. */
const ANSWERS = { 'GET /': 200, 'GET /api/products': 200, 'POST /api/orders': 201, 'GET /api/orders/:id': 200 };

export const options = {
  // Another user, another connection: otherwise pods that an autoscaler adds would get none of them.
  noVUConnectionReuse: true,
  thresholds: Object.fromEntries(
    Object.keys(ANSWERS).flatMap(name => [
      [`http_req_duration{name:${name}}`, [`p(95)<${target.p95Millis}`]],
      [`http_req_failed{name:${name}}`, [`rate<${target.errorRatio}`]],
    ]),
  ),
};

// What breaks the promise is 5xx and no answer at all; 4xx do not (LP-23).
http.setResponseCallback(http.expectedStatuses({ min: 200, max: 499 }));

/** Waits for an answer longer than nginx does for main's. @throws where it is another than the contract's */
function call(name, path, body) {
  const answer = http.request(name.split(' ')[0], `${__ENV.URL}${path}`, body && JSON.stringify(body), {
    headers: body && { 'Content-Type': 'application/json' },
    tags: { name },
    timeout: '20s',
  });
  const expected = ANSWERS[name];
  if (check(answer, { [`${name} answers ${expected}`]: ({ status }) => status === expected })) return answer;
  throw new Error(`${name} answered ${answer.status}, expected ${expected}: ${answer.error || answer.body}`);
}

/** One user's visit, from the page to the order. @throws where the shop does not keep its contract */
function visit(think) {
  call('GET /', '/');
  think();
  const products = call('GET /api/products', '/api/products').json();
  const inStock = products.filter(each => each.stock_quantity > 0);
  think();
  const placed = call('POST /api/orders', '/api/orders', {
    user_id: __ENV.USER_ID,
    shipping_address: 'load test: nothing is delivered',
    items: [{ product_id: inStock[__VU % inStock.length].id, quantity: 1 }],
  }).json();
  think();
  const { user_id: whose } = call('GET /api/orders/:id', `/api/orders/${placed.id}`).json();
  if (whose !== __ENV.USER_ID) throw new Error(`order ${placed.id} is ${whose}'s, expected ${__ENV.USER_ID}'s`);
}

/**
 * One visit that has to succeed: a shop that answers everything with 404 would keep its promise. Network policies come
 * to a new pod's node some seconds late, and the first connections may be dropped.
 */
export function setup() {
  for (let attempt = 0; attempt < 6; attempt += 1) {
    if (http.get(`${__ENV.URL}/`, { tags: { name: 'setup' }, timeout: '3s' }).status === 200) break;
    sleep(2);
  }
  visit(() => {});
}

/**
 * Users think half to one and a half times as long as is said, each as long every time, spread out by the golden ratio:
 * they neither come at one moment nor march in step, and two tests send the same.
 */
const think = () => sleep(Number(__ENV.THINK_SECONDS) * (0.5 + ((__VU * 0.618034) % 1)));

export default function () {
  think();
  try {
    visit(think);
  } catch {
    // It is counted by now, and a user who met an error comes again like any other.
  }
}

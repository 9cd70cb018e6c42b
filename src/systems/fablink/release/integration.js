// The new version works together with what stands around it (FP-14): database and tables, its own name, its errors.
import http from 'k6/http';
import { check } from 'k6';
import { reachable } from './reachable.js';

export const options = { vus: 1, iterations: 1, thresholds: { checks: ['rate==1'] } };

export const setup = reachable;

const ask = (path, host) => http.get(`${__ENV.RELEASE_URL}${path}`, { headers: { Host: host }, redirects: 0 });

export default function () {
  const { HOST_HEADER: host, URL_PATH: path } = __ENV;
  check(ask(path, host), { 'reaches its database and tables': ({ status }) => status === 200 });
  check(ask('/no-such-page', host), { 'knows what it has not': ({ status }) => status === 404 });
  check(ask('/no-such-page', 'somebody-else'), { 'refuses other names': ({ status }) => status === 400 });
}

// Every health path of the new version answers 200, without a redirect and whatever the Host header says, for half a
// minute and from all its pods (FP-14, D-10).
import http from 'k6/http';
import { check, sleep } from 'k6';
import { reachable } from './reachable.js';

export const options = {
  discardResponseBodies: true,
  // A connection for each request, so that no pod is left out.
  noConnectionReuse: true,
  vus: 2,
  duration: '30s',
  thresholds: { checks: ['rate==1'] },
};

export const setup = reachable;

export default function () {
  for (const path of __ENV.HEALTH_PATHS.split(' ')) {
    const answer = http.get(`${__ENV.RELEASE_URL}${path}`, { headers: { Host: 'localhost' }, redirects: 0 });
    check(answer, { [`${path} answers 200`]: ({ status }) => status === 200 });
  }
  sleep(1);
}

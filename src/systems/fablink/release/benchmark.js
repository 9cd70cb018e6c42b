// Sends the new version what its first share of the peak will be, and judges the answers by the service level (FP-14,
// FP-16).
import http from 'k6/http';
import { reachable } from './reachable.js';

const target = JSON.parse(__ENV.SERVICE_LEVEL);

export const options = {
  discardResponseBodies: true,
  scenarios: {
    share: {
      executor: 'constant-arrival-rate',
      rate: target.requestsPerSecond,
      timeUnit: '1s',
      duration: '2m',
      preAllocatedVUs: 100,
      maxVUs: 500,
    },
  },
  thresholds: {
    http_req_duration: [`p(95)<${target.p95Millis}`, ...(target.p99Millis ? [`p(99)<${target.p99Millis}`] : [])],
    http_req_failed: [`rate<${target.errorRatio}`],
    dropped_iterations: ['count==0'],
  },
};

export const setup = reachable;

export default function () {
  http.get(`${__ENV.RELEASE_URL}${__ENV.URL_PATH}`, { headers: { Host: __ENV.HOST_HEADER } });
}

// Sends the peak rate to the backend and judges the answers by the service level (FP-16).
import http from 'k6/http';

const target = JSON.parse(__ENV.SERVICE_LEVEL);

export const options = {
  discardResponseBodies: true,
  scenarios: {
    peak: {
      executor: 'ramping-arrival-rate',
      startRate: Math.ceil(target.requestsPerSecond / 10),
      timeUnit: '1s',
      preAllocatedVUs: 500,
      maxVUs: 2000,
      stages: [
        { target: target.requestsPerSecond, duration: '5m' },
        { target: target.requestsPerSecond, duration: '10m' },
      ],
    },
  },
  thresholds: {
    http_req_duration: [`p(95)<${target.p95Millis}`, ...(target.p99Millis ? [`p(99)<${target.p99Millis}`] : [])],
    http_req_failed: [`rate<${target.errorRatio}`],
    dropped_iterations: ['count==0'],
  },
};

export default function () {
  http.get(`${__ENV.URL}${__ENV.URL_PATH}`, { headers: { Host: __ENV.HOST_HEADER } });
}

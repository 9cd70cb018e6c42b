// Waits until the new version can be reached from this pod: network policies come to a new pod's node some seconds late,
// and the first connections may be dropped. Less than the 60 s that k6 gives it.
import http from 'k6/http';
import { sleep } from 'k6';

export function reachable() {
  const [path] = __ENV.HEALTH_PATHS.split(' ');
  for (let attempt = 0; attempt < 6; attempt += 1) {
    if (http.get(`${__ENV.RELEASE_URL}${path}`, { timeout: '5s' }).status === 200) return;
    sleep(3);
  }
}

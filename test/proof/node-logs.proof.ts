import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { read } from '../constructs/read';
import { eventually } from '../eventually';
import { Kubelet } from '../systems/node-logs/kubelet';
import { nodeLogObjects, ofNodeLogs } from '../systems/node-logs/output';
import { folder, processesOf, removeFolders, startPod, type PodSpec } from './backup/pod';

const MAIN = 'tripgen-dev_trip-service-6c8_u1/trip-service';

const kubelet = new Kubelet();
afterAll(() => {
  kubelet.remove();
  removeFolders();
});

test('TG-20 the committed pod keeps what a kubelet removes: one mount, a root that is read-only, no capability', async () => {
  const own = folder('tmp');
  const looked = join(own, 'looked');
  kubelet.write(MAIN, 'first');
  const running = startPod(read(ofNodeLogs('DaemonSet'), 'spec.template.spec') as PodSpec, {
    objects: nodeLogObjects(),
    claims: { 'var-log': kubelet.logs, tmp: own },
    programs: { '*': '/usr/bin' },
  });
  /** The time of the next look that kept everything. */
  const look = (after: number): Promise<number> =>
    eventually(async () => {
      const at = existsSync(looked) ? statSync(looked).mtimeMs : 0;
      return at > after ? at : undefined;
    }, 'a look at the log files');
  const first = await look(0);
  kubelet.write(MAIN, 'last');
  kubelet.removePod(MAIN);
  await look(first);
  expect(kubelet.keptLines()).toEqual(['first', 'last']);

  // Process 1 hears SIGTERM only where it says so; a kubelet would wait for half a minute.
  const [shell] = processesOf(running, 'sh');
  process.kill(shell as number, 'SIGTERM');
  expect((await running.ended).output).toBe('');
});

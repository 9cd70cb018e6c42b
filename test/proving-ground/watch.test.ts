import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { watchPath } from '../../src/proving-ground/client/watch';
import { eventually } from '../eventually';

test('a watch looks for a server that is gone until it is ended, and no longer: it would keep its process alive', async () => {
  let looks = 0;
  const server = createServer(socket => {
    looks++;
    socket.destroy();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const watch = watchPath({ url, token: 'none', ca: '' }, '/api/v1/configmaps', '1', () => undefined);
  await eventually(() => Promise.resolve(looks > 1 ? true : undefined), 'it looks again');
  watch.end();
  const before = looks;
  await new Promise(resolve => setTimeout(resolve, 1000));
  expect(looks).toBe(before);
  await new Promise(resolve => server.close(resolve));
});

import { createServer, type AddressInfo } from 'node:net';

/** Somebody at an address that is no store of ours. */
export interface Stranger {
  readonly address: string;
  /** What each who came has said, in order. */
  readonly heard: readonly string[];
  readonly end: () => void;
}

/** Listens on loopback, writes down what it hears, and hangs up. */
export async function stranger(): Promise<Stranger> {
  const heard: string[] = [];
  const server = createServer(socket => {
    const visit = heard.push('') - 1;
    socket.on('error', () => socket.destroy()).on('data', data => (heard[visit] += data.toString()));
    setTimeout(() => socket.destroy(), 1000);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    end: () => void server.close(),
  };
}

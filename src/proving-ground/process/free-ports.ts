import { createServer, type Server } from 'node:net';

/**
 * Ports below those that Linux, macOS and Windows give to outgoing connections: a connection that took one for a moment
 * would keep its server from starting.
 */
const [FIRST, LAST] = [10_000, 32_767];
/** Of those we look at so many: at others than who runs beside us with one of the next ids. */
const SHARE = 512;
const SHARES = Math.floor((LAST - FIRST) / SHARE);
/** Whom we have given one may not listen on it yet. */
const given = new Set<number>();

/**
 * Loopback ports that nobody listens on, all different. Somebody else can take one before its user does; then that
 * process dies, which its starter sees.
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const ports = servers.map(portOf);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
}

async function listen(): Promise<Server> {
  if (given.size > SHARE / 2) given.clear(); // given long ago
  for (;;) {
    const port = FIRST + SHARE * (process.pid % SHARES) + Math.floor(Math.random() * SHARE);
    const server = given.has(port) ? undefined : await listenOn(port);
    if (server === undefined) continue;
    given.add(port);
    return server;
  }
}

/** @returns `undefined` where somebody listens already */
function listenOn(port: number): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(undefined) : reject(error),
    );
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a loopback server has a port');
  return address.port;
}

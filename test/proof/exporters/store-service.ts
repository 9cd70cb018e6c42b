import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePorts } from '../../../src/proving-ground/process';

/**
 * Stands in for a Service: an address that stays, while what is behind it ends and comes again elsewhere. Without anything
 * behind it connections are refused, as kube-proxy does.
 */
export class StoreService {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  private constructor(readonly port: number) {}

  static async open(): Promise<StoreService> {
    const [port = 0] = await freePorts(1);
    return new StoreService(port);
  }

  /** Connections reach what listens there. */
  leadTo(port: number, host = '127.0.0.1'): Promise<void> {
    return this.serve(socket => {
      const store = this.kept(connect(port, host));
      socket.pipe(store).pipe(socket);
      for (const [one, other] of [
        [socket, store],
        [store, socket],
      ] as const)
        one.once('close', () => other.destroy());
    });
  }

  /** Connections are taken, and nobody ever says a word: a store that hangs. */
  hang(): Promise<void> {
    return this.serve(() => undefined);
  }

  /** Nobody is there: connections end, and new ones are refused. */
  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    const { server } = this;
    this.server = undefined;
    if (server) await new Promise(resolve => server.close(resolve));
  }

  private async serve(connected: (socket: Socket) => void): Promise<void> {
    await this.close();
    const server = createServer(socket => connected(this.kept(socket)));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.port, '127.0.0.1', resolve);
    });
  }

  private kept(socket: Socket): Socket {
    this.sockets.add(socket);
    // Whoever goes away in the middle of a word is noticed by its peer.
    return socket.on('error', () => socket.destroy()).once('close', () => this.sockets.delete(socket));
  }
}

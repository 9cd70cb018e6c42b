import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createSecureContext, TLSSocket } from 'node:tls';

/** A mail as it arrived. */
export interface Mail {
  readonly to: string;
  /** Headers and body, as they were sent. */
  readonly text: string;
  /** Whether the connection was encrypted, and somebody had given a password. */
  readonly safe: boolean;
}

/** A mail server on loopback that takes mail after STARTTLS and AUTH alone. */
export interface MailServer {
  readonly address: string;
  /** Certificate that its clients have to trust. */
  readonly certificate: string;
  close(): void;
}

/** @param folder where its certificate is written to */
export async function startMailServer(folder: string, take: (mail: Mail) => void): Promise<MailServer> {
  const [key, certificate] = [join(folder, 'mail.key'), join(folder, 'mail.crt')];
  const subject = ['-subj', '/CN=mail', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  execFileSync('openssl', [...kind, ...subject, '-keyout', key, '-out', certificate], { stdio: 'pipe' });
  const context = createSecureContext({ key: readFileSync(key), cert: readFileSync(certificate) });
  const sockets = new Set<Socket>();
  const server: Server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    new Session(socket, take, plain => new TLSSocket(plain, { isServer: true, secureContext: context })).start();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, certificate, close };
}

/** One connection (RFC 5321, 3207, 4954), as far as Alertmanager speaks. */
class Session {
  private rest = '';
  private to = '';
  private data: string[] | undefined;
  private encrypted = false;
  private known = false;

  constructor(
    private socket: Socket,
    private readonly take: (mail: Mail) => void,
    private readonly encrypt: (socket: Socket) => TLSSocket,
  ) {}

  start(): void {
    this.listen();
    this.say('220 stand-in');
  }

  private listen(): void {
    this.socket.on('data', chunk => {
      const lines = (this.rest + chunk.toString()).split('\r\n');
      this.rest = lines.pop() ?? '';
      for (const line of lines) this.line(line);
    });
  }

  private say(...lines: readonly string[]): void {
    this.socket.write(lines.map(line => `${line}\r\n`).join(''));
  }

  private line(line: string): void {
    if (this.data) return this.content(line, this.data);
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') this.say('250-stand-in', this.encrypted ? '250 AUTH PLAIN' : '250 STARTTLS');
    else if (verb === 'STAR') this.startTls();
    else if (verb === 'AUTH') this.say((this.known = this.encrypted) ? '235 welcome' : '530 encrypt first');
    else if (verb === 'MAIL') this.say(this.known ? '250 ok' : '530 who are you?');
    else if (verb === 'RCPT') this.say(((this.to = /<(.*)>/.exec(line)?.[1] ?? ''), '250 ok'));
    else if (verb === 'DATA') this.say(((this.data = []), '354 go on'));
    else this.say(verb === 'QUIT' ? '221 bye' : '250 ok');
  }

  private startTls(): void {
    this.say('220 ready');
    this.socket.removeAllListeners('data');
    this.socket = this.encrypt(this.socket).on('error', () => undefined);
    this.encrypted = true;
    this.listen();
  }

  private content(line: string, data: string[]): void {
    if (line !== '.') return void data.push(line);
    this.data = undefined;
    this.take({ to: this.to, text: data.join('\n'), safe: this.encrypted && this.known });
    this.say('250 taken');
  }
}

import { spawn } from 'node:child_process';
import { createServer as createProxy, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';

/** Folders of bare repositories by the URL under which the world knows them. */
export type Repositories = Readonly<Record<string, string>>;

/** Certificate and key of the TLS server behind the proxy, in PEM. Nobody checks whose name it bears. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/**
 * An HTTP proxy that answers CONNECT to a repository's host itself, with TLS and `git http-backend`: Argo CD reads
 * its real, unmodified URL and nothing leaves the machine. Every other host is refused.
 */
export function repositoryProxy(repositories: Repositories, certificate: Certificate): Server {
  const hosts = new Set(Object.keys(repositories).map(url => new URL(url).host));
  const inside = createTlsServer({ ...certificate }, (incoming, outgoing) => answer(repositories, incoming, outgoing));
  const proxy = createProxy((_, outgoing) => outgoing.writeHead(403).end('only CONNECT\n'));
  proxy.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    socket.on('error', () => socket.destroy()); // a client may hang up whenever it likes
    if (!hosts.has((incoming.url ?? '').replace(/:443$/, ''))) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    inside.emit('connection', socket);
  });
  return proxy;
}

function answer(repositories: Repositories, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const url = new URL(incoming.url ?? '/', `https://${incoming.headers.host}`);
  const known = Object.keys(repositories).find(each => url.href.startsWith(`${each}/`));
  if (known === undefined) {
    outgoing.writeHead(404).end();
    return;
  }
  const backend = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...cgi(incoming, url, repositories[known] ?? '', url.pathname.slice(pathOf(known).length)) },
  });
  incoming.pipe(backend.stdin);
  backend.stdin.on('error', () => undefined); // git may answer before it has read everything
  const said: Buffer[] = [];
  backend.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  backend.once('error', () => outgoing.writeHead(500).end());
  backend.once('close', () => finish(Buffer.concat(said), outgoing));
}

function pathOf(url: string): string {
  return new URL(url).pathname;
}

/** What a CGI program is told (RFC 3875). */
function cgi(incoming: IncomingMessage, url: URL, folder: string, path: string): Record<string, string> {
  const header = (name: string): string => String(incoming.headers[name] ?? '');
  return {
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: path,
    REQUEST_METHOD: incoming.method ?? 'GET',
    QUERY_STRING: url.search.slice(1),
    CONTENT_TYPE: header('content-type'),
    CONTENT_LENGTH: header('content-length'),
    HTTP_CONTENT_ENCODING: header('content-encoding'),
    GIT_PROTOCOL: header('git-protocol'),
    REMOTE_ADDR: '127.0.0.1',
  };
}

/** Turns a CGI answer, header lines, an empty line and the body, into one of HTTP. */
function finish(said: Buffer, outgoing: ServerResponse): void {
  const end = said.indexOf('\r\n\r\n');
  if (end < 0) {
    outgoing.writeHead(502).end();
    return;
  }
  const lines = said.subarray(0, end).toString('latin1').split('\r\n');
  const headers = lines.map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
  const status = headers.find(([name]) => name?.toLowerCase() === 'status')?.[1];
  for (const [name = '', value = ''] of headers) if (name.toLowerCase() !== 'status') outgoing.setHeader(name, value);
  outgoing.writeHead(status === undefined ? 200 : Number.parseInt(status, 10)).end(said.subarray(end + 4));
}

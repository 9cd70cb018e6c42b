import { Agent, request } from 'node:https';
import { KubeError } from './kube-error';
import { warningTexts } from './warning-texts';

/** How to reach an API server. */
export interface KubeAccess {
  /** `https://127.0.0.1:6443` */
  readonly url: string;
  readonly token: string;
  /** Certificate authority that signed the server's certificate, in PEM: no other server is believed. */
  readonly ca: string;
}

export interface KubeRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** @default `application/json` */
  readonly contentType?: string;
}

export interface KubeAnswer {
  readonly body: string;
  /** Warnings that the server sent along. */
  readonly warnings: readonly string[];
}

const TIMEOUT_MS = 30_000;

/** How long a request is sent again: a machine with too much to do answers late, a server that has broken never. */
const PATIENCE_MS = 60_000;
/** The server names 1 s; it is mostly ready before. */
const RETRY_AFTER_MS = 250;

/** One API server, over connections that are kept. */
export class KubeConnection {
  private readonly agent: Agent;

  constructor(private readonly access: KubeAccess) {
    this.agent = new Agent({ keepAlive: true, maxSockets: 16, ca: access.ca });
  }

  /**
   * Sends a request; where nothing came of it for a reason that passes, again a little later, as every client of
   * Kubernetes does (`passes`).
   * @throws KubeError for a status of 400 and above
   * @throws Error when the server cannot be reached
   */
  async send(sent: KubeRequest): Promise<KubeAnswer> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await this.sendOnce(sent);
      } catch (error) {
        if (!passes(error, sent) || Date.now() > end) throw error;
        await new Promise(resolve => setTimeout(resolve, RETRY_AFTER_MS));
      }
    }
  }

  private sendOnce({ method, path, query, body, contentType = 'application/json' }: KubeRequest): Promise<KubeAnswer> {
    const url = new URL(path, this.access.url);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    const headers = {
      authorization: `Bearer ${this.access.token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': contentType, 'content-length': Buffer.byteLength(body) }),
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(url, { method, agent: this.agent, headers, timeout: TIMEOUT_MS }, incoming => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const status = incoming.statusCode ?? 0;
          if (status >= 400) reject(kubeError(status, text));
          else resolve({ body: text, warnings: warningTexts(incoming.headersDistinct.warning ?? []) });
        });
      });
      outgoing.once('timeout', () => outgoing.destroy(new Error(`${method} ${path}: no answer in ${TIMEOUT_MS} ms`)));
      outgoing.once('error', (error: NodeJS.ErrnoException) => {
        const closed = outgoing.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '');
        reject(closed ? new ClosedConnection(error.message) : error);
      });
      outgoing.end(body);
    });
  }

  /** Closes the connections that are kept. */
  close(): void {
    this.agent.destroy();
  }
}

/** A connection that was kept broke before an answer came: the server had mostly closed it while nobody asked. */
class ClosedConnection extends Error {}

/**
 * Whether a request may hold when it is sent again. 409 `Conflict`: somebody else wrote at the same moment, a quota for
 * example; nothing was done. 429: not ready yet, while a new CRD is prepared. 500 of etcd, 503, 504: busy; whether
 * something was done is not known, so only what may be done twice is sent again. A POST may not, and one for an eviction
 * is answered with 429 where a disruption budget forbids it.
 */
function passes(error: unknown, { method }: KubeRequest): boolean {
  if (error instanceof ClosedConnection) return true;
  if (!(error instanceof KubeError)) return false;
  if (error.reason === 'Conflict') return true;
  const busy = [429, 503, 504].includes(error.status) || error.message.includes('etcdserver:');
  return busy && method !== 'POST';
}

function kubeError(status: number, text: string): KubeError {
  try {
    const { reason = '', message = text } = JSON.parse(text) as { reason?: string; message?: string };
    return new KubeError(status, reason, message);
  } catch {
    return new KubeError(status, '', text);
  }
}

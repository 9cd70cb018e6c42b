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

const ATTEMPTS = 30;
/** The server names 1 s; it is mostly ready before. */
const RETRY_AFTER_MS = 250;

/** One API server, over connections that are kept. */
export class KubeConnection {
  private readonly agent: Agent;

  constructor(private readonly access: KubeAccess) {
    this.agent = new Agent({ keepAlive: true, maxSockets: 16, ca: access.ca });
  }

  /**
   * Sends a request; where the server says it is not ready for it yet (429 while it prepares a new CRD), again a
   * little later, as every client of Kubernetes does. A POST is sent once: an eviction that a disruption
   * budget forbids is answered with 429 too.
   * @throws KubeError for a status of 400 and above
   * @throws Error when the server cannot be reached
   */
  async send(sent: KubeRequest): Promise<KubeAnswer> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.sendOnce(sent);
      } catch (error) {
        const again = error instanceof KubeError && error.status === 429 && sent.method !== 'POST';
        if (!again || attempt === ATTEMPTS) throw error;
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
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }

  /** Closes the connections that are kept. */
  close(): void {
    this.agent.destroy();
  }
}

function kubeError(status: number, text: string): KubeError {
  try {
    const { reason = '', message = text } = JSON.parse(text) as { reason?: string; message?: string };
    return new KubeError(status, reason, message);
  } catch {
    return new KubeError(status, '', text);
  }
}

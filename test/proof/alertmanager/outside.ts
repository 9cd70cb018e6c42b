import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startMailServer, type MailServer } from './mail-server';

/** Ways to tell somebody; a witness is told beside whoever is, where a proof wants to know that nobody is. */
export type Channel = 'slack' | 'pagerduty' | 'email' | 'heartbeat' | 'witness';

/** What somebody was told. */
export interface Message {
  readonly channel: Channel;
  readonly status: 'firing' | 'resolved';
  /** Everything that stands in it, encodings undone. */
  readonly text: string;
  /** First line that a person sees. */
  readonly title: string;
  /** What Slack shows below the title. */
  readonly below: string;
  /** Slack's channel or the mail's address. */
  readonly to: string;
  /** When it came, in milliseconds. */
  readonly at: number;
}

/** Where the stand-ins listen. */
export interface Addresses {
  readonly http: string;
  readonly mail: string;
}

/** Stand-ins for everybody outside who is told: they write down what they get. */
export class Outside {
  private constructor(
    /** Everything that was told, in order. */
    readonly messages: readonly Message[],
    private readonly server: Server,
    private readonly mails: MailServer,
  ) {}

  /** @param folder where a certificate is written to */
  static async start(folder: string): Promise<Outside> {
    const messages: Message[] = [];
    const server = createServer((request, answer) => {
      let body = '';
      request.on('data', chunk => (body += String(chunk)));
      request.on('end', () => {
        messages.push(messageOf(request.url ?? '', body));
        answer.writeHead(request.url === '/pagerduty' ? 202 : 200).end('ok');
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const mails = await startMailServer(folder, ({ to, text, safe }) => {
      if (!safe) throw new Error('a mail came without encryption or without a password');
      messages.push(mailMessage(to, text));
    });
    return new Outside(messages, server, mails);
  }

  get addresses(): Addresses {
    return { http: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`, mail: this.mails.address };
  }

  /** Certificate of the mail server. */
  get certificate(): string {
    return this.mails.certificate;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
    this.mails.close();
  }
}

/** Fields of the bodies that Slack, PagerDuty (Events v2) and a webhook get, as far as they are looked at. */
interface Body {
  readonly channel?: string;
  readonly attachments?: readonly { readonly title: string; readonly text?: string }[];
  readonly event_action?: 'trigger' | 'resolve';
  readonly payload?: { readonly summary: string };
  readonly status?: Message['status'];
}

function messageOf(path: string, text: string): Message {
  const channel = path.slice(1) as Channel;
  const body = JSON.parse(text) as Body;
  const title = body.attachments?.[0]?.title ?? body.payload?.summary ?? '';
  const resolved = body.event_action === 'resolve' || body.status === 'resolved' || title.startsWith('[RESOLVED]');
  const below = body.attachments?.[0]?.text ?? '';
  const status = resolved ? 'resolved' : 'firing';
  return { channel, status, text, title, below, to: body.channel ?? '', at: Date.now() };
}

function mailMessage(to: string, sent: string): Message {
  const text = sent
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  const title = /^Subject: (.*)$/m.exec(text)?.[1] ?? '';
  return {
    channel: 'email',
    status: title.includes('RESOLVED') ? 'resolved' : 'firing',
    text,
    title,
    below: '',
    to,
    at: Date.now(),
  };
}

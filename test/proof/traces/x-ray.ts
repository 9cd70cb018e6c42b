import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A segment of a trace as X-Ray takes it, as far as it is looked at. */
export interface Segment {
  readonly id: string;
  readonly trace_id: string;
  readonly parent_id: string;
  readonly name: string;
  readonly type?: string;
  readonly annotations?: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly http?: unknown;
}

/** A call of `PutTraceSegments`. */
export interface Put {
  readonly path: string;
  /** Signature of AWS, version 4. */
  readonly authorization: string;
  readonly segments: readonly Segment[];
}

/** What X-Ray does with a call: it takes it, has an outage, turns away who has no right, or never answers. */
export type Mood = 'takes' | 'fails' | 'denies' | 'hangs';

const ANSWERS: Readonly<Record<Exclude<Mood, 'hangs'>, readonly [status: number, type: string]>> = {
  takes: [200, ''],
  fails: [500, 'InternalServerError'],
  denies: [403, 'AccessDeniedException'],
};

/** A stand-in for X-Ray, which writes down what it is sent. It checks no signature. */
export class XRay {
  mood: Mood = 'takes';

  private constructor(
    private readonly server: Server,
    readonly puts: readonly Put[],
  ) {}

  static async start(): Promise<XRay> {
    const puts: Put[] = [];
    const server = createServer((request, answer) => {
      let body = '';
      request.on('data', chunk => (body += String(chunk)));
      request.on('end', () => {
        const { TraceSegmentDocuments } = JSON.parse(body) as { TraceSegmentDocuments: readonly string[] };
        const segments = TraceSegmentDocuments.map(document => JSON.parse(document) as Segment);
        puts.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '', segments });
        own.answer(answer);
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const own = new XRay(server, puts);
    return own;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Calls that had a segment of this trace among theirs. */
  putsOf(traceId: string): readonly Put[] {
    return this.puts.filter(({ segments }) =>
      segments.some(each => each.trace_id.replaceAll('-', '') === `1${traceId}`),
    );
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(answer: ServerResponse): void {
    if (this.mood === 'hangs') return;
    const [status, type] = ANSWERS[this.mood];
    answer.writeHead(status, { 'content-type': 'application/json', ...(type && { 'x-amzn-errortype': type }) });
    answer.end(status === 200 ? '{"UnprocessedTraceSegments":[]}' : '{}');
  }
}

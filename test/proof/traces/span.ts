import { randomBytes } from 'node:crypto';

/** A span as a program tells of one request that it served. */
export interface Span {
  /** 32 hexadecimal digits, of which X-Ray wants the first 8 to be the time in seconds. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** The span before it, 16 hexadecimal digits: that of API Gateway, which begins the trace. */
  readonly parentId: string;
  readonly attributes: Readonly<Record<string, string | number>>;
}

/** A span of a trace that began now, as nobody had one before. */
export function newSpan(attributes: Span['attributes'] = {}): Span {
  const id = (bytes: number): string => randomBytes(bytes).toString('hex');
  const now = Math.floor(Date.now() / 1000).toString(16);
  return { traceId: `${now}${id(12)}`, spanId: id(8), parentId: id(8), attributes };
}

/** What OpenTelemetry's SDKs send by `http/protobuf`: opentelemetry-proto's `ExportTraceServiceRequest`. */
export function exportRequest(service: string, spans: readonly Span[]): Buffer {
  const resource = part(1, attribute(1, 'service.name', service));
  const scope = part(2, ...spans.map(span => part(2, spanMessage(span))));
  return part(1, resource, scope);
}

function spanMessage({ traceId, spanId, parentId, attributes }: Span): Buffer {
  const end = BigInt(Date.now()) * 1_000_000n;
  return Buffer.concat([
    part(1, Buffer.from(traceId, 'hex')),
    part(2, Buffer.from(spanId, 'hex')),
    part(4, Buffer.from(parentId, 'hex')),
    part(5, Buffer.from('GET /')),
    Buffer.concat([key(6, VARINT), varint(SERVER)]),
    fixed64(7, end - 20_000_000n),
    fixed64(8, end),
    ...Object.entries(attributes).map(([name, value]) => attribute(9, name, value)),
  ]);
}

/** Kind of a span that serves a request. */
const SERVER = 2;

/** How protobuf writes a field. */
const [VARINT, FIXED64, LENGTH] = [0, 1, 2] as const;

function attribute(field: number, name: string, value: string | number): Buffer {
  const any = typeof value === 'string' ? part(1, Buffer.from(value)) : Buffer.concat([key(3, VARINT), varint(value)]);
  return part(field, part(1, Buffer.from(name)), part(2, any));
}

function part(field: number, ...content: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(content);
  return Buffer.concat([key(field, LENGTH), varint(bytes.length), bytes]);
}

function fixed64(field: number, value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return Buffer.concat([key(field, FIXED64), bytes]);
}

function key(field: number, wire: number): Buffer {
  return varint(field * 8 + wire);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return Buffer.from([...bytes, value]);
}

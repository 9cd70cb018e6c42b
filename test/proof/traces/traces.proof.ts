import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Metric } from '../../../src/model';
import { eventually } from '../../eventually';
import { differences, valuesOf, type Told } from '../../told';
import { complaint, KEY_ID, OTELCOL, run, RunningCollector } from './collector';
import {
  configurationOf,
  containerOf,
  environments,
  monitorOf,
  programsOf,
  readByAlert,
  variablesOf,
} from './committed';
import { exportRequest, newSpan, type Span } from './span';
import { XRay, type Mood, type Put } from './x-ray';

const proven = OTELCOL === undefined ? describe.skip : describe;

interface Configuration {
  readonly receivers: { readonly otlp: { readonly protocols: { readonly http: { readonly endpoint: string } } } };
  readonly processors: { readonly memory_limiter: { readonly limit_mib: number; readonly spike_limit_mib: number } };
  readonly exporters: { readonly awsxray: { readonly region: string } };
}

/** All series of a metric together; 0 where there is none. */
const total = (told: Told, name: string): number => valuesOf(told, { name }).reduce((sum, value) => sum + value, 0);

const portIn = (address: string): string => /:(\d+)$/.exec(address)?.[1] ?? '';

test('FP-11, LP-12 two environments send traces', () => {
  expect([...environments].sort()).toEqual(['fablink-prod', 'learn']);
});

proven.each(environments)('FP-11, LP-12 the real collector of traces, with what is committed for %s', environment => {
  const folder = mkdtempSync(join(tmpdir(), 'garam-traces-'));
  const text = configurationOf(environment);
  const configuration = parse(text) as Configuration;
  const { path, metrics } = monitorOf(environment);
  const [failed, refused] = readByAlert(environment) as [string, string];
  const programs = programsOf(environment);
  let xRay: XRay;
  let collector: RunningCollector;

  beforeAll(async () => {
    xRay = await XRay.start();
    collector = await RunningCollector.start(folder, text, xRay.url, variablesOf(environment));
  });
  beforeEach(() => (xRay.mood = 'takes'));
  afterAll(async () => {
    await collector?.end();
    xRay?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Sends spans as a program's SDK does that was told these variables. */
  const send = (
    variables: Readonly<Record<string, string>>,
    spans: readonly Span[],
    to = collector,
  ): Promise<number> => {
    expect(variables['OTEL_EXPORTER_OTLP_PROTOCOL']).toBe('http/protobuf');
    const url = new URL(`${variables['OTEL_EXPORTER_OTLP_ENDPOINT']}/v1/traces`);
    const body = exportRequest(variables['OTEL_SERVICE_NAME'] ?? '', spans);
    return to.take(url, 'application/x-protobuf', Uint8Array.from(body));
  };
  const [program = {}] = programs;
  const put = (span: Span): Promise<Put> =>
    eventually(async () => xRay.putsOf(span.traceId)[0], `the segment of ${span.spanId}`);
  /** What is shown once a metric has come to a value. */
  const shownAt = (name: string, value: number): Promise<Told> =>
    eventually(async () => {
      const shown = await collector.shown(path);
      return total(shown, name) >= value ? shown : undefined;
    }, `${name} at ${value}`);

  test('it takes the file byte for byte, and has exactly the parts that the file names', async () => {
    expect(await complaint(folder, text)).toBe('');
    const parts = parse(await run('components')) as Readonly<Record<string, readonly { name: string }[]>>;
    const { receivers, processors, exporters } = configuration;
    for (const [kind, named] of Object.entries({ receivers, processors, exporters }))
      expect([kind, (parts[kind] ?? []).map(({ name }) => name).sort()]).toEqual([kind, Object.keys(named).sort()]);
  });

  test('planted: a key that is misspelt, and a part that it does not have, are refused', async () => {
    for (const [right, wrong] of [
      ['spike_limit_mib', 'spike_limit_mb'],
      ['send_batch_size', 'send_batchsize'],
      ['without_units', 'without_unit'],
      ['awsxray:', 'awsxry:'],
    ] as const) {
      expect(text).toContain(right);
      expect(await complaint(folder, text.replace(right, wrong))).toContain(wrong.replace(':', ''));
    }
  });

  test('where it takes spans is where probes look and where programs send', async () => {
    const { ports, livenessProbe, readinessProbe } = containerOf(environment);
    const taken = portIn(configuration.receivers.otlp.protocols.http.endpoint);
    for (const { tcpSocket } of [livenessProbe, readinessProbe])
      expect(String(ports.find(({ name }) => name === tcpSocket.port)?.containerPort)).toBe(taken);
    for (const variables of programs) expect(portIn(variables['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? '')).toBe(taken);
    expect(await collector.alive()).toBe(true);
  });

  test.each(programs.map(each => [each['OTEL_SERVICE_NAME'], each] as const))(
    'a span of %s becomes the segment of its service in X-Ray, after the one that began the trace',
    async (service, variables) => {
      const span = newSpan({
        'http.request.method': 'GET',
        'url.path': '/',
        'http.response.status_code': 200,
        'app.tenant': 'a',
      });
      expect(await send(variables, [span])).toBe(200);
      const { path: called, authorization, segments } = await put(span);
      expect(called).toBe('/TraceSegments');
      expect(authorization).toContain(`Credential=${KEY_ID}/`);
      expect(authorization).toContain(`/${configuration.exporters.awsxray.region}/xray/aws4_request`);
      expect(segments).toHaveLength(1);
      const { type, annotations, ...segment } = segments[0] ?? {};
      expect(segment).toMatchObject({
        id: span.spanId,
        trace_id: `1-${span.traceId.slice(0, 8)}-${span.traceId.slice(8)}`,
        parent_id: span.parentId,
        name: service,
        http: { request: { method: 'GET' }, response: { status: 200 } },
        // Nothing is indexed: what a program tells besides is kept with the trace.
        metadata: { default: { 'app.tenant': 'a' } },
      });
      expect([type, annotations]).toEqual([undefined, undefined]);
    },
  );

  test('every metric that rules and dashboards may ask for is shown, with exactly its type and labels', async () => {
    const span = newSpan();
    await send(program, [span]);
    await put(span);
    const shown = await eventually(
      async () => {
        const now = await collector.shown(path);
        return metrics.every(({ name }) => now.types.has(name)) ? now : undefined;
      },
      metrics.map(({ name }) => name).join(', '),
    );
    expect(metrics.map(({ name }) => name).sort()).toEqual([failed, refused].sort());
    expect(differences({ metrics }, shown)).toEqual([]);
    for (const planted of [{ name: `${failed}_total` }, { type: 'gauge' }, { labels: ['exporters'] }]) {
      const misspelt = metrics.map(each => (each.name === failed ? ({ ...each, ...planted } as Metric) : each));
      expect(differences({ metrics: misspelt }, shown)).toHaveLength(1);
    }
  });

  test.each<[string, Mood, number]>([
    ['has an outage', 'fails', 2],
    ['does not know its role', 'denies', 1],
  ])('spans are lost while X-Ray %s, and the metric of the alert counts them', async (_, mood, tries) => {
    const before = total(await collector.shown(path), failed);
    const spans = [newSpan(), newSpan(), newSpan()] as const;
    xRay.mood = mood;
    expect(await send(program, spans)).toBe(200);
    await shownAt(failed, before + spans.length);
    xRay.mood = 'takes';
    const later = newSpan();
    await send(program, [later]);
    await put(later);
    expect(xRay.putsOf(spans[0].traceId)).toHaveLength(tries);
    expect(total(await collector.shown(path), failed)).toBe(before + spans.length);
  });

  test('spans are lost while nobody answers at the address of X-Ray, too', async () => {
    const away = await XRay.start();
    const alone = await RunningCollector.start(folder, text, away.url, variablesOf(environment));
    away.close();
    try {
      expect(await send(program, [newSpan(), newSpan()], alone)).toBe(200);
      await eventually(async () => total(await alone.shown(path), failed) === 2 || undefined, `${failed} at 2`);
    } finally {
      await alone.end();
    }
  });

  test('where X-Ray hangs it refuses spans before it has more memory than its pod may', async () => {
    const { limit_mib: hard, spike_limit_mib: spike } = configuration.processors.memory_limiter;
    xRay.mood = 'hangs';
    const big = [newSpan({ big: 'x'.repeat(2 ** 21) })];
    let status: number | undefined;
    for (let sent = 0; status === undefined && sent < 400; sent++) {
      void send(program, big)
        .then(answered => answered !== 200 && (status ??= answered))
        .catch(() => undefined);
      // 16 MiB a second, some twenty times what 250 traces a second are: it looks at its memory once a second.
      await new Promise(resolve => setTimeout(resolve, 125));
    }
    expect(status).toBe(503);
    await shownAt(refused, 1);
    const most = Math.round(collector.mostMiB);
    const limit = Number.parseInt(containerOf(environment).resources.limits.memory, 10);
    console.log(
      `${environment}: refused from ${hard - spike} MiB on; at most ${most} MiB resident, limit ${limit} MiB`,
    );
    expect(most).toBeGreaterThan(hard - spike);
    expect(most).toBeLessThan(limit);
  });
});

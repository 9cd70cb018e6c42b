import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metric } from '../../../src/model';
import { HARMLESS } from '../../../src/systems/logs/loki-alerts';
import { differences } from '../../told';
import { ask, at, push } from './asking';
import {
  configurationOf,
  containerOf,
  ENVIRONMENTS,
  labelsOf,
  logQueriesOf,
  logSourceOf,
  metricsOf,
  outputsOf,
  type Output,
} from './committed';
import { complaint, LOKI, RunningLoki } from './running-loki';

const proven = LOKI === undefined ? describe.skip : describe;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('MM-08 one environment keeps its lines in the cluster', () => {
  expect(ENVIRONMENTS).toEqual(['memo-prod']);
});

proven.each(ENVIRONMENTS)('MM-08 the real Loki, with what is committed for %s', environment => {
  const folder = mkdtempSync(join(tmpdir(), 'garam-logs-'));
  const text = configurationOf(environment);
  const { args, ports, resources, livenessProbe, readinessProbe } = containerOf(environment);
  const source = logSourceOf(environment);
  const outputs = outputsOf(environment);
  const [output] = outputs as [Output];
  const queries = logQueriesOf(environment);
  let loki: RunningLoki;

  beforeAll(async () => {
    loki = await RunningLoki.start(folder, text, args);
  });
  afterAll(async () => {
    await loki?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  const lineOf = ({ alias }: Output): string =>
    JSON.stringify({ level: 'INFO', message: `${alias} says "hi"`, memo: '한글' });
  /** Texts that the panel of a service shows. */
  const textsOf = async ({ alias, labels }: Output): Promise<readonly string[]> => {
    const [namespace] = Object.values(labelsOf({ labels } as Output));
    const expr = `{namespace="${namespace}",service="${alias}"}`;
    const query = queries.find(each => each.type === 'logs' && each.expr === expr);
    if (!query) throw new Error(`no panel shows ${expr}`);
    return (await ask(loki, source, query)).flatMap(({ values }) => values.map(([, line]) => line));
  };
  /** How many lines were refused, by reason. */
  const refused = async (): Promise<Readonly<Record<string, number>>> =>
    Object.fromEntries(
      (await loki.shown()).samples
        .filter(({ name }) => name === metricsOf(environment)[0]?.name)
        .map(({ labels, value }) => [labels['reason'] ?? '', value]),
    );

  test('it takes the file byte for byte', async () => {
    expect(await complaint(folder, text)).toBe('');
  });

  test.each([
    ['a key that is misspelt', 'retention_enabled', 'retention_enable', 'retention_enable not found'],
    ['a limit that is misspelt', 'max_line_size', 'max_line_length', 'max_line_length not found'],
    ['a report that is misspelt', 'reporting_enabled', 'reporting', 'reporting not found'],
    [
      'retention without a place for its requests',
      'delete_request_store: filesystem',
      '{}',
      'compactor.delete-request-store',
    ],
    ['another index with this schema', 'store: tsdb', 'store: boltdb', '`tsdb` index type is required'],
  ])('planted: %s is refused', async (_what, right, wrong, said) => {
    expect(text).toContain(right);
    const broken = wrong === '{}' ? text.replace(`\n  ${right}`, '') : text.replace(right, wrong);
    const told = await complaint(folder, broken);
    expect(told).not.toBe('');
    expect(told).toContain(said);
  });

  test('probes, Fluent Bit and Grafana come to the port that it listens on', async () => {
    const [port] = ports.map(({ containerPort }) => containerPort);
    expect(text).toContain(`http_listen_port: ${port}\n`);
    expect(new Set(outputs.map(each => `http://${each.host}:${each.port}`))).toEqual(new Set([source.url]));
    expect(new URL(source.url).port).toBe(String(port));
    expect(await loki.status(livenessProbe.httpGet.path)).toBe(200);
    expect(await loki.status(readinessProbe.httpGet.path)).toBe(200);
  });

  test('it keeps lines for 30 days, removes none by request, and tells its maker nothing', async () => {
    const shown = await (await loki.call(new URL(`${source.url}/config`))).text();
    for (const line of ['retention_enabled: true', 'retention_period: 30d', 'reporting_enabled: false'])
      expect(shown).toContain(line);
    const request = new URL(`${source.url}/loki/api/v1/delete?query={namespace="x"}&start=1`);
    const answer = await loki.call(request, { method: 'POST' });
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('deletion is not available')]);
  });

  test('a line of every service is shown by the panel of that service, as it was written, and by no other', async () => {
    expect(queries.filter(({ type }) => type === 'logs')).toHaveLength(outputs.length);
    for (const each of outputs) {
      const lines = [
        [at(2 * MINUTE), 'plain text'],
        [at(MINUTE), lineOf(each)],
      ] as const;
      expect((await push(loki, each, lines)).status).toBe(204);
    }
    for (const each of outputs) expect(await textsOf(each)).toEqual([lineOf(each), 'plain text']);
  });

  test('every other panel has a value for each service; planted: a label that no stream has gives nothing', async () => {
    const figures = queries.filter(({ type }) => type !== 'logs');
    expect(figures.length).toBeGreaterThan(0);
    for (const query of figures) {
      const found = await ask(loki, source, query);
      const services = found.map(({ metric }) => metric?.['service']).sort();
      expect(services).toEqual(outputs.map(({ alias }) => alias).sort());
    }
    const query = queries.find(({ type }) => type === 'logs') as (typeof queries)[number];
    expect(await ask(loki, source, { ...query, expr: query.expr.replace('namespace=', 'namespaces=') })).toEqual([]);
    await expect(ask(loki, source, { ...query, expr: '{namespace=}' })).rejects.toThrow('parse error');
  });

  test('a stream has the labels that Fluent Bit gave it and no other', async () => {
    const url = new URL(`${source.url}/loki/api/v1/series`);
    url.search = new URLSearchParams({ 'match[]': '{namespace=~".+"}', start: at(HOUR), end: at(-MINUTE) }).toString();
    const { data } = (await (await loki.call(url)).json()) as { data: readonly Readonly<Record<string, string>>[] };
    const words = (all: readonly Readonly<Record<string, string>>[]): readonly string[] =>
      all.map(({ namespace, service, ...others }) => JSON.stringify([namespace, service, others])).sort();
    expect(words(data)).toEqual(words(outputs.map(labelsOf)));
  });

  test('a line that is sent twice is shown once', async () => {
    const again = [[at(0), 'once']] as const;
    for (let sent = 0; sent < 2; sent++) expect((await push(loki, output, again)).status).toBe(204);
    expect((await textsOf(output)).filter(each => each === 'once')).toHaveLength(1);
  });

  test.each<[string, string, number, string, boolean]>([
    ['a week old', 'greater_than_max_sample_age', 8 * 24 * HOUR, 'old', true],
    ['over an hour behind the newest of its stream', 'too_far_behind', 3 * HOUR, 'behind', true],
    ['longer than 256 KB', 'line_too_long', 0, 'x'.repeat(256 * 1024 + 1), false],
  ])(
    'a line that is %s is refused, the others beside it are kept, and the alert knows which is a loss',
    async (...row) => {
      const [, reason, ago, line, harmless] = row;
      const beside = `beside ${reason}`;
      const answer = await push(loki, output, [
        [at(ago), line],
        [at(0), beside],
      ]);
      expect(answer.status).toBe(400);
      const shown = await textsOf(output);
      expect(shown).toContain(beside);
      expect(shown).not.toContain(line);
      expect((await refused())[reason]).toBe(1);
      expect(HARMLESS.includes(reason)).toBe(harmless);
    },
  );

  test('a line that waited half an hour is taken', async () => {
    expect((await push(loki, output, [[at(35 * MINUTE), 'late']])).status).toBe(204);
    expect(await textsOf(output)).toContain('late');
  });

  test('what its alert reads is shown, with exactly its type and labels', async () => {
    const metrics = metricsOf(environment);
    const shown = await loki.shown();
    expect(metrics).toHaveLength(1);
    expect(differences({ metrics }, shown)).toEqual([]);
    for (const planted of [{ name: 'loki_discarded_lines_total' }, { type: 'gauge' }, { labels: ['reason'] }]) {
      const misspelt = metrics.map(each => ({ ...each, ...planted }) as Metric);
      expect(differences({ metrics: misspelt }, shown)).toHaveLength(1);
    }
  });

  test('a crash and a stop lose no line, and its memory stays below its pod’s', async () => {
    const before = await textsOf(output);
    for (let sent = 0; sent < 40; sent++) {
      const each = outputs[sent % outputs.length] as Output;
      const lines = Array.from({ length: 500 }, (_, at_) => [at(0), `${sent} ${at_} ${'y'.repeat(400)}`] as const);
      expect((await push(loki, each, lines)).status).toBe(204);
    }
    const most = loki.mostMiB;
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      await loki.end(signal);
      loki = await RunningLoki.start(folder, text, args);
      const { maxLines: _, ...query } = queries.find(({ type }) => type === 'logs') as (typeof queries)[number];
      const all = await ask(loki, source, { ...query, maxLines: 5000 });
      const texts = all.flatMap(({ values }) => values.map(([, line]) => line));
      for (const line of before) expect(texts).toContain(line);
    }
    const limit = Number.parseInt(resources.limits.memory, 10);
    console.log(`${environment}: ${Math.round(Math.max(most, loki.mostMiB))} MiB resident at most, limit ${limit} MiB`);
    expect(Math.max(most, loki.mostMiB)).toBeLessThan(limit);
  });
});

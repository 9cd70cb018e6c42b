import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROBE } from '../../../src/constructs/monitoring';
import { realModel } from '../../real-model';
import { certificate, type Certificate } from './certificates';
import { BLACKBOX, complaint, modulesOf, RunningExporter, type Look } from './exporter';

const proven = BLACKBOX === undefined ? describe.skip : describe;

/** Environments that look at their addresses from outside. */
const environments = realModel()
  .manifests.filter(({ object }) => object.kind === 'ConfigMap' && object.metadata.name === 'blackbox-exporter-modules')
  .map(({ environment }) => environment);

/** Modules that wait longer than any machine is busy: whom they take for down is not merely slow. */
const patient = (text: string): string => text.replaceAll(/timeout: \d+s/g, 'timeout: 100s');

const KEY = 'harmless';
const { success, status, certificate: expiry } = PROBE;

/** An application as D-10 has it, and everything that it must not be. */
const application: RequestListener = ({ url, headers }, response) => {
  const answers: Readonly<Record<string, number>> = {
    '/health/': 200,
    '/no-content': 204,
    '/failing': 500,
    '/turned-away': 401,
    '/forbidden': 403,
    '/keyed': headers['x-api-key'] === KEY ? 200 : 403,
  };
  if (url === '/health') return void response.writeHead(301, { location: '/health/' }).end();
  if (url === '/silent') return; // never answers
  response.writeHead(answers[url ?? ''] ?? 404).end('x');
};

test('the environments that the world calls have modules', () => {
  expect(environments).toEqual(['fablink-prod', 'learn', 'memo-prod', 'tripgen-prod']);
});

proven('the real blackbox exporter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'garam-blackbox-'));
  const servers: Server[] = [];
  const origins: Record<string, string> = {};
  let good: Certificate;
  let exporter: RunningExporter;

  const listening = async (name: string, scheme: string, server: Server): Promise<void> => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    origins[name] = `${scheme}://localhost:${(server.address() as AddressInfo).port}`;
  };
  const look = (module: string, path: string, at = 'good'): Promise<Look> =>
    exporter.look(module, `${origins[at]}${path}`);

  beforeAll(async () => {
    const long = { from: '20200101000000Z', to: '20990101000000Z' };
    good = certificate(folder, { name: 'good', host: 'localhost', ...long });
    const expired = certificate(folder, { name: 'expired', host: 'localhost', from: long.from, to: '20200102000000Z' });
    const foreign = certificate(folder, { name: 'foreign', host: 'other.example.com', ...long });
    const stranger = certificate(folder, { name: 'stranger', host: 'localhost', ...long });
    const trusted = join(folder, 'trusted.pem');
    writeFileSync(trusted, [good, expired, foreign].map(({ cert }) => cert).join('\n'));
    for (const [name, own] of Object.entries({ good, expired, foreign, stranger }))
      await listening(name, 'https', createServer(own, application));
    await listening('plain', 'http', createHttpServer(application));
    exporter = await RunningExporter.start(folder, patient(modulesOf('fablink-prod')), trusted, KEY);
  });
  afterAll(async () => {
    await exporter?.end();
    for (const server of servers) server.close().closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(environments)('takes the modules of %s', async environment => {
    expect(await complaint(folder, modulesOf(environment))).toBe('');
  });

  test('planted: a setting that it does not know, and a time that is none, are refused', async () => {
    const text = modulesOf('learn');
    expect(await complaint(folder, text.replace('follow_redirects', 'follow_redirect'))).toMatch(/follow_redirect/);
    expect(await complaint(folder, text.replace('timeout: 8s', 'timeout: soon'))).toMatch(/soon/);
  });

  test('takes an exact 200 for well, and tells when the certificate expires', async () => {
    const seen = await look('http_200', '/health/');
    expect(seen).toMatchObject({ [success.name]: 1, [status.name]: 200 });
    expect(seen[expiry.name]).toBe(Date.parse(new X509Certificate(good.cert).validTo) / 1000);
  });

  test.each([
    ['a redirect to the path with a slash (D-10)', '/health', 301],
    ['another success than 200', '/no-content', 204],
    ['an error', '/failing', 500],
    ['a path that leads nowhere', '/elsewhere', 404],
    ['who turns us away', '/turned-away', 401],
  ])('takes %s for down, and still reads the certificate', async (_, path, code) => {
    const seen = await look('http_200', path);
    expect(seen).toMatchObject({ [success.name]: 0, [status.name]: code });
    expect(seen[expiry.name]).toBeGreaterThan(Date.now() / 1000);
  });

  test('with http_401 who turns us away is well, and nobody else', async () => {
    for (const [path, well] of [
      ['/turned-away', 1],
      ['/health/', 0],
      ['/forbidden', 0],
      ['/elsewhere', 0],
      ['/failing', 0],
    ] as const)
      expect([path, (await look('http_401', path))[success.name]]).toEqual([path, well]);
  });

  test('shows its key to whom the module says, and to nobody else', async () => {
    expect(await look('http_200_with_key', '/keyed')).toMatchObject({ [success.name]: 1 });
    expect(await look('http_200', '/keyed')).toMatchObject({ [success.name]: 0, [status.name]: 403 });
  });

  test.each(['expired', 'foreign', 'stranger'])(
    'takes a certificate for down that is %s, and tells nothing of it',
    async at => {
      const seen = await look('http_200', '/health/', at);
      expect(seen).toMatchObject({ [success.name]: 0, [status.name]: 0 });
      // Why the alerts on certificates remember the last one that was read.
      expect(seen).not.toHaveProperty(expiry.name);
    },
  );

  test('takes HTTP without TLS for down', async () => {
    expect(await look('http_200', '/health/', 'plain')).toMatchObject({ [success.name]: 0, [status.name]: 200 });
  });

  test('takes for down what nobody answers, and ends before Prometheus does', async () => {
    const committed = await RunningExporter.start(folder, modulesOf('fablink-prod'), join(folder, 'trusted.pem'), KEY);
    try {
      // A busy machine adds to the exporter's time, and not always: without an end every look takes minutes.
      const durations: number[] = [];
      while (durations.length < 5 && !(Math.min(...durations) < 10)) {
        const seen = await committed.look('http_200', `${origins['good']}/silent`);
        expect(seen).toMatchObject({ [success.name]: 0, [status.name]: 0 });
        durations.push(seen['probe_duration_seconds'] ?? Infinity);
      }
      expect(Math.min(...durations)).toBeLessThan(10);
      expect(await committed.look('http_200', 'https://nowhere.invalid/')).toMatchObject({ [success.name]: 0 });
    } finally {
      await committed.end();
    }
  });

  test('refuses a module that it does not have: Prometheus then has no result', async () => {
    await expect(look('http_2xx', '/health/')).rejects.toThrow(/400 Unknown module "http_2xx"/);
  });

  test('planted: modules that follow redirects take the one that D-10 forbids for well', async () => {
    const text = patient(modulesOf('fablink-prod')).replaceAll('follow_redirects: false', 'follow_redirects: true');
    const following = await RunningExporter.start(folder, text, join(folder, 'trusted.pem'), KEY);
    try {
      expect(await following.look('http_200', `${origins['good']}/health`)).toMatchObject({ [success.name]: 1 });
    } finally {
      await following.end();
    }
  });

  test('shows every metric that the catalogue declares', async () => {
    const seen = await look('http_200', '/health/');
    expect(Object.values(PROBE).filter(({ name }) => seen[name] === undefined)).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli';
import { repository } from '../../src/cli/project';
import type { KubeObject } from '../../src/model';
import { realModel } from '../real-model';
import { projectOf, recording, scratchFolder, type Recording } from './fixture';

function pod(name: string): KubeObject {
  const labels = { 'app.kubernetes.io/name': name };
  const ports = [{ name: 'http', containerPort: 80 }];
  const spec = { containers: [{ name, ports }] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop', labels }, spec };
}

function policy(name: string, spec: object): KubeObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: 'shop' }, spec };
}

const podsOf = (name: string): object => ({ podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } });

const shop = [
  pod('web'),
  pod('db'),
  policy('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
  policy('web', { ...podsOf('web'), policyTypes: ['Egress'], egress: [{ to: [podsOf('db')], ports: [{ port: 80 }] }] }),
  policy('db', {
    ...podsOf('db'),
    policyTypes: ['Ingress'],
    ingress: [{ from: [podsOf('web'), { ipBlock: { cidr: '192.0.2.0/26' } }], ports: [{ port: 80 }] }],
  }),
];

async function garam(argv: readonly string[], colour = false): Promise<Recording & { readonly code: number }> {
  const terminal = recording(colour);
  return Object.assign(terminal, { code: await run(argv, projectOf(scratchFolder(), shop), terminal) });
}

describe('garam net', () => {
  test('prints who reaches whom, and who reaches nothing', async () => {
    const { code, stdout } = await garam(['net', 'test']);
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "Callees
         1  db:80/TCP

      Callers        1
      web            ✓
      192.0.2.0/26   ✓

      Reach nothing
        db, kube-dns, shop/stranger, elsewhere/stranger, internet-ipv6, private-ipv6, link-local-ipv6,
        internet, private, link-local, metadata, nodes, load-balancers, cluster-ips,
        4 lookalikes (pods with only part of the labels that a policy asks for)
      "
    `);
  });

  test('answers JSON: every open connection', async () => {
    const { stdout } = await garam(['net', 'test', '--json']);
    expect(JSON.parse(stdout)).toEqual({
      environment: 'test',
      reaches: [
        { from: { name: 'web', namespace: 'shop' }, to: { name: 'db', namespace: 'shop' }, ports: '80/TCP' },
        {
          from: { name: '192.0.2.0/26', addresses: '192.0.2.0–192.0.2.63' },
          to: { name: 'db', namespace: 'shop' },
          ports: '80/TCP',
        },
      ],
    });
  });

  test('is coloured on a terminal only', async () => {
    expect((await garam(['net', 'test'], true)).stdout).toContain('\u001b[1mCallees');
    expect((await garam(['net', 'test', '--no-color'], true)).stdout).not.toContain('\u001b');
    expect((await garam(['net', 'why', 'test', 'web', 'db:81', '--no-color'], true)).stdout).not.toContain('\u001b');
  });
});

describe('garam net why', () => {
  test('names the rules that let a connection through on both sides, with file, line and TypeScript line', async () => {
    const { code, stdout } = await garam(['net', 'why', 'test', 'web', 'db:http']);
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "allowed: web → db:80/TCP

        egress of web: lets it out to db on 80/TCP
          NetworkPolicy/shop/web
            --> dist/test/test-app/shop/NetworkPolicy.web.yaml:14
            --> src/systems/test/index.ts:1:1

        ingress of db: lets web in on 80/TCP
          NetworkPolicy/shop/db
            --> dist/test/test-app/shop/NetworkPolicy.db.yaml:14
            --> src/systems/test/index.ts:1:1
      "
    `);
  });

  test('names what closes a connection, and what it opens to the same caller instead', async () => {
    const { code, stdout } = await garam(['net', 'why', 'test', 'web', 'db:81']);
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "stopped: web → db:81/TCP

        egress of web: stopped, no rule lets it out to db on 81/TCP; closed by
          NetworkPolicy/shop/default-deny
            --> dist/test/test-app/shop/NetworkPolicy.default-deny.yaml:7
            --> src/systems/test/index.ts:1:1
          NetworkPolicy/shop/web, which opens 80/TCP to it
            --> dist/test/test-app/shop/NetworkPolicy.web.yaml:8
            --> src/systems/test/index.ts:1:1

        ingress of db: stopped, no rule lets web in on 81/TCP; closed by
          NetworkPolicy/shop/default-deny
            --> dist/test/test-app/shop/NetworkPolicy.default-deny.yaml:7
            --> src/systems/test/index.ts:1:1
          NetworkPolicy/shop/db, which opens 80/TCP to it
            --> dist/test/test-app/shop/NetworkPolicy.db.yaml:8
            --> src/systems/test/index.ts:1:1
      "
    `);
  });

  test('takes addresses on both sides, and answers once where all addresses of a name are decided alike', async () => {
    const first = async (...words: readonly string[]): Promise<string | undefined> =>
      (await garam(['net', 'why', 'test', ...words])).stdout.split('\n')[0];
    expect(await first('192.0.2.9', 'db:80')).toBe('allowed: 192.0.2.9 (192.0.2.0/26) → db:80/TCP');
    expect(await first('192.0.2.99', 'db:80/tcp')).toBe('stopped: 192.0.2.99 (nodes) → db:80/TCP');
    expect(await first('web', '[2001:db8::1]:53/UDP')).toBe('stopped: web → 2001:db8::1 (internet-ipv6):53/UDP');
    const { stdout } = await garam(['net', 'why', 'test', 'internet', 'db:80']);
    expect(stdout.match(/^(allowed|stopped)/gm)).toEqual(['stopped']);
  });

  test('answers JSON wherever --json stands', async () => {
    const [before, after] = [
      await garam(['net', '--json', 'why', 'test', 'web', 'db:80']),
      await garam(['net', 'why', 'test', 'web', 'db:80', '--json']),
    ];
    expect(before.stdout).toBe(after.stdout);
    expect(JSON.parse(after.stdout)).toMatchObject([{ from: 'web', to: 'db', port: '80/TCP', allowed: true }]);
  });

  test.each([
    [['net'], "missing required argument 'environment'"],
    [['net', 'tset'], 'unknown environment tset. Did you mean test?'],
    [['net', 'why', 'test', 'web'], "missing required argument 'to:port'"],
    [['net', 'why', 'tset', 'web', 'db:80'], 'unknown environment tset. Did you mean test?'],
    [['net', 'why', 'test', 'wep', 'db:80'], 'unknown party wep. Did you mean web?'],
    [['net', 'why', 'test', 'zzzzzzz', 'db:80'], 'unknown party zzzzzzz. There are web, db, kube-dns,'],
    [['net', 'why', 'test', 'stranger', 'db:80'], 'stranger stands for several'],
    [['net', 'why', 'test', 'web', 'db'], 'db names no port: expected <name or address>:<port>.'],
    [['net', 'why', 'test', 'web', 'db:htpt'], 'db has no TCP port named htpt. Did you mean http?'],
    [['net', 'why', 'test', 'web', '192.0.2.1:http'], 'has no TCP port named http. There are none.'],
    [['net', 'why', 'test', 'web', 'db:70000'], '70000 is no port: expected 1 to 65535.'],
    [['net', 'why', 'test', 'web', 'db:80/TPC'], 'unknown protocol TPC. Did you mean TCP?'],
    [['net', 'why', 'test', 'internet', 'nodes:80'], 'neither internet nor nodes is of this environment'],
  ])('%j ends with 2 and a hint', async (argv, hint) => {
    const { code, stdout, stderr } = await garam(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(hint);
    expect(stderr).not.toContain('    at ');
  });
});

describe('the guide', () => {
  const guide = readFileSync(join(repository.root, 'docs/guides/network.md'), 'utf8');
  const examples = [...guide.matchAll(/```console\n\$ npx garam (.+)\n([^]*?)```/g)];
  /** Lines move with every edit around them. */
  const steady = (text: string): string => text.trim().replace(/(\.yaml|\.ts)(:\d+)+/g, '$1');

  test('shows examples', () => expect(examples.length).toBeGreaterThan(2));

  test.each(examples.map(([, words = '', output = '']) => [words, output]))(
    'shows what garam %s prints',
    async (words, output) => {
      const terminal = recording();
      const project = { ...repository, synthesize: async () => ({ model: realModel(), files: [] }) };
      await run(words.split(' '), project, terminal);
      expect(steady(output)).toBe(steady(terminal.stdout));
    },
  );
});

import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as provingGround from '../../src/proving-ground';
import {
  etcd,
  findProgram,
  keda,
  kubernetesTools,
  kwok,
  missingTools,
  nearestLine,
  pinnedVersion,
  provideTools,
  toolPlaces,
  tools,
  toolsByName,
  type ToolPlaces,
} from '../../src/proving-ground';
import { read } from '../constructs/read';
import { named, realModel } from '../real-model';
import { requiredVersion } from '../../src/proving-ground/tools/pinned-version';

const ROOT = resolve(__dirname, '../..');
const version = pinnedVersion(ROOT, etcd);
let folder: string;
let places: ToolPlaces;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'garam-tools-'));
  places = { root: ROOT, cache: join(folder, 'cache'), ready: join(folder, 'ready'), assets: join(folder, 'assets') };
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A program that says it is of a version. */
function fake(path: string, says: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho "${says}"\n`);
  chmodSync(path, 0o755);
  return path;
}

const readyEtcd = (): string => join(folder, 'ready', `etcd@${version}`, 'etcd');
const builtEtcd = (): string => join(folder, 'cache', 'tools', `etcd@${version}`, 'etcd');

describe('the pins', () => {
  test.each(tools.map(tool => [tool.folder, tool] as const))(
    'tools/%s pins its module and names each program',
    (_, tool) => {
      const goMod = readFileSync(join(ROOT, 'tools', tool.folder, 'go.mod'), 'utf8');
      expect(pinnedVersion(ROOT, tool)).toMatch(/^\d+\.\d+\.\d+$/);
      for (const program of tool.programs) expect(goMod.split(/\s+/)).toContain(program.package);
    },
  );

  test.each(Object.entries(kubernetesTools))('Kubernetes %s pins a release of that line', (line, tool) => {
    expect(pinnedVersion(ROOT, tool).startsWith(`${line}.`)).toBe(true);
  });

  test('a replacement of the module is no requirement', () => {
    const goMod = 'replace a.example/b => a.example/b v0.1.0\n\nrequire (\n\ta.example/b v1.2.3 // indirect\n)\n';
    expect(requiredVersion(goMod, 'a.example/b')).toBe('1.2.3');
    expect(requiredVersion('require a.example/b v1.2.4\n', 'a.example/b')).toBe('1.2.4');
    expect(requiredVersion('require a.example/bc v1.2.4\n', 'a.example/b')).toBeUndefined();
  });
});

test.each([
  ['mysqld-exporter', 'memo-prod', 'Deployment/mariadb-exporter'],
  ['redis-exporter', 'memo-prod', 'Deployment/redis-exporter'],
  ['node-exporter', 'learn', 'DaemonSet/node-exporter'],
])('%s is proven in the version that %s deploys as %s', (name, environment, workload) => {
  const tool = toolsByName.find(each => each.name === name);
  const object = realModel().manifests.find(named(environment, workload))?.object;
  const image = String(object && read(object, 'spec.template.spec.containers.0.image'));
  expect(image.split(':v')[1]).toBe(tool && pinnedVersion(ROOT, tool));
});

describe('a tool that only some proofs need', () => {
  const proofs = ['test/proof', 'test/e2e']
    .flatMap(room => readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map(file => join(room, file)))
    .filter(file => file.endsWith('.ts'))
    .map(file => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n');
  const names = new Map<unknown, string>(Object.entries(provingGround).map(([name, value]) => [value, name]));

  test.each(toolsByName.map(tool => [tool.folder, tool] as const))('is needed by one of them: %s', (_, tool) => {
    // By its constant, or by its name where several are started alike.
    expect([`\\b${names.get(tool)}\\b`, `'${tool.folder}'`].filter(each => new RegExp(each).test(proofs))).not.toEqual(
      [],
    );
  });
});

describe('where tools are found', () => {
  test('a ready tool comes before a built one', () => {
    fake(builtEtcd(), `etcd Version: ${version}`);
    expect(findProgram(places, etcd, 'etcd')).toBe(builtEtcd());
    fake(readyEtcd(), `etcd Version: ${version}`);
    expect(findProgram(places, etcd, 'etcd')).toBe(readyEtcd());
  });

  test('KUBEBUILDER_ASSETS holds a control plane, and a program of another version there is passed over', () => {
    const server = kubernetesTools['1.30'];
    const path = fake(join(folder, 'assets', 'kube-apiserver'), `Kubernetes v${pinnedVersion(ROOT, server)}`);
    expect(findProgram(places, server, 'kube-apiserver')).toBe(path);
    expect(() => findProgram(places, kubernetesTools['1.36'], 'kube-apiserver')).toThrow(
      `${path} was refused: it is 1.30.14`,
    );
  });

  test('a tool of the wrong version is refused with both versions, and never taken', () => {
    fake(readyEtcd(), 'etcd Version: 3.5.9');
    const refused = `${readyEtcd()} was refused: it is 3.5.9, and etcd ${version} is wanted.`;
    expect(() => findProgram(places, etcd, 'etcd')).toThrow(refused);
    fake(builtEtcd(), `etcd Version: ${version}`);
    expect(findProgram(places, etcd, 'etcd')).toBe(builtEtcd());
  });

  test('a program that does not run is refused', () => {
    const path = fake(readyEtcd(), '');
    writeFileSync(path, '#!/bin/sh\nexit 3\n');
    expect(() => findProgram(places, etcd, 'etcd')).toThrow('it is of no version that it tells');
  });

  test('what is missing is told with the proofs that are missed', () => {
    expect(missingTools(places)).toHaveLength(tools.length - toolsByName.length);
    expect(missingTools(places)[0]).toBe(`Missing: etcd ${version}. Nobody can prove here ${etcd.proves}.`);
    fake(builtEtcd(), `etcd Version: ${version}`);
    expect(missingTools(places)).toHaveLength(tools.length - toolsByName.length - 1);
  });

  test('a tool that only some proofs need is missed by them, with its own name to build it by', () => {
    expect(missingTools(places).join()).not.toContain(keda.proves);
    expect(() => findProgram(places, keda, 'keda')).toThrow(/ScaledObject[^]*npm run tools -- keda \(needs Go\)/);
  });

  test('a program that tells no version is believed what the linker noted', () => {
    const path = join(folder, 'ready', `keda@${pinnedVersion(ROOT, keda)}`, 'keda');
    fake(path, '');
    const noted = (of: string): void => writeFileSync(path, `\0dep\t${keda.module}\tv${of}\th1:x=\n`);
    noted('2.0.0');
    expect(() => findProgram(places, keda, 'keda')).toThrow('it is 2.0.0');
    noted(pinnedVersion(ROOT, keda));
    expect(findProgram(places, keda, 'keda')).toBe(path);
  });

  test('the folders come from the environment', () => {
    expect(toolPlaces('/r', { XDG_CACHE_HOME: '/x' })).toEqual({ root: '/r', cache: '/x/garam' });
    expect(toolPlaces('/r', { GARAM_CACHE: '/c', GARAM_TOOLS: '/t', KUBEBUILDER_ASSETS: '/a' })).toEqual({
      root: '/r',
      cache: '/c',
      ready: '/t',
      assets: '/a',
    });
  });
});

describe('providing tools', () => {
  const path = process.env.PATH;
  afterEach(() => (process.env.PATH = path));

  test('what is there is not built', async () => {
    fake(readyEtcd(), `etcd Version: ${version}`);
    const said: string[] = [];
    expect(await provideTools(places, ['etcd'], sentence => said.push(sentence))).toEqual([
      { program: 'etcd', version, path: readyEtcd(), built: false },
    ]);
    expect(said).toEqual([]);
  });

  test('a machine without Go is told what to install and what it cannot prove', async () => {
    process.env.PATH = folder;
    await expect(provideTools(places, ['etcd', 'kwok'], () => undefined)).rejects.toThrow(
      /anything on a real API server \(etcd [\d.]+\)[^]*\(kwok [\d.]+\)\nInstall Go 1\.26/,
    );
  });

  test('without a name nobody builds what only some proofs need', async () => {
    process.env.PATH = folder;
    const missed = await provideTools(places, [], () => undefined).catch(String);
    expect(missed).toContain(kwok.proves);
    for (const { proves } of toolsByName) expect(missed).not.toContain(proves);
  });

  test('all are built by one word', async () => {
    process.env.PATH = folder;
    const missed = await provideTools(places, ['all'], () => undefined).catch(String);
    for (const { proves } of tools) expect(missed).toContain(proves);
  });

  test('an unknown tool is named with those there are', async () => {
    await expect(provideTools(places, ['etct'], () => undefined)).rejects.toThrow(
      /unknown tool etct\. There are etcd, /,
    );
  });
});

test.each([
  ['1.28', '1.30'],
  ['1.30', '1.30'],
  ['1.31', '1.36'],
  ['1.36', '1.36'],
])('a cluster of %s is proved on %s', (setting, line) => expect(nearestLine(setting)).toBe(line));

test('a cluster newer than all is told so', () => expect(() => nearestLine('1.99')).toThrow('at or above 1.99'));

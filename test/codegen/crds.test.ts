import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { crdsFaults, makeCrds } from '../../src/codegen/crds';
import { fromFolder, fromUpstream, upstreamUrl } from '../../src/codegen/crds-upstream';
import { sha256 } from '../../src/codegen/generated-folder';
import { type CrdSource, sources } from '../../src/codegen/sources';

const upstreamText = (plural: string, extra = ''): string => `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${plural}.example.org, creationTimestamp: null }
spec:
  group: example.org
  names: { kind: Thing, plural: ${plural} }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      additionalPrinterColumns: [{ name: Age, type: date, jsonPath: .spec.age, description: prose of a column }]
      schema:
        openAPIV3Schema:
          description: prose of the whole
          type: object
          properties:
            description: { type: string, description: prose of a property }
            mode: { type: string, enum: ['on', 'off', '0755'], default: 'on' }
            list: { type: array, items: { type: object, description: prose of an item, properties: { description: { type: string } } } }
            map: { type: object, additionalProperties: { type: string, description: prose of a value } }
            preset: { type: object, default: { description: a value }, x-kubernetes-preserve-unknown-fields: true }
            either: { anyOf: [{ type: string, description: prose of a branch }, { type: integer }], x-kubernetes-int-or-string: true }
          x-kubernetes-validations: [{ rule: self.mode != 'off', message: stays }]
${extra}`;

const sourceOf = (plural: string, text: string, rest: Partial<CrdSource> = {}): CrdSource => ({
  name: `${plural}.example.org`,
  repository: 'example/things',
  tag: 'v1.2.3',
  commit: '0123456789ab',
  path: `crds/${plural}.yaml`,
  sha256: sha256(text),
  licence: 'Apache-2.0',
  ...rest,
});

let upstream: string;
let folder: string;

beforeEach(() => {
  upstream = mkdtempSync(join(tmpdir(), 'upstream-'));
  folder = join(mkdtempSync(join(tmpdir(), 'made-')), 'crds');
});

afterEach(() => {
  rmSync(upstream, { recursive: true });
  rmSync(resolve(folder, '..'), { recursive: true });
});

const publish = (plural: string, rest: Partial<CrdSource> = {}, text = upstreamText(plural)): CrdSource => {
  writeFileSync(join(upstream, `${plural}.example.org.yaml`), text);
  return sourceOf(plural, text, rest);
};
const make = (list: readonly CrdSource[]): Promise<void> => makeCrds(folder, list, fromFolder(upstream));
const made = (plural: string): string => readFileSync(join(folder, `${plural}.example.org.yaml`), 'utf8');
const bytes = (): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map(name => [name, readFileSync(join(folder, name), 'utf8')]));

test('a generated CRD has no prose, and a property called description stays', async () => {
  await make([publish('things')]);
  expect(made('things')).not.toContain('prose of');
  const schema = parse(made('things')).spec.versions[0].schema.openAPIV3Schema;
  expect(schema.properties.description).toEqual({ type: 'string' });
  expect(schema.properties.list.items.properties).toEqual({ description: { type: 'string' } });
  expect(schema.properties.map.additionalProperties).toEqual({ type: 'string' });
  expect(schema.properties.either.anyOf).toEqual([{ type: 'string' }, { type: 'integer' }]);
});

test('a generated CRD keeps defaults, rules and columns, and no value of the server', async () => {
  await make([publish('things')]);
  const { metadata, spec } = parse(made('things'));
  const [version] = spec.versions;
  expect(version.schema.openAPIV3Schema.properties.preset.default).toEqual({
    description: 'a value',
  });
  expect(version.schema.openAPIV3Schema['x-kubernetes-validations']).toEqual([
    { rule: "self.mode != 'off'", message: 'stays' },
  ]);
  expect(version.additionalPrinterColumns).toEqual([{ name: 'Age', type: 'date', jsonPath: '.spec.age' }]);
  expect(metadata).toEqual({ name: 'things.example.org' });
});

test('strings that YAML 1.1 takes for booleans or numbers are quoted', async () => {
  await make([publish('things')]);
  const mode = parse(made('things'), { version: '1.1' }).spec.versions[0].schema.openAPIV3Schema.properties.mode;
  expect(mode).toEqual({ type: 'string', enum: ['on', 'off', '0755'], default: 'on' });
});

test('the first line names repository, tag, checksum and licence', async () => {
  const source = publish('things');
  await make([source]);
  const [header] = made('things').split('\n');
  for (const part of ['example/things', 'v1.2.3', source.sha256, 'Apache-2.0']) expect(header).toContain(part);
});

test('a stand-in says that it is one', async () => {
  await make([publish('things'), publish('guesses', { standIn: 'wrapped from a catalogue, columns missing' })]);
  expect(made('guesses')).toMatch(/^# STAND-IN .*wrapped from a catalogue, columns missing/m);
  expect(made('things')).not.toContain('STAND-IN');
});

test('two runs give the same bytes, and a CRD that left the list is removed', async () => {
  const [things, others] = [publish('things'), publish('others')];
  await make([things, others]);
  const first = bytes();
  await make([things, others]);
  expect(bytes()).toEqual(first);
  await make([things]);
  expect(Object.keys(bytes())).toEqual(['SUMS', 'things.example.org.yaml']);
});

test('a wrong checksum is refused with file, expected, got and a remedy, and nothing is written', async () => {
  const right = publish('things');
  const wrong = publish('others', { sha256: '0'.repeat(64) });
  const refusal = make([right, wrong]);
  await expect(refusal).rejects.toThrow(
    /others\.example\.org: wrong checksum of example\/things v1\.2\.3 crds\/others/,
  );
  await expect(refusal).rejects.toThrow(`expected ${'0'.repeat(64)}`);
  await expect(refusal).rejects.toThrow(`got      ${sha256(upstreamText('others'))}`);
  await expect(refusal).rejects.toThrow('correct sha256 in src/codegen/sources/');
  expect(existsSync(folder)).toBe(false);
});

test('every source that is missing is named, and nothing is written', async () => {
  const list = ['things', 'others'].map(plural => sourceOf(plural, ''));
  await expect(make(list)).rejects.toThrow(/things\.example\.org: there is no[^]*others\.example\.org: there is no/);
  expect(existsSync(folder)).toBe(false);
});

test.each([
  ['another CRD', upstreamText('others'), 'the file defines others.example.org'],
  ['no CRD', 'kind: ConfigMap', 'is no CustomResourceDefinition'],
  ['a value of two meanings', upstreamText('things', '  note: on\n'), 'something else in YAML 1.1'],
])('a source that holds %s is refused', async (_, text, message) => {
  await expect(make([publish('things', {}, text)])).rejects.toThrow(message);
});

test('without a folder a source is downloaded from its tag, and a refusal says what to do', async () => {
  const text = upstreamText('things');
  const source = sourceOf('things', text);
  const fetched = jest.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(text));
  await makeCrds(folder, [source], fromUpstream);
  expect(fetched.mock.calls[0]?.[0]).toBe('https://raw.githubusercontent.com/example/things/v1.2.3/crds/things.yaml');
  fetched.mockImplementation(async () => new Response('', { status: 404 }));
  await expect(fromUpstream(source)).rejects.toThrow(`${upstreamUrl(source)} answers 404`);
  fetched.mockImplementation(() => Promise.reject(new Error('fetch failed')));
  await expect(fromUpstream(source)).rejects.toThrow('connect to the internet, or set GARAM_CRDS to a folder');
  await expect(fromUpstream({ ...source, standIn: 'derived' })).rejects.toThrow('a stand-in is published nowhere');
  fetched.mockRestore();
});

describe('a clean clone notices without the upstream files', () => {
  let list: readonly CrdSource[];
  beforeEach(async () => {
    list = [publish('things'), publish('others')];
    await make(list);
  });
  const file = (): string => join(folder, 'things.example.org.yaml');

  test('that nothing is wrong', () => expect(crdsFaults(folder, list)).toEqual([]));

  test('an edit by hand', () => {
    writeFileSync(file(), made('things').replace('Namespaced', 'Cluster'));
    expect(crdsFaults(folder, list)).toEqual([expect.stringContaining('things.example.org.yaml has SHA-256')]);
  });

  test('a file put there, and a file taken away', () => {
    writeFileSync(join(folder, 'extra.yaml'), '');
    rmSync(file());
    expect(crdsFaults(folder, list).join()).toMatch(/things\.example\.org\.yaml is missing[^]*extra\.yaml is not in/);
  });

  test('a source that changed in the list only', () => {
    const [things, others] = list as [CrdSource, CrdSource];
    expect(crdsFaults(folder, [{ ...things, tag: 'v2.0.0' }, others])).toEqual([
      expect.stringContaining('things.example.org.yaml was made from another source'),
    ]);
  });
});

test('the committed crds/ is what the list of sources says', () => {
  expect(crdsFaults(resolve(__dirname, '../../crds'), sources)).toEqual([]);
});

test('no CRD stands twice in the list of sources', () => {
  const names = sources.map(source => source.name);
  expect(names).toEqual([...new Set(names)]);
});

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../src/model';
import { differences, schemaFiles, writeSchemas } from '../../src/codegen/schemas';
import { convert, type ConversionStyle } from '../../src/codegen/schemas-convert';
import { crdSchema } from '../../src/codegen/schemas-crd';
import { compactJson } from '../../src/codegen/schemas-json';
import { kubernetesReleases } from '../../src/codegen/schemas-kinds';
import { reduceOpenApi } from '../../src/codegen/schemas-openapi';
import { javascriptPattern } from '../../src/codegen/schemas-pattern';

const root = join(__dirname, '../..');
const committed = { schemas: join(root, 'schemas'), crds: join(root, 'crds') };

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'schemas-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('npm run schemas', () => {
  it('makes the committed files to the byte, without the servers and without the network', () => {
    expect(differences(committed.schemas, schemaFiles(committed))).toEqual([]);
  });

  it('names missing, differing and stale files, mends them, and then finds nothing', () => {
    const files = new Map([
      ['index.json', '{}\n'],
      ['crds/a.json', '1\n'],
      ['crds/b.json', '2\n'],
    ]);
    mkdirSync(join(folder, 'crds'));
    writeFileSync(join(folder, 'crds/b.json'), 'other\n');
    writeFileSync(join(folder, 'crds/old.json'), '3\n');
    expect(differences(folder, files)).toEqual([
      'differs  crds/b.json',
      'missing  crds/a.json',
      'missing  index.json',
      'stale    crds/old.json',
    ]);
    writeSchemas(folder, files);
    expect(differences(folder, files)).toEqual([]);
    expect(existsSync(join(folder, 'crds/old.json'))).toBe(false);
  });

  it('refuses a dump that is not the recorded one', () => {
    const [release] = kubernetesReleases;
    if (release === undefined) throw new Error('no release');
    mkdirSync(join(folder, release.release));
    writeFileSync(join(folder, release.release, 'api__v1.json'), '{"schemas":{}}');
    expect(() => reduceOpenApi(folder, release)).toThrow(
      /is not the dump of v1\.28\.15 .*its checksum is [0-9a-f]{64}/,
    );
  });

  it('refuses reduced documents that were made for another list of kinds', () => {
    cpSync(committed.schemas, folder, { recursive: true });
    const file = join(folder, 'openapi/1.30.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"v1 Pod":', '"v1 Gone":'));
    expect(() => schemaFiles({ ...committed, schemas: folder })).toThrow(/made for another list of kinds/);
    rmSync(file);
    expect(() => schemaFiles({ ...committed, schemas: folder })).toThrow(/1\.30\.json is missing.*GARAM_OPENAPI/);
  });

  it('writes JSON that a diff can show: sorted keys, short lines, a line feed at the end', () => {
    const long = { b: 'x'.repeat(120), a: { y: [1, 2], x: 'z'.repeat(60) } };
    expect(compactJson(long)).toBe(`{\n "a":{"x":"${'z'.repeat(60)}","y":[1,2]},\n "b":"${'x'.repeat(120)}"\n}\n`);
    expect(JSON.parse(compactJson(long))).toEqual(long);
  });
});

describe('the conversion of a published schema', () => {
  const server: ConversionStyle = { openWithoutFields: true, defaultsSatisfyRequired: false };
  const custom: ConversionStyle = { openWithoutFields: false, defaultsSatisfyRequired: true };
  const text = { type: 'string' };

  it.each<[string, Record<string, Json>, Record<string, Json>]>([
    [
      'makes a single allOf a reference',
      { allOf: [{ $ref: '#/components/schemas/io.Spec' }], default: {} },
      { $ref: '#/definitions/io.Spec' },
    ],
    [
      'closes objects',
      { type: 'object', properties: { a: text } },
      { type: 'object', properties: { a: text }, additionalProperties: false },
    ],
    ['keeps maps', { type: 'object', additionalProperties: text }, { type: 'object', additionalProperties: text }],
    [
      'bounds 32-bit numbers',
      { type: 'integer', format: 'int32', minimum: 0 },
      { type: 'integer', minimum: 0, maximum: 2147483647 },
    ],
    [
      'makes exclusive bounds numbers',
      { type: 'integer', minimum: 0, exclusiveMinimum: true },
      { type: 'integer', exclusiveMinimum: 0 },
    ],
    [
      'makes nullable a type',
      { ...text, nullable: true, enum: ['a'] },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      'knows numbers or text',
      { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, text] },
      { type: ['integer', 'string'] },
    ],
    [
      'leaves open what keeps unknown fields',
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { a: text } },
      { type: 'object', properties: { a: text } },
    ],
    ['leaves embedded resources open', { type: 'object', 'x-kubernetes-embedded-resource': true }, { type: 'object' }],
    ['takes no fields where a CRD names none', { type: 'object' }, { type: 'object', additionalProperties: false }],
    [
      'does not ask for what a default gives',
      { type: 'object', required: ['a'], properties: { a: { ...text, default: 'x' } } },
      { type: 'object', properties: { a: text }, additionalProperties: false },
    ],
    [
      'keeps the keys of lists, and their defaults',
      {
        type: 'array',
        'x-kubernetes-list-map-keys': ['p'],
        items: { type: 'object', properties: { p: { ...text, default: 'TCP' } } },
      },
      {
        type: 'array',
        'x-kubernetes-list-map-keys': ['p'],
        'x-garam-key-defaults': { p: 'TCP' },
        items: { type: 'object', properties: { p: text }, additionalProperties: false },
      },
    ],
    [
      'drops prose, defaults and CEL',
      { ...text, description: 'x', default: 'a', 'x-kubernetes-validations': [{ rule: 'true' }] },
      text,
    ],
  ])('%s', (_name, source, expected) => expect(convert(source, custom, 'test')).toEqual(expected));

  it('leaves a server-side object without fields open', () => {
    expect(convert({ type: 'object' }, server, 'test')).toEqual({ type: 'object' });
  });

  it('asks for a field with a default where the server does not fill it in before it checks', () => {
    const source = { type: 'object', required: ['a'], properties: { a: { type: 'string', default: '' } } };
    expect(convert(source, server, 'test').required).toEqual(['a']);
  });

  it('gives points in time and base64 a pattern', () => {
    const time = new RegExp(String(convert({ type: 'string', format: 'date-time' }, custom, 'test').pattern));
    expect([time.test('2030-01-31T08:00:00Z'), time.test('tomorrow')]).toEqual([true, false]);
    const base64 = new RegExp(String(convert({ type: 'string', format: 'byte' }, custom, 'test').pattern));
    expect([base64.test('aGVsbG8='), base64.test('no!')]).toEqual([true, false]);
  });

  it.each<[string, Record<string, Json>]>([
    ['oneOf', { oneOf: [{ properties: {} }] }],
    ['anyOf', { anyOf: [{ type: 'string' }] }],
    ['not', { not: {} }],
    ['multipleOf', { type: 'integer', multipleOf: 2 }],
    ['format ipv4', { type: 'string', format: 'ipv4' }],
  ])('refuses %s, which the checker would ignore', (what, source) => {
    expect(() => convert(source, custom, 'Kind.spec')).toThrow(new RegExp(`Kind\\.spec.*${what}`));
  });

  it('spells the letters under (?i) of Go in both cases, to the end of their group', () => {
    const pattern = javascriptPattern('^((?i)sun|mon)day$');
    expect(pattern).toBe('^([sS][uU][nN]|[mM][oO][nN])day$');
    expect(javascriptPattern('[a\\]b](?i)x\\d')).toBe('[a\\]b][xX]\\d');
    expect(() => javascriptPattern('(?i)[a-z]')).toThrow(/both cases/);
  });

  it('takes the served versions of a CRD, without status', () => {
    const version = (name: string, served: boolean): string =>
      `{name: ${name}, served: ${served}, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: string}, status: {type: string}}}}}`;
    const crd = [
      'kind: CustomResourceDefinition',
      'spec:',
      '  group: example.com',
      '  scope: Cluster',
      '  names: { kind: Thing }',
      `  versions: [${version('v1', true)}, ${version('v1beta1', false)}]`,
    ].join('\n');
    const schema = crdSchema(crd, {}) as { kinds: object; definitions: { v1: { properties: object } } };
    expect(Object.keys(schema.kinds)).toEqual(['example.com/v1 Thing']);
    expect(Object.keys(schema.definitions.v1.properties).sort()).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
  });
});

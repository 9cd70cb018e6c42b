import { ApiObject, App, Chart, JsonPatch, Yaml } from 'cdk8s';
import { emit } from '../../src/synth/yaml-emitter';
import { seeded } from '../seeded';
import { YamlObjects } from './yaml-objects';

const QUICK_OBJECTS = 1_500;

describe('yaml emitter', () => {
  it('writes the bytes of Yaml.stringify for seeded random and hostile objects', () => {
    const objects = new YamlObjects(seeded(1));
    for (let i = 0; i < QUICK_OBJECTS; i++) {
      const object = objects.map(1 + (i % 7));
      expect(emit(object)).toBe(Yaml.stringify(object));
    }
  });

  it('lays out the ordinary object itself and asks cdk8s for each scalar and key only once', () => {
    const object = {
      kind: 'Once',
      list: [{ 'one key': 'one value', two: 'one value' }],
      text: 'first line\nsecond line\n',
    };
    const stringify = jest.spyOn(Yaml, 'stringify');
    const first = emit(object);
    const asked = stringify.mock.calls.length;
    const second = emit(object);
    const askedAgain = stringify.mock.calls.length - asked;
    const askedForAll = stringify.mock.calls.filter(([value]) => value === object).length;
    stringify.mockRestore();
    expect({ askedAgain, askedForAll, asked: asked > 0 }).toEqual({ askedAgain: 0, askedForAll: 0, asked: true });
    expect(second).toBe(first);
    expect(first).toBe(Yaml.stringify(object));
  });

  it.each([
    ['nothing', null],
    ['a scalar', 'text'],
    ['a list', [1, { a: 'b' }]],
    ['an empty map', {}],
    ['a map without a prototype', Object.assign(Object.create(null), { a: { b: 'c' } })],
    ['document markers below the root', { a: { '--- b': '--- c\n---\n' }, '--- d': '...' }],
    ['a key of more than 1024 characters', { a: { ['k'.repeat(1025)]: { b: 'c' } } }],
    ['keys that look like integers', { b: 1, 10: 'ten', 2: ['two'], a: { 1: 'one' } }],
    ['minus zero', { a: [-0, 0], b: -0 }],
  ])('writes %s as cdk8s does', (_, value) => {
    expect(emit(value)).toBe(Yaml.stringify(value));
  });

  it('writes an object that stands in two places as cdk8s does', () => {
    const shared = { a: ['b'] };
    const value = { first: shared, second: { third: shared } };
    expect(emit(value)).toBe(Yaml.stringify(value));
  });

  describe.each([undefined, '1'])('with CDK8S_DISABLE_SORT=%s', sorting => {
    const before = process.env.CDK8S_DISABLE_SORT;
    beforeEach(() => set(sorting));
    afterEach(() => set(before));

    it('writes what toJson() returns, in the order it has', () => {
      const objects = apiObjects();
      expect(objects.map(object => emit(object))).toEqual(objects.map(object => Yaml.stringify(object)));
    });

    it('writes equal bytes for equal objects, so that only toJson() sees the variable', () => {
      expect(emit({ kind: 'Z', apiVersion: 'v1', b: 1, a: 2 })).toBe('kind: Z\napiVersion: v1\nb: 1\na: 2\n');
    });
  });

  it.each([
    ['a function', '$.spec.run', { spec: { run: () => 1 } }, 'a function'],
    ['a symbol', '$.list[1]', { list: ['a', Symbol('b')] }, 'a symbol'],
    ['a bigint', '$.a', { a: 1n }, 'a bigint'],
    ['NaN', '$.spec.replicas', { spec: { replicas: NaN } }, 'NaN'],
    ['Infinity', '$.a["b.c/d"]', { a: { 'b.c/d': -Infinity } }, '-Infinity'],
    ['undefined in a list', '$.a[0][1]', { a: [[1, undefined]] }, 'undefined'],
    ['a hole in a list', '$.a[1]', { a: [1, , 2] }, 'undefined'], // prettier-ignore
    ['undefined in a map', '$.a.b', { a: { b: undefined } }, 'undefined'],
    ['a Date', '$.at', { at: new Date(0) }, 'an object of class Date'],
    ['a Map', '$.a[0]', { a: [new Map([['b', 1]])] }, 'an object of class Map'],
    ['a Map at the root', '$', new Map([['b', 1]]), 'an object of class Map'],
    ['a key __proto__', '$.a["__proto__"]', JSON.parse('{"a":{"__proto__":{"b":1}}}'), 'a key that JavaScript loses'],
    ['a function beside minus zero', '$.b', { a: -0, b: () => 1 }, 'a function'],
  ])('refuses %s and names its JSON path', (_, path, value, found) => {
    expect(() => emit(value)).toThrow(expect.objectContaining({ path, found: expect.stringContaining(found) }));
    expect(() => emit(value)).toThrow(`${path}: got ${found}`);
  });

  it('refuses a cycle and names its JSON path', () => {
    const list: unknown[] = ['a'];
    list.push({ back: list });
    expect(() => emit({ list })).toThrow('$.list[1].back: got an object that contains itself');
  });
});

function set(value: string | undefined): void {
  if (value === undefined) delete process.env.CDK8S_DISABLE_SORT;
  else process.env.CDK8S_DISABLE_SORT = value;
}

/** Objects by way of cdk8s: unsorted keys, null in a map, empty collections, a patch, the same value twice. */
function apiObjects(): unknown[] {
  const chart = new Chart(new App(), 'chart');
  const same = { z: 'yes', a: ['0755', 'a: b'] };
  const spec = { b: same, a: same, none: null, 10: 'ten', empty: {}, list: [], text: 'one\n  two\n' };
  const object = new ApiObject(chart, 'object', {
    apiVersion: 'v1',
    kind: 'Test',
    metadata: { labels: {} },
    ...{ spec },
  });
  const plain: unknown = object.toJson();
  object.addJsonPatch(JsonPatch.add('/spec/patched', { first: same, second: same, list: [null] }));
  return [plain, object.toJson()];
}

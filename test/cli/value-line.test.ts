import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { valueLine } from '../../src/cli/value-line';
import { scratchFolder } from './fixture';

const MAIN = `import { shop } from '../systems/shop';
import { cluster as place } from './place';
import { pools } from './parts/index';

const host = 'example.org';
const base = { replicas: 2, size: assumed('small', 'why') };

export const test = environment({
  name: 'test',
  cluster: place,
  systems: [
    other({ host }),
    shopFront({
      host,
      ...base,
      'quoted': assumed(1, 'why'), replicas: 3,
      nested: { list: [1, assumed(2, 'why')] } satisfies object,
    }),
  ],
  pools,
  broken: call(),
});
`;

const PLACE = `const all = { network: { range: assumed('192.0.2.0/24', 'why') } } as const;
export const cluster = { network: all.network };
`;

describe('the line of a value', () => {
  const root = scratchFolder();
  mkdirSync(join(root, 'src/environments/parts'), { recursive: true });
  writeFileSync(join(root, 'src/environments/test.ts'), MAIN);
  writeFileSync(join(root, 'src/environments/place.ts'), PLACE);
  writeFileSync(join(root, 'src/environments/parts/index.ts'), 'export const pools = [\n  { name: 1 },\n];\n');

  const made = { file: 'src/environments/test.ts', line: 8, column: 21 };
  const at = (path: string): string => {
    const { file, line, column } = valueLine(root, made, path);
    return `${file.slice('src/environments/'.length)}:${line}:${column}`;
  };

  test.each([
    ['a literal in the call', 'name', 'test.ts:9:9'],
    ['a constant of another file, through a property of a third', 'cluster.network.range', 'place.ts:1:33'],
    ['a spread constant', 'systems.shop-front.size', 'test.ts:6:35'],
    ['a value that overrides a spread one', 'systems.shop-front.replicas', 'test.ts:16:46'],
    ['a system by the factory that lists it', 'systems.other.host', 'test.ts:12:13'],
    ['a quoted key', 'systems.shop-front.quoted', 'test.ts:16:17'],
    ['an element of a list', 'systems.shop-front.nested.list.1', 'test.ts:17:27'],
    ['a folder’s index', 'pools.0.name', 'index.ts:2:11'],
  ])('%s', (_, path, expected) => {
    expect(at(path).replace('parts/', '')).toBe(expected);
  });

  test('is the deepest that is known where the tree ends', () => {
    expect(at('broken.inside')).toBe('test.ts:21:11');
  });

  test('is the environment’s own where the file cannot be read', () => {
    const gone = { file: 'src/environments/gone.ts', line: 1, column: 1 };
    expect(valueLine(root, gone, 'name')).toBe(gone);
  });
});

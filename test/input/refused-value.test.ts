import { refusedValue } from '../../src/synth/syntax/refused-value';

const FILES: Readonly<Record<string, string>> = {
  'src/environments/index.ts': `import { test } from './test';
import { live } from './live/index';
export const environments: readonly Environment[] = [test, live];
`,
  'src/environments/test.ts': `import { shopFront } from '../systems/shop';
import { cluster as place } from './place';
import { times } from './times';
import { fixed } from '../constructs/scaling';

const base = { replicas: fixed(0), probe: { ...times, path: '/' } };
const part = (replicas: Replicas, probe: Probe, times = fixed(-7)) => ({ replicas, list: [{ probe, times }] });
const pool = (name: string) => ({ name, size: size('2', '1Gi', '1', '1Gi') });

export const test = environment({
  name: 'test',
  cluster: place,
  systems: [
    other({ wait: times.every }),
    shopFront({ ...base, list: [1, assumed(Duration.seconds(-1), 'why')] satisfies unknown[] }),
  ],
  pools: ['a', 'b'].map(pool),
  parts: { one: part(fixed(-4), { every: fixed(-5) }), two: part(fixed(-6), {}, 1) },
});
`,
  'src/environments/live/index.ts': `import { times } from '../times';
import { shopFront } from '../../systems/shop';
import { watching } from './watching';
export const live = environment({
  name: 'live',
  systems: [shopFront({ probe: { ...times } }), watching],
  addOns: [
    chart({
      replicas:
        fixed(
          -1,
        ),
    }),
  ],
});
`,
  'src/environments/live/watching.ts': `import { watch } from '../../systems/watch';
export const watching = watch({ replicas: fixed(-9) });
`,
  'src/systems/watch.ts': `export const watch = listed('watch', Watch);\n`,
  'src/environments/times.ts': `export const times = {
  every: Duration.seconds(-15), timeout: Duration.seconds(-5),
};
const unused = fixed(-3);
`,
  'src/environments/place.ts': `export const cluster = { nodes: fixed(1.5), zones: [zone()] };
function zone() {
  return fixed(-2);
}
`,
  'src/systems/shop.ts': `export const shopFront = listed('shop', Shop);\n`,
};

/** What is told of a call that is written so on a line of a file. */
function told(file: string, written: string, message: string): string {
  const text = FILES[`src/environments/${file}`] ?? '';
  const at = text.indexOf(written);
  expect(at).toBeGreaterThanOrEqual(0);
  const before = text.slice(0, at).split('\n');
  const line = { file: `src/environments/${file}`, line: before.length, column: (before.at(-1) ?? '').length + 1 };
  const problem = refusedValue(message, [line], path => FILES[path]);
  return problem === undefined ? 'nothing' : `${problem.where}: ${problem.what}; expected ${problem.expected}`;
}

const REPLICAS = 'replicas: got 0, expected a whole number from 1';

describe('a value that a factory refused', () => {
  test.each([
    [
      'behind a constant and a spread',
      'test.ts',
      'fixed(0)',
      'test, systems.shop.replicas: replicas: got 0, in fixed(0); expected a whole number from 1',
    ],
    [
      'in a list, inside an assumed fact',
      'test.ts',
      'Duration.seconds(-1)',
      /^test, systems\.shop\.list\.1: replicas: got 0, in Duration/,
    ],
    ['in a constant of another file', 'place.ts', 'fixed(1.5)', /^test, cluster\.nodes: /],
    ['in a function of another file', 'place.ts', 'fixed(-2)', /^test, cluster\.zones\.0: /],
    ['passed to a function', 'test.ts', 'fixed(-4)', /^test, parts\.one\.replicas: /],
    ['inside an object passed to a function', 'test.ts', 'fixed(-5)', /^test, parts\.one\.list\.0\.probe\.every: /],
    ['passed to a function once more', 'test.ts', 'fixed(-6)', /^test, parts\.two\.replicas: /],
    ['as what a parameter is by default', 'test.ts', 'fixed(-7)', /^test, parts\.one\.list\.0\.times: /],
    ['in a function that a list is mapped by', 'test.ts', "size('2'", /^test, pools\.size: /],
    [
      'over several lines, in an add-on',
      'live/index.ts',
      'fixed(\n',
      /^live, addOns\.0\.replicas: .* in fixed\( -1, \)/,
    ],
    ['in a system that is a constant', 'live/watching.ts', 'fixed(-9)', /^live, systems\.watch\.replicas: /],
    ['second on its line', 'times.ts', 'Duration.seconds(-5)', /^test and live, systems\.shop\.probe\.timeout: /],
  ])('%s, is told with its environment and path', (_, file, written, expected) => {
    const text = told(file, written, REPLICAS);
    if (typeof expected === 'string') expect(text).toBe(expected);
    else expect(text).toMatch(expected);
  });

  test('that several environments hold at different paths, is told of the first', () => {
    expect(told('times.ts', 'Duration.seconds(-15)', REPLICAS)).toMatch(/^test, systems\.other\.wait: /);
  });

  test('is shown as it is written, and what the factory said is the expectation, where it states none', () => {
    expect(told('test.ts', 'Duration.seconds(-1)', 'Duration amounts cannot be negative. Received: -1')).toBe(
      'test, systems.shop.list.1: 1: got Duration.seconds(-1); ' +
        'expected what Duration.seconds accepts: Duration amounts cannot be negative. Received: -1',
    );
  });

  test('that no environment holds, and a file that is gone, give nothing', () => {
    expect(told('times.ts', 'fixed(-3)', REPLICAS)).toBe('nothing');
    expect(refusedValue(REPLICAS, [{ file: 'src/environments/gone.ts', line: 1, column: 1 }], () => undefined)).toBe(
      undefined,
    );
  });

  test('is found on an outer line, where the inner one is a helper’s that no value holds', () => {
    const inner = { file: 'src/environments/times.ts', line: 4, column: 16 };
    const outer = { file: 'src/environments/place.ts', line: 1, column: 33 };
    expect(refusedValue(REPLICAS, [inner, outer], path => FILES[path])?.where).toBe('test, cluster.nodes');
  });
});

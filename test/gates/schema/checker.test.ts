import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { violationsOf } from '../../../src/gates/schema/checker';
import { didYouMean } from '../../../src/gates/schema/did-you-mean';
import { cronError } from '../../../src/gates/schema/fields/cron';
import { quantityOf } from '../../../src/gates/schema/fields/quantity';
import { jsonPath } from '../../../src/gates/schema/json-path';
import type { JsonSchema } from '../../../src/gates/schema/json-schema';
import { isNamed } from '../../../src/gates/schema/pattern-names';

/** What is said about a value in a field named `value`. */
function check(schema: JsonSchema, value: unknown): readonly string[] {
  const kind = { scope: 'Namespaced', schema: { properties: { value: schema } }, definitions: {} } as const;
  return violationsOf(kind, { value }).map(
    ({ path, found, expected, mend }) => `${path}: ${found}; ${expected}; ${mend}`,
  );
}

function patternsIn(value: unknown, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === 'pattern' && typeof item === 'string') into.add(item);
    else patternsIn(item, into);
  }
}

describe('the checker', () => {
  it('has a name for every pattern in schemas/, so that nobody has to read a regular expression', () => {
    const patterns = new Set<string>();
    const folder = join(__dirname, '../../../schemas');
    for (const part of ['kubernetes', 'crds']) {
      for (const file of readdirSync(join(folder, part))) {
        patternsIn(JSON.parse(readFileSync(join(folder, part, file), 'utf8')), patterns);
      }
    }
    expect(patterns.size).toBeGreaterThan(5);
    expect([...patterns].filter(pattern => !isNamed(pattern))).toEqual([]);
  });

  it('says in words what was expected', () => {
    expect(check({ type: 'integer', minimum: 1, maximum: 9 }, 10)).toEqual([
      '$.value: 10; a whole number of 1 to 9; set a whole number of 1 to 9',
    ]);
    expect(check({ type: 'string', maxLength: 2 }, 'abc')[0]).toContain('a text of at most 2 characters');
    expect(check({ type: ['integer', 'string'] }, true)[0]).toContain('a whole number or a text');
    expect(check({ type: 'number', exclusiveMinimum: 0 }, 0)[0]).toContain('a number above 0');
    expect(check({ type: 'array', minItems: 1 }, [])[0]).toContain('a list of at least 1');
    expect(check({ type: 'object', minProperties: 1, maxProperties: 1 }, {})[0]).toContain('of 1 to 1');
    expect(check({ enum: ['', 'IPv4', 'IPv6'] }, 'IPv5')[0]).toContain('one of "", IPv4, IPv6; did you mean "IPv4"?');
  });

  it.each<[JsonSchema, unknown, unknown]>([
    [{ type: 'integer', minimum: 1 }, 1, 0],
    [{ type: 'integer', maximum: 9 }, 9, 10],
    [{ type: 'number', exclusiveMinimum: 0 }, 0.1, 0],
    [{ type: 'number', exclusiveMaximum: 1 }, 0.9, 1],
    [{ type: 'array', minItems: 1 }, [1], []],
    [{ type: 'array', maxItems: 1 }, [1], [1, 2]],
    [{ type: 'object', minProperties: 1 }, { a: 1 }, {}],
    [{ type: 'object', maxProperties: 1 }, { a: 1 }, { a: 1, b: 2 }],
    [{ type: 'string', minLength: 1 }, 'a', ''],
    [{ type: 'string', maxLength: 1 }, 'a', 'ab'],
    [{ type: ['integer', 'null'] }, null, 'a'],
  ])('knows where %j ends: it takes %j and not %j', (schema, inside, outside) => {
    expect(check(schema, inside)).toEqual([]);
    expect(check(schema, outside)).toHaveLength(1);
  });

  it('does not take names that every JavaScript object has for known fields', () => {
    const closed: JsonSchema = { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false };
    const value: unknown = JSON.parse('{"constructor":1,"__proto__":2,"toString":3}');
    expect(check(closed, value)).toHaveLength(3);
  });

  it('counts characters as Kubernetes does: an emoji is one', () => {
    expect(check({ type: 'string', maxLength: 2 }, '🙂🙂')).toEqual([]);
    expect(check({ type: 'string', minLength: 3 }, '🙂🙂')).toHaveLength(1);
  });
});

describe('the helpers of the checker', () => {
  it('guess the word that was meant, and none where nothing is near', () => {
    const known = ['repoURL', 'image', 'imagePullPolicy', 'replicas'];
    expect(didYouMean('repoUrl', known)).toBe('repoURL');
    expect(didYouMean('imagePulPolicy', known)).toBe('imagePullPolicy');
    expect(didYouMean('relpicas', known)).toBe('replicas');
    expect(didYouMean('volumes', known)).toBeUndefined();
  });

  it('guess the nearest of several words, and none where more than a third of the letters are others', () => {
    expect(didYouMean('abcdefghi', ['xyzdefghi', 'abcdefgih', 'abcdefgxy'])).toBe('abcdefgih');
    expect(didYouMean('abcdefghi', ['wxyzefghi'])).toBeUndefined();
  });

  it('write JSON paths that can be copied', () => {
    expect(jsonPath(['spec', 'containers', 0, 'name'])).toBe('$.spec.containers[0].name');
    expect(jsonPath(['metadata', 'labels', 'app.kubernetes.io/name'])).toBe(
      '$.metadata.labels["app.kubernetes.io/name"]',
    );
  });

  it('read quantities in their base unit', () => {
    expect(['500m', '1Gi', '2', '1.5k', '1e3', '-1'].map(quantityOf)).toEqual([0.5, 1073741824, 2, 1500, 1000, -1]);
    expect(['5oom', '', '1 Gi', 'Gi', true].map(quantityOf)).toEqual(Array(5).fill(undefined));
  });

  it.each(['* * * * *', '0 3 * * 1-5', '*/5 0-6,22 1 JAN-mar SUN', '@daily', '@every 1h', '0 0 ? * *'])(
    'read the cron schedule %s',
    schedule => expect(cronError(schedule)).toBeUndefined(),
  );

  it.each([
    '',
    '* * * *',
    '60 * * * *',
    '5-1 * * * *',
    '* * 0 * *',
    '* * * 13 *',
    'a * * * *',
    'TZ=UTC 0 3 * * *',
    '1-2-3 * * * *',
    '*/0 * * * *',
    '@noon',
  ])('refuse the cron schedule "%s"', schedule => expect(cronError(schedule)).toEqual(expect.any(String)));
});

import type { JsonSchema, KindSchema } from '../../../src/gates/schema/json-schema';

const samples = [
  ...[
    'a',
    'main',
    'my-name.example',
    '10m',
    '1Gi',
    '500m',
    '1h30m',
    '30s',
    '0',
    '12',
    '08:30',
    '512MB',
    '/path',
    'monday',
  ],
  ...[
    'https://host.example.com/a',
    '2030-01-31T08:00:00Z',
    'aGVsbG8=',
    '0 3 * * *',
    '192.0.2.1',
    '192.0.2.0/24',
    '1:2',
  ],
  ...[
    'subnet-0123abcd',
    'january',
    '2030',
    'file.json',
    'abort',
    '',
    'x@y.iam.gserviceaccount.com',
    'a/b',
    '50ms',
    '🙂🙂',
  ],
  ...['/subscriptions/x', '00000000-0000-0000-0000-000000000000', 'A_b', 'tcp://host:1', 'x'.repeat(70), 'k'],
];
const junk = [
  null,
  true,
  0,
  -1,
  1.5,
  70000,
  3e9,
  '',
  'Sometimes',
  '5oom',
  'x'.repeat(300),
  [],
  {},
  [null],
  { extra: 1 },
];

/** Makes instances of schemas: mostly valid ones, from a seed. */
export class Instances {
  constructor(
    private readonly definitions: KindSchema['definitions'],
    private readonly random: () => number,
  ) {}

  private chance(share: number): boolean {
    return this.random() < share;
  }

  private pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.random() * items.length)] as T;
  }

  /** An instance that follows the schema, as far as the samples of text allow. */
  make(schema: JsonSchema, depth = 0): unknown {
    if (schema.$ref !== undefined) {
      const definition = this.definitions[schema.$ref.slice('#/definitions/'.length)] ?? {};
      return this.make(
        { ...definition, required: [...(definition.required ?? []), ...(schema.required ?? [])] },
        depth,
      );
    }
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return this.pick(schema.enum);
    const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['object']);
    const type = this.pick(types);
    if (type === 'string') return this.text(schema);
    if (type === 'integer' || type === 'number') return this.number(schema, type);
    if (type === 'boolean') return this.chance(0.5);
    if (type === 'null') return null;
    if (type === 'array') return this.list(schema, depth);
    return this.fields(schema, depth);
  }

  private text(schema: JsonSchema): string {
    const { pattern, minLength = 0, maxLength = Infinity } = schema;
    const expression = pattern === undefined ? undefined : new RegExp(pattern, 'u');
    const fitting = samples.filter(sample => {
      const length = Array.from(sample).length;
      return length >= minLength && length <= maxLength && (expression?.test(sample) ?? true);
    });
    return fitting.length > 0 ? this.pick(fitting) : 'x'.repeat(minLength);
  }

  private number(schema: JsonSchema, type: string): number {
    const low = schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1;
    const high = Math.min(schema.maximum ?? low + 100, low + 100);
    return type === 'number' ? low : Math.max(low, Math.floor(low + this.random() * (high - low)));
  }

  private list(schema: JsonSchema, depth: number): unknown[] {
    const { minItems = 0, maxItems = 2 } = schema;
    const length = Math.min(maxItems, Math.max(minItems, Math.floor(this.random() * 3)));
    return Array.from({ length }, () => this.make(schema.items ?? {}, depth + 1));
  }

  private fields(schema: JsonSchema, depth: number): Record<string, unknown> {
    const {
      properties = {},
      required = [],
      additionalProperties,
      minProperties = 0,
      maxProperties = Infinity,
    } = schema;
    const made: Record<string, unknown> = {};
    const names = Object.keys(properties);
    const share = depth > 6 ? 0 : Math.min(0.5, 3 / Math.max(1, names.length));
    const wanted = new Set([...required, ...names.filter(() => this.chance(share))]);
    if (wanted.size < minProperties) names.slice(0, minProperties).forEach(name => wanted.add(name));
    for (const name of [...wanted].slice(0, maxProperties)) {
      const property = properties[name];
      if (property !== undefined) made[name] = this.make(property, depth + 1);
    }
    if (additionalProperties && depth < 8) {
      const size = Math.max(minProperties, Math.floor(this.random() * 3));
      for (let index = 0; index < size; index++) made[`key-${index}`] = this.make(additionalProperties, depth + 1);
    }
    return made;
  }

  /** Changes one place of an instance: a value replaced, a field removed, added or misspelt. */
  spoil(instance: unknown): void {
    const places: (Record<string, unknown> | unknown[])[] = [];
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      places.push(value as Record<string, unknown> | unknown[]);
      Object.values(value).forEach(collect);
    };
    collect(instance);
    const place = this.pick(places) as Record<string, unknown>;
    const keys = Object.keys(place);
    const key = this.pick(keys);
    const action = this.random();
    if (key === undefined || action < 0.2) {
      if (Array.isArray(place)) place.push(structuredClone(this.pick(junk)));
      else place[key === undefined || this.chance(0.5) ? 'unknownField' : `${key}s`] = structuredClone(this.pick(junk));
    } else if (action < 0.5) {
      if (Array.isArray(place)) place.splice(Number(key), 1);
      else delete place[key];
    } else {
      place[key] = structuredClone(this.pick(junk));
    }
  }
}

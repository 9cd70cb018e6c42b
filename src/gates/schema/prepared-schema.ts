import type { Json } from '../../model';
import type { JsonSchema, KindSchema } from './json-schema';

const bits: Readonly<Record<string, number>> = {
  string: 1,
  number: 2,
  integer: 4,
  boolean: 8,
  object: 16,
  array: 32,
  null: 64,
};
const anything = 127;

/** The types a value has, as bits: a whole number is an integer and a number. */
export function typeBits(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return 1;
    case 'number':
      return Number.isInteger(value) ? 6 : Number.isFinite(value) ? 2 : 0;
    case 'boolean':
      return 8;
    case 'object':
      return value === null ? 64 : Array.isArray(value) ? 32 : 16;
    default:
      return 0;
  }
}

/**
 * A schema in the form that checking is fast in: every field always there, so that the engine sees one shape only;
 * types as bits, patterns as expressions, sub-schemas prepared when a value first reaches them.
 */
export class PreparedSchema {
  readonly types: number;
  readonly constant: Json | undefined;
  readonly values: ReadonlySet<Json> | undefined;
  readonly expression: RegExp | undefined;
  readonly minLength: number;
  readonly maxLength: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly above: number;
  readonly below: number;
  readonly minItems: number;
  readonly maxItems: number;
  readonly minProperties: number;
  readonly maxProperties: number;
  readonly required: readonly string[];
  readonly isUnique: boolean;
  readonly isClosed: boolean;
  /** Whether nothing is said about fields, so that there is no need to look at them. */
  readonly ignoresFields: boolean;
  private readonly children = new Map<string, PreparedSchema | undefined>();
  private itemSchema: PreparedSchema | undefined;
  private anyField: PreparedSchema | undefined;
  private referred: PreparedSchema | undefined;

  constructor(
    readonly source: JsonSchema,
    private readonly definitions: KindSchema['definitions'],
    private readonly prepared: Map<string, PreparedSchema>,
  ) {
    const types = typeof source.type === 'string' ? [source.type] : source.type;
    this.types = types === undefined ? anything : types.reduce((sum, type) => sum | (bits[type] ?? 0), 0);
    this.constant = source.const;
    this.values = source.enum && new Set(source.enum);
    this.expression = source.pattern === undefined ? undefined : new RegExp(source.pattern, 'u');
    this.minLength = source.minLength ?? 0;
    this.maxLength = source.maxLength ?? Infinity;
    this.minimum = source.minimum ?? -Infinity;
    this.maximum = source.maximum ?? Infinity;
    this.above = source.exclusiveMinimum ?? -Infinity;
    this.below = source.exclusiveMaximum ?? Infinity;
    this.minItems = source.minItems ?? 0;
    this.maxItems = source.maxItems ?? Infinity;
    this.minProperties = source.minProperties ?? 0;
    this.maxProperties = source.maxProperties ?? Infinity;
    this.required = source.required ?? [];
    this.isUnique = Boolean(source['x-kubernetes-list-map-keys'] ?? source['x-kubernetes-list-type']);
    this.isClosed = source.additionalProperties === false;
    this.ignoresFields = source.properties === undefined && source.additionalProperties === undefined;
  }

  /** The definition that the schema refers to. */
  get reference(): PreparedSchema | undefined {
    if (this.source.$ref !== undefined) this.referred ??= this.definition(this.source.$ref);
    return this.referred;
  }

  /** Schema of a list's entries. */
  get items(): PreparedSchema | undefined {
    if (this.source.items !== undefined) this.itemSchema ??= this.prepare(this.source.items);
    return this.itemSchema;
  }

  /** Schema of a field: its own, or the one of all fields without; undefined where there is neither. */
  field(name: string): PreparedSchema | undefined {
    const before = this.children.get(name);
    if (before !== undefined) return before;
    const { properties, additionalProperties } = this.source;
    if (properties !== undefined && Object.hasOwn(properties, name)) {
      const child = this.prepare(properties[name] ?? {});
      this.children.set(name, child);
      return child;
    }
    if (additionalProperties) this.anyField ??= this.prepare(additionalProperties);
    return this.anyField;
  }

  private prepare(schema: JsonSchema): PreparedSchema {
    return new PreparedSchema(schema, this.definitions, this.prepared);
  }

  private definition(reference: string): PreparedSchema {
    const before = this.prepared.get(reference);
    if (before !== undefined) return before;
    const definition = this.definitions[reference.slice('#/definitions/'.length)];
    if (definition === undefined) throw new Error(`schemas/ has no definition ${reference}`);
    const made = this.prepare(definition);
    this.prepared.set(reference, made);
    return made;
  }
}

const shared = new WeakMap<KindSchema['definitions'], Map<string, PreparedSchema>>();
const kinds = new WeakMap<KindSchema, PreparedSchema>();

/** The prepared form of a kind's schema; kinds of one file share their definitions. */
export function preparedSchema(kind: KindSchema): PreparedSchema {
  const before = kinds.get(kind);
  if (before !== undefined) return before;
  const definitions = shared.get(kind.definitions) ?? new Map<string, PreparedSchema>();
  shared.set(kind.definitions, definitions);
  const made = new PreparedSchema(kind.schema, kind.definitions, definitions);
  kinds.set(kind, made);
  return made;
}

import type { JsonSchema } from './json-schema';
import { patternName } from './pattern-names';

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with fields',
  null: 'null',
};

/** Largest and smallest 32-bit number: the bounds of every plain integer of Kubernetes. */
const int32 = { minimum: -2147483648, maximum: 2147483647 };

function bounds(low: number | undefined, high: number | undefined, of: string): string {
  if (low === undefined && high === undefined) return '';
  if (low !== undefined && high !== undefined) return ` of ${low} to ${high}${of}`;
  return low === undefined ? ` of at most ${high}${of}` : ` of at least ${low}${of}`;
}

function numberBounds(schema: JsonSchema): string {
  if (schema.exclusiveMinimum !== undefined) return ` above ${schema.exclusiveMinimum}`;
  if (schema.exclusiveMaximum !== undefined) return ` below ${schema.exclusiveMaximum}`;
  const { minimum, maximum } = schema;
  if (minimum === int32.minimum && maximum === int32.maximum) return ' of 32 bits';
  return bounds(minimum, maximum === int32.maximum ? undefined : maximum, '');
}

/** What a schema asks for, in words that a person can act on: the name of a pattern, never the pattern. */
export function expectation(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined)
    return `one of ${schema.enum.map(value => (value === '' ? '""' : String(value))).join(', ')}`;
  if (schema.pattern !== undefined) return patternName(schema.pattern);
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  const names = types.map(type => {
    const name = typeNames[type] ?? type;
    if (type === 'integer' || type === 'number') return name + numberBounds(schema);
    if (type === 'string') return name + bounds(schema.minLength, schema.maxLength, ' characters');
    if (type === 'array') return name + bounds(schema.minItems, schema.maxItems, ' entries');
    if (type === 'object') return name + bounds(schema.minProperties, schema.maxProperties, '');
    return name;
  });
  return names.join(' or ');
}

/** Fields that an object may have, shortened where there are many. */
export function fieldList(known: readonly string[]): string {
  if (known.length === 0) return 'no fields here';
  const listed = known.slice(0, 12).join(', ');
  return known.length > 12 ? `one of ${listed} and ${known.length - 12} more` : `one of ${listed}`;
}

import type { Json } from '../model';
import { javascriptPattern } from './schemas-pattern';

/** A JSON schema as plain data. */
export type SchemaNode = Readonly<Record<string, Json>>;
type Draft = Record<string, Json>;

/** What differs between Kubernetes' own documents and a CRD. */
export interface ConversionStyle {
  /** Whether an object that names no fields is open (Kubernetes' RawExtension) or takes none (a CRD prunes them). */
  readonly openWithoutFields: boolean;
  /** Whether a required field with a default may be left out: a CRD's defaults are filled in before it is checked. */
  readonly defaultsSatisfyRequired: boolean;
  /** Definitions that references name. @default none */
  readonly definitions?: SchemaNode;
}

/** Patterns that stand for what the API server parses instead of matching. */
export const patterns = {
  quantity:
    '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
  time: '^\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})$',
  base64: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
} as const;

const copied = new Set(
  'type enum minLength maxLength minimum maximum minItems maxItems minProperties maxProperties'.split(' '),
);
const dropped = new Set(
  [
    'title description default example nullable exclusiveMinimum exclusiveMaximum format pattern allOf anyOf oneOf',
    'properties required items additionalProperties $ref x-kubernetes-validations x-kubernetes-list-type',
    'x-kubernetes-list-map-keys x-kubernetes-map-type x-kubernetes-patch-strategy x-kubernetes-patch-merge-key',
    'x-kubernetes-group-version-kind x-kubernetes-unions x-kubernetes-int-or-string',
    'x-kubernetes-preserve-unknown-fields x-kubernetes-embedded-resource',
  ]
    .join(' ')
    .split(' '),
);
const formats: Readonly<Record<string, SchemaNode>> = {
  int32: { minimum: -2147483648, maximum: 2147483647 },
  int64: {},
  double: {},
  'date-time': { pattern: patterns.time },
  byte: { pattern: patterns.base64 },
  'int-or-string': {},
};

const prefix = '#/components/schemas/';

/** Whether a value is a JSON object. */
export function isNode(value: Json | undefined): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Name of the definition that a schema refers to, directly or as its only `allOf`. */
export function referredName(schema: SchemaNode): string | undefined {
  const all = schema.allOf;
  const only = Array.isArray(all) && all.length === 1 ? (all as readonly Json[])[0] : undefined;
  const reference = schema.$ref ?? (isNode(only) ? only.$ref : undefined);
  return typeof reference === 'string' ? reference.slice(prefix.length) : undefined;
}

/** The reference to a definition inside one schema file. */
export function referenceTo(name: string): SchemaNode {
  return { $ref: `#/definitions/${name}` };
}

/** Applies a function to each property. */
export function mapValues(node: SchemaNode, change: (value: SchemaNode, key: string) => Json): SchemaNode {
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, change(isNode(value) ? value : {}, key)]));
}

function typeOf(schema: SchemaNode): Json | undefined {
  const alternatives = Array.isArray(schema.oneOf) ? (schema.oneOf as readonly Json[]) : undefined;
  const type = schema['x-kubernetes-int-or-string']
    ? ['integer', 'string']
    : (alternatives?.map(alternative => (isNode(alternative) ? (alternative.type ?? null) : null)) ?? schema.type);
  if (schema.nullable !== true || type === undefined) return type;
  return [...(Array.isArray(type) ? (type as readonly Json[]) : [type]), 'null'];
}

function refuseUnknown(schema: SchemaNode, where: string): void {
  const plainOneOf =
    !schema.oneOf || (schema.oneOf as readonly Json[]).every(o => isNode(o) && Object.keys(o).join() === 'type');
  const plainAnyOf = !schema.anyOf || schema['x-kubernetes-int-or-string'] === true;
  const plainAllOf = !schema.allOf || referredName(schema) !== undefined;
  const format = schema.format;
  if (typeof format === 'string' && !formats[format]) throw new Error(`${where}: format ${format} is not known`);
  const unknown = Object.keys(schema).filter(key => !copied.has(key) && !dropped.has(key));
  const values = Array.isArray(schema.enum) ? (schema.enum as readonly Json[]) : [];
  if (values.some(value => typeof value === 'object')) unknown.push('an enum of objects');
  if (!plainOneOf) unknown.push('oneOf');
  if (!plainAnyOf) unknown.push('anyOf');
  if (!plainAllOf) unknown.push('allOf');
  if (unknown.length > 0) throw new Error(`${where}: the checker does not know ${unknown.join(', ')}`);
}

function scalarRules(schema: SchemaNode, draft: Draft): void {
  for (const key of Object.keys(schema)) if (copied.has(key)) draft[key] = schema[key] as Json;
  if (typeof schema.format === 'string') Object.assign(draft, { ...formats[schema.format], ...draft });
  if (typeof schema.pattern === 'string') draft.pattern = javascriptPattern(schema.pattern);
  const type = typeOf(schema);
  if (type !== undefined) draft.type = type;
  if (Array.isArray(schema.enum)) {
    const values = schema.enum as readonly Json[];
    draft.enum = [...new Set(schema.nullable === true ? [...values, null] : values)]; // servers publish some twice
  }
  if (schema.exclusiveMinimum === true) {
    draft.exclusiveMinimum = schema.minimum as Json;
    delete draft.minimum;
  }
  if (schema.exclusiveMaximum === true) {
    draft.exclusiveMaximum = schema.maximum as Json;
    delete draft.maximum;
  }
}

function objectRules(schema: SchemaNode, draft: Draft, style: ConversionStyle, where: string): void {
  const { properties, required, additionalProperties } = schema;
  if (isNode(properties)) draft.properties = mapValues(properties, (p, key) => convert(p, style, `${where}.${key}`));
  if (Array.isArray(required)) {
    const satisfied = (name: Json): boolean => {
      const property = isNode(properties) ? properties[String(name)] : undefined;
      return style.defaultsSatisfyRequired && isNode(property) && property.default !== undefined;
    };
    const needed = (required as readonly Json[]).filter(name => !satisfied(name));
    if (needed.length > 0) draft.required = needed;
  }
  if (isNode(additionalProperties)) {
    draft.additionalProperties = convert(additionalProperties, style, `${where}.*`);
    return;
  }
  const open =
    schema['x-kubernetes-preserve-unknown-fields'] === true || schema['x-kubernetes-embedded-resource'] === true;
  if (additionalProperties === true || open) return;
  if (isNode(properties) || (schema.type === 'object' && !style.openWithoutFields)) draft.additionalProperties = false;
}

function listRules(schema: SchemaNode, draft: Draft, style: ConversionStyle, where: string): void {
  if (isNode(schema.items)) draft.items = convert(schema.items, style, `${where}[]`);
  if (schema['x-kubernetes-list-type'] === 'set') draft['x-kubernetes-list-type'] = 'set';
  const keys = schema['x-kubernetes-list-map-keys'];
  if (!Array.isArray(keys)) return;
  draft['x-kubernetes-list-map-keys'] = keys as Json;
  // A key that is left out has its default: { port: 80 } and { port: 80, protocol: TCP } are the same entry.
  const item = isNode(schema.items) ? schema.items : {};
  const definition = style.definitions?.[referredName(item) ?? ''] ?? item;
  const fields = isNode(definition) && isNode(definition.properties) ? definition.properties : {};
  for (const key of keys as readonly string[]) {
    const property = fields[key];
    if (isNode(property) && property.default !== undefined && property.default !== '') {
      draft['x-garam-key-defaults'] = {
        ...(draft['x-garam-key-defaults'] as SchemaNode | undefined),
        [key]: property.default,
      };
    }
  }
}

/**
 * A schema as Kubernetes publishes it, turned into closed JSON schema (draft 7) of the few keywords that our checker
 * knows: no combinators, no formats, numeric exclusive bounds, `null` as a type. Left out: CEL rules
 * (`x-kubernetes-validations`), which nothing here evaluates.
 * @param where place in the document, for messages
 * @throws Error on a keyword or format that the checker would ignore
 */
export function convert(schema: SchemaNode, style: ConversionStyle, where: string): SchemaNode {
  refuseUnknown(schema, where);
  const name = referredName(schema);
  if (name !== undefined) return referenceTo(name);
  const draft: Draft = {};
  scalarRules(schema, draft);
  objectRules(schema, draft, style, where);
  listRules(schema, draft, style, where);
  return draft;
}

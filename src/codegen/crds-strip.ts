type Data = Readonly<Record<string, unknown>>;

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);

const without = (data: Data, key: string): Data =>
  Object.fromEntries(Object.entries(data).filter(([name]) => name !== key));

const mapValues = (value: unknown, change: (member: unknown) => unknown): unknown => {
  if (Array.isArray(value)) return value.map(change);
  return isData(value)
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(member)]))
    : value;
};

/** Keywords of a schema that hold one schema, and those that hold a list or a map of schemas. */
const ONE = new Set(['items', 'not', 'additionalProperties']);
const MANY = new Set(['properties', 'patternProperties', 'definitions', 'allOf', 'anyOf', 'oneOf']);

/**
 * Removes the prose of a schema. Only the keyword `description` goes: a property of that name is a key of
 * `properties` and stays, as does whatever stands in `default`, `enum` or `example`.
 */
export const stripSchema = (schema: unknown): unknown => {
  if (!isData(schema)) return schema;
  const kept = Object.entries(without(schema, 'description')).map(([keyword, value]) => {
    if (ONE.has(keyword)) return [keyword, Array.isArray(value) ? value.map(stripSchema) : stripSchema(value)];
    return [keyword, MANY.has(keyword) ? mapValues(value, stripSchema) : value];
  });
  return Object.fromEntries(kept);
};

const stripVersion = (version: unknown): unknown => {
  if (!isData(version)) return version;
  return Object.fromEntries(
    Object.entries(version).map(([key, value]) => {
      if (key === 'schema') return [key, mapValues(value, stripSchema)];
      if (key === 'additionalPrinterColumns')
        return [key, mapValues(value, column => (isData(column) ? without(column, 'description') : column))];
      return [key, value];
    }),
  );
};

/**
 * A CustomResourceDefinition without prose: schemas, rules, columns and defaults stay, so that an API server
 * accepts the same objects. `status` and `creationTimestamp`, which a server owns, go too.
 */
export const stripCrd = (crd: Data): Data => {
  const { spec, metadata } = crd;
  if (!isData(spec) || !isData(metadata)) throw new Error('a CustomResourceDefinition has metadata and spec');
  return {
    ...without(crd, 'status'),
    metadata: without(metadata, 'creationTimestamp'),
    spec: { ...spec, versions: mapValues(spec.versions, stripVersion) },
  };
};

import { isRecord, recordsIn } from '../../schema/json-path';

/** One statement of a policy document of AWS. */
export type PolicyStatement = Readonly<Record<string, unknown>>;

/** A condition of a statement: it holds when the key has one of the values, as the operator compares. */
export type PolicyCondition = readonly [operator: string, key: string, values: readonly unknown[]];

/** A field that holds one value or a list of them, as a list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? [] : [value];
}

/** Statements of a document; undefined where it cannot be read. */
export function statementsOf(document: unknown): readonly PolicyStatement[] | undefined {
  const policy = parsed(document);
  return isRecord(policy) ? recordsIn(listOf(policy.Statement)).map(([, statement]) => statement) : undefined;
}

function parsed(document: unknown): unknown {
  if (typeof document !== 'string') return undefined;
  try {
    return JSON.parse(document) as unknown;
  } catch {
    return undefined;
  }
}

/** Conditions of a statement, all of which have to hold. */
export function conditionsOf({ Condition }: PolicyStatement): readonly PolicyCondition[] {
  return Object.entries(isRecord(Condition) ? Condition : {}).flatMap(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).map(([key, values]) => [operator, key, listOf(values)] as const),
  );
}

import { didYouMean } from './did-you-mean';
import { expectation, fieldList } from './expectation';
import { isRecord, jsonPath, shown, type Step } from './json-path';
import type { JsonSchema, KindSchema } from './json-schema';
import { preparedSchema, typeBits, type PreparedSchema } from './prepared-schema';

/** One place where a value is not what its schema asks for. */
export interface Violation {
  /** JSON path of the place (`$.spec.replicas`). */
  readonly path: string;
  /** What was found there, as a phrase: a value, `unknown field "x"`, `no field "x"`. */
  readonly found: string;
  /** What the schema asks for, in words. */
  readonly expected: string;
  readonly mend: string;
  /** The keyword of the schema that was broken. */
  readonly keyword: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Characters as Kubernetes counts them: code points, not UTF-16 units. */
function characters(text: string): number {
  return Array.from(text).length;
}

/** Walks a value and its schema side by side and collects what does not fit. */
class Walk {
  readonly violations: Violation[] = [];
  private readonly steps: Step[] = [];

  check(schema: PreparedSchema, value: unknown): void {
    const { reference, constant, values } = schema;
    if (reference !== undefined) this.check(reference, value);
    if ((schema.types & typeBits(value)) === 0) return this.wrong('type', schema, value);
    if (constant !== undefined && constant !== value) this.wrong('const', schema, value);
    if (values !== undefined && !values.has(value as string)) this.wrong('enum', schema, value);
    if (typeof value === 'string') this.checkText(schema, value);
    else if (typeof value === 'number') this.checkNumber(schema, value);
    else if (Array.isArray(value)) this.checkList(schema, value as readonly unknown[]);
    else if (typeof value === 'object' && value !== null) this.checkFields(schema, value as Fields);
  }

  private checkText(schema: PreparedSchema, value: string): void {
    const { expression, minLength, maxLength } = schema;
    if (expression !== undefined && !expression.test(value)) this.wrong('pattern', schema, value);
    if (minLength > 0 && characters(value) < minLength) this.wrong('minLength', schema, value);
    if (value.length > maxLength && characters(value) > maxLength) this.wrong('maxLength', schema, value);
  }

  private checkNumber(schema: PreparedSchema, value: number): void {
    if (value < schema.minimum) this.wrong('minimum', schema, value);
    if (value > schema.maximum) this.wrong('maximum', schema, value);
    if (value <= schema.above) this.wrong('exclusiveMinimum', schema, value);
    if (value >= schema.below) this.wrong('exclusiveMaximum', schema, value);
  }

  private checkList(schema: PreparedSchema, value: readonly unknown[]): void {
    const { items } = schema;
    if (value.length < schema.minItems) this.wrong('minItems', schema, value);
    if (value.length > schema.maxItems) this.wrong('maxItems', schema, value);
    if (schema.isUnique && value.length > 1) this.checkUnique(schema.source, value);
    if (items === undefined) return;
    for (let index = 0; index < value.length; index++) {
      this.steps.push(index);
      this.check(items, value[index]);
      this.steps.pop();
    }
  }

  private checkUnique(schema: JsonSchema, value: readonly unknown[]): void {
    const keys = schema['x-kubernetes-list-map-keys'];
    const keyword = keys === undefined ? 'x-kubernetes-list-type' : 'x-kubernetes-list-map-keys';
    const defaults = schema['x-garam-key-defaults'];
    const first = new Map<string, number>();
    value.forEach((item, index) => {
      const parts = keys === undefined ? item : isRecord(item) && keys.map(key => item[key] ?? defaults?.[key] ?? null);
      const identity = JSON.stringify(parts);
      const before = first.get(identity);
      if (before === undefined) first.set(identity, index);
      else this.report(keyword, this.twice(keys, item, before, index));
    });
  }

  private twice(
    keys: readonly string[] | undefined,
    item: unknown,
    before: number,
    index: number,
  ): Omit<Violation, 'keyword'> {
    const named = keys?.map(key => `${key} ${shown(isRecord(item) ? item[key] : undefined)}`).join(', ');
    return {
      path: jsonPath([...this.steps, index]),
      found: `${named ?? shown(item)} a second time, after entry ${before}`,
      expected: keys === undefined ? 'each entry once' : `entries that differ in ${keys.join(' or ')}`,
      mend: 'remove or rename one of the two: a server-side apply refuses or merges them',
    };
  }

  private checkFields(schema: PreparedSchema, value: Fields): void {
    for (const name of schema.required) if (value[name] === undefined) this.missing(name);
    if (schema.minProperties > 0 && Object.keys(value).length < schema.minProperties) {
      this.wrong('minProperties', schema, value);
    }
    if (schema.maxProperties < Infinity && Object.keys(value).length > schema.maxProperties) {
      this.wrong('maxProperties', schema, value);
    }
    if (schema.ignoresFields) return;
    for (const name of Object.keys(value)) {
      const field = schema.field(name);
      if (field !== undefined) {
        this.steps.push(name);
        this.check(field, value[name]);
        this.steps.pop();
      } else if (schema.isClosed) {
        this.unknownField(name, schema.source.properties ?? {});
      }
    }
  }

  private missing(name: string): void {
    const path = jsonPath(this.steps);
    const found = `no field "${name}"`;
    this.report('required', { path, found, expected: `the field ${name}`, mend: `set ${name}` });
  }

  private unknownField(name: string, properties: Readonly<Record<string, JsonSchema>>): void {
    const known = Object.keys(properties);
    const meant = didYouMean(name, known);
    this.report('additionalProperties', {
      path: jsonPath([...this.steps, name]),
      found: `unknown field "${name}"`,
      expected: meant === undefined ? fieldList(known) : `"${meant}"`,
      mend: meant === undefined ? 'remove the field, or set one that exists' : `did you mean "${meant}"?`,
    });
  }

  private wrong(keyword: string, schema: PreparedSchema, value: unknown): void {
    const expected = expectation(schema.source);
    const meant = typeof value === 'string' ? didYouMean(value, (schema.source.enum ?? []).map(String)) : undefined;
    const mend = meant === undefined ? `set ${expected}` : `did you mean "${meant}"?`;
    this.report(keyword, { path: jsonPath(this.steps), found: shown(value), expected, mend });
  }

  private report(keyword: string, violation: Omit<Violation, 'keyword'>): void {
    this.violations.push({ ...violation, keyword });
  }
}

/**
 * Everything in an object that its schema does not allow, in the order of the object's fields. Rules in CEL
 * (`x-kubernetes-validations` of CRDs) are not evaluated: only an API server knows them.
 */
export function violationsOf(kind: KindSchema, object: unknown): readonly Violation[] {
  const walk = new Walk();
  walk.check(preparedSchema(kind), object);
  return walk.violations;
}

/** Keywords of Kubernetes about lists, which plain JSON schema does not know; they have a rule of their own. */
export function isAboutUniqueness(violation: Violation): boolean {
  return violation.keyword.startsWith('x-kubernetes-list-');
}

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../../../model';
import { groupOf } from '../../identity/group-kind';
import { isRecord, recordsIn, valueAt, type Step } from '../../schema/json-path';
import type { RefusedField, TwoVersions } from './fixed-field';

const FOLDER = join(__dirname, '..', '..', '..', '..', 'crds');
/** "Value is immutable once set", as CRDs write it. The API server asks only where old and new value are both there. */
const UNCHANGED = /^\s*self\s*==\s*oldSelf\s*$/;

const schemas = new Map<string, unknown>();

/** Loaded when the first CRD is read: most runs read none. */
function parse(text: string): unknown {
  const yaml = createRequire(__filename)('yaml') as typeof import('yaml');
  return yaml.parse(text);
}

/** Schema of a custom kind's version with its rules in CEL; undefined where none of them looks at the old value. */
function schemaOf({ apiVersion, kind }: KubeObject): unknown {
  const key = `${apiVersion} ${kind}`;
  if (!schemas.has(key))
    schemas.set(key, read(apiVersion.slice(apiVersion.indexOf('/') + 1), groupOf({ apiVersion }), kind));
  return schemas.get(key);
}

function read(version: string, group: string, kind: string): unknown {
  if (group === '') return undefined;
  for (const file of readdirSync(FOLDER).filter(name => name.endsWith(`.${group}.yaml`))) {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    if (!text.includes('oldSelf') || !text.includes(`kind: ${kind}\n`)) continue;
    const definition = parse(text);
    if (valueAt(definition, ['spec', 'names', 'kind']) !== kind) continue;
    const versions = recordsIn(valueAt(definition, ['spec', 'versions'])).map(([, each]) => each);
    return valueAt(
      versions.find(({ name }) => name === version),
      ['schema', 'openAPIV3Schema'],
    );
  }
  return undefined;
}

/** Fields of a custom object that its CRD wants unchanged, and that are not. */
export function ofCustomKind({ before, after }: TwoVersions): readonly RefusedField[] {
  const schema = schemaOf(after);
  return schema === undefined ? [] : [...refusedIn(schema, before, after, [])];
}

function* refusedIn(schema: unknown, before: unknown, after: unknown, steps: readonly Step[]): Iterable<RefusedField> {
  const old = before ?? valueAt(schema, ['default']);
  const fresh = after ?? valueAt(schema, ['default']);
  if (old === undefined || fresh === undefined || isDeepStrictEqual(old, fresh)) return;
  const isFixed = recordsIn(valueAt(schema, ['x-kubernetes-validations'])).some(([, { rule }]) =>
    UNCHANGED.test(String(rule)),
  );
  if (isFixed) yield { steps, before: old, after: fresh };
  else if (Array.isArray(old) && Array.isArray(fresh)) yield* refusedInLists(schema, old, fresh, steps);
  else if (isRecord(old) && isRecord(fresh)) {
    for (const name of Object.keys(fresh)) {
      const field = valueAt(schema, ['properties', name]) ?? valueAt(schema, ['additionalProperties']);
      yield* refusedIn(field, old[name], fresh[name], [...steps, name]);
    }
  }
}

/** Entries of a list are the same entries where the list says by which fields to tell. */
function* refusedInLists(
  schema: unknown,
  old: readonly unknown[],
  fresh: readonly unknown[],
  steps: readonly Step[],
): Iterable<RefusedField> {
  const keys = valueAt(schema, ['x-kubernetes-list-map-keys']);
  if (!Array.isArray(keys)) return;
  const isSame = (a: unknown, b: unknown): boolean =>
    (keys as readonly unknown[]).every(key => isDeepStrictEqual(valueAt(a, [String(key)]), valueAt(b, [String(key)])));
  for (const [index, entry] of fresh.entries()) {
    const before = old.find(each => isSame(each, entry));
    yield* refusedIn(valueAt(schema, ['items']), before, entry, [...steps, index]);
  }
}

import { isDeepStrictEqual } from 'node:util';
import type { Json, KubeObject, Manifest } from '../../../model';
import { valueAt, type Step } from '../../schema/json-path';

/** A field that is what it was when the object was made. */
export interface FixedField {
  readonly steps: readonly Step[];
  /** What the API server writes where the object does not say. @default nothing */
  readonly otherwise?: Json;
  /** First Kubernetes version in which it may be changed (`1.36`). @default none */
  readonly freeFrom?: string;
}

/** A change of a field that the API server refuses. */
export interface RefusedField {
  readonly steps: readonly Step[];
  readonly before: unknown;
  readonly after: unknown;
  /** What is allowed. @default the value that it has */
  readonly allowed?: string;
}

/** Two versions of one object, and what else is in git with the newer one. */
export interface TwoVersions {
  readonly before: KubeObject;
  readonly after: KubeObject;
  readonly others: readonly Manifest[];
}

/** The fields of a list that differ, but for defaults. */
export function differing(
  { before, after }: Pick<TwoVersions, 'before' | 'after'>,
  fields: readonly FixedField[],
): readonly RefusedField[] {
  return fields.flatMap(({ steps, otherwise }) => {
    const [old, fresh] = [valueAt(before, steps) ?? otherwise, valueAt(after, steps) ?? otherwise];
    return isDeepStrictEqual(old, fresh) ? [] : [{ steps, before: old, after: fresh }];
  });
}

/** A fixed field, by its path below the object's top. */
export function fixed(path: string, more: Omit<FixedField, 'steps'> = {}): FixedField {
  return { steps: path.split('.'), ...more };
}

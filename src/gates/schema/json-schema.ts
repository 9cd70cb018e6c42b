import type { Json } from '../../model';

/** The keywords of JSON schema (draft 7) that our schema files use. `schemas/` is made of these and of no others. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: Json;
  readonly enum?: readonly Json[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | JsonSchema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  /** `set`: no element twice. */
  readonly 'x-kubernetes-list-type'?: 'set';
  /** Fields that tell the entries of a list apart. */
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  /** What those fields are where an entry leaves them out. */
  readonly 'x-garam-key-defaults'?: Readonly<Record<string, Json>>;
}

/** A schema and the definitions its references name. */
export interface KindSchema {
  readonly scope: 'Namespaced' | 'Cluster';
  readonly schema: JsonSchema;
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

import { parse } from 'yaml';
import type { Json } from '../model';
import { convert, isNode, type ConversionStyle, type SchemaNode } from './schemas-convert';
import { objectMeta, topLevel } from './schemas-kubernetes';

/** The part of a CustomResourceDefinition that schemas are made of. */
interface Crd {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema?: { readonly openAPIV3Schema?: SchemaNode };
    }[];
  };
}

const style: ConversionStyle = { openWithoutFields: false, defaultsSatisfyRequired: true };

function closedVersion(crd: Crd, version: Crd['spec']['versions'][number]): SchemaNode {
  const { group, names } = crd.spec;
  const source = version.schema?.openAPIV3Schema;
  if (source === undefined) throw new Error(`${group}/${version.name} ${names.kind}: the CRD has no schema`);
  const fields = isNode(source.properties) ? source.properties : {};
  const { status: _status, apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...own } = fields;
  const closed = convert({ ...source, properties: own }, style, names.kind);
  return {
    ...closed,
    properties: {
      ...(isNode(closed.properties) ? closed.properties : {}),
      apiVersion: { const: `${group}/${version.name}` },
      kind: { const: names.kind },
      metadata: { $ref: `#/definitions/${objectMeta}` },
    },
  };
}

function reachableMeta(definitions: SchemaNode, name: string, into: Record<string, Json>): void {
  const definition = definitions[name];
  if (definition === undefined || into[name] !== undefined) return;
  into[name] = definition;
  for (const [, next] of JSON.stringify(definition).matchAll(/"#\/definitions\/([^"]+)"/g)) {
    if (next !== undefined) reachableMeta(definitions, next, into);
  }
}

/**
 * The schema file of one CRD: each version that is served, closed, with `metadata` as Kubernetes checks it.
 * @param text the CRD's YAML
 * @param newest closed definitions of the newest Kubernetes version, for `metadata`
 */
export function crdSchema(text: string, newest: SchemaNode): SchemaNode {
  const crd = parse(text) as Crd;
  if (crd.kind !== 'CustomResourceDefinition')
    throw new Error(`expected a CustomResourceDefinition, found a ${crd.kind}`);
  const { group, scope, names, versions } = crd.spec;
  const kinds: Record<string, Json> = {};
  const definitions: Record<string, Json> = {};
  reachableMeta(newest, objectMeta, definitions);
  for (const version of versions.filter(candidate => candidate.served)) {
    kinds[`${group}/${version.name} ${names.kind}`] = { scope, schema: topLevel(version.name) };
    definitions[version.name] = closedVersion(crd, version);
  }
  return { kinds, definitions };
}

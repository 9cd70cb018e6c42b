import type { Json } from '../model';
import {
  convert,
  isNode,
  mapValues,
  patterns,
  referenceTo,
  type ConversionStyle,
  type SchemaNode,
} from './schemas-convert';
import { kubernetesKinds } from './schemas-kinds';
import type { ReducedOpenApi } from './schemas-openapi';

/** Definitions that the server parses by code of its own: what it publishes about them is wider than the truth. */
const parsedByCode: SchemaNode = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: ['string', 'number'], pattern: patterns.quantity },
};

/** Definition of `metadata`, which CRDs share. */
export const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** Everything an object at the top needs, beside what its definition says. */
export function topLevel(definition: string): SchemaNode {
  return { ...referenceTo(definition), required: ['apiVersion', 'kind', 'metadata'] };
}

function withConstants(definition: SchemaNode, kind: string): SchemaNode {
  const [apiVersion, name] = kind.split(' ');
  const properties = isNode(definition.properties) ? definition.properties : {};
  return {
    ...definition,
    properties: { ...properties, apiVersion: { const: apiVersion ?? '' }, kind: { const: name ?? '' } },
  };
}

/** The closed definitions of a release's reduced documents. */
export function closedDefinitions(openApi: ReducedOpenApi): SchemaNode {
  const style: ConversionStyle = {
    openWithoutFields: true,
    defaultsSatisfyRequired: false,
    definitions: openApi.definitions,
  };
  const closed = mapValues(openApi.definitions, (schema, name) => parsedByCode[name] ?? convert(schema, style, name));
  const tops: Record<string, Json> = {};
  for (const [kind, name] of Object.entries(openApi.kinds))
    tops[name] = withConstants(closed[name] as SchemaNode, kind);
  return { ...closed, ...tops };
}

/** The schema file of one Kubernetes version. */
export function kubernetesSchema(version: string, openApi: ReducedOpenApi): SchemaNode {
  return {
    version,
    release: openApi.release,
    served: openApi.served,
    kinds: Object.fromEntries(
      Object.entries(openApi.kinds).map(([kind, name]) => [
        kind,
        { scope: kubernetesKinds[kind] ?? 'Namespaced', schema: topLevel(name) },
      ]),
    ),
    definitions: closedDefinitions(openApi),
  };
}

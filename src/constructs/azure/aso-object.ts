import type { ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { type Annotations, kept } from '../structure';
import { azureTags, resourceGroupId } from './azure-cloud';

/** What {@link asoMetadata} has to know of an object. */
export interface AsoObject {
  /** Name of the Kubernetes object. */
  readonly name: string;
  readonly namespace: string;
  /** Whether the resource holds what cannot be made again: data, secrets. Neither Argo CD nor the operator deletes it. */
  readonly stateful: boolean;
  /**
   * Whether the resource exists and belongs to somebody else: the operator reads it and never writes (D-25).
   * @default false
   */
  readonly readOnly?: boolean;
}

/** Key by which Azure Service Operator is told what it may do to the resource behind an object. */
const RECONCILE_POLICY = 'serviceoperator.azure.com/reconcile-policy';

/**
 * Metadata of an object that Azure Service Operator acts on: what the operator may do to the resource in Azure, and
 * what happens when the object leaves git. `skip` reads only; `detach-on-delete` writes, but never deletes.
 */
export function asoMetadata(object: AsoObject): ApiObjectMetadata {
  const { name, namespace } = object;
  return { name, namespace, labels: { 'app.kubernetes.io/name': name }, annotations: annotations(object) };
}

function annotations({ stateful, readOnly = false }: AsoObject): Annotations {
  if (readOnly) return { ...(stateful ? kept() : {}), [RECONCILE_POLICY]: 'skip' };
  return stateful ? { ...kept(), [RECONCILE_POLICY]: 'detach-on-delete' } : {};
}

/** What every resource that lies directly in the resource group states: its owner, its place, the place's tags. */
export function inResourceGroup(
  construct: Construct,
  region: string,
): {
  readonly owner: { readonly armId: string };
  readonly location: string;
  readonly tags: Record<string, string>;
} {
  return { owner: { armId: resourceGroupId(construct) }, location: region, tags: azureTags(construct) };
}

import type { RenderedManifest } from '../../model';
import { operatorPodsOf } from '../../objects/operator-pods';
import type { Labels } from './label-selector';
import type { ContainerPort } from './party';
import type { Transport } from './port-set';

/** A pod template as it stands in an object. */
interface RawTemplate {
  readonly metadata?: { readonly labels?: Labels };
  readonly spec: {
    readonly hostNetwork?: boolean;
    readonly containers: readonly RawContainer[];
    readonly initContainers?: readonly RawContainer[];
  };
}

interface RawContainer {
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number; readonly protocol?: Transport }[];
}

/** What pods of one kind look like to a NetworkPolicy. */
export interface PodTemplate {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly ports: readonly ContainerPort[];
}

/** Pods that an operator makes of the object. */
function operatorTemplatesOf({ object }: RenderedManifest): readonly PodTemplate[] {
  const made = operatorPodsOf(object);
  if (made === undefined) return [];
  const { server: name, labels, ports } = made;
  return [{ name, namespace: object.metadata.namespace ?? 'default', labels, ports }];
}

/** Pods that an object makes. Those on the host's network have their node's address and no policy of their own. */
export function podTemplatesOf(manifest: RenderedManifest): readonly PodTemplate[] {
  const { object } = manifest;
  const own = templatesIn(object, object.kind === 'Pod')
    .filter(({ spec }) => spec.hostNetwork !== true)
    .map(({ metadata, spec }) => {
      const labels = metadata?.labels ?? {};
      const containers = [...spec.containers, ...(spec.initContainers ?? [])];
      return {
        name: labels['app.kubernetes.io/name'] ?? object.metadata.name,
        namespace: object.metadata.namespace ?? 'default',
        labels,
        ports: containers.flatMap(container => container.ports ?? []).map(containerPort),
      };
    });
  return [...own, ...operatorTemplatesOf(manifest)];
}

function containerPort({
  name,
  containerPort: port,
  protocol = 'TCP',
}: NonNullable<RawContainer['ports']>[number]): ContainerPort {
  return { port, protocol, ...(name !== undefined && { name }) };
}

/** Pod templates at any depth: of workloads, jobs, rollouts, analyses. */
function templatesIn(value: unknown, isPod: boolean): readonly RawTemplate[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isPod) return [value as RawTemplate];
  return Object.values(value as Readonly<Record<string, unknown>>).flatMap(part => templatesIn(part, isTemplate(part)));
}

function isTemplate(value: unknown): boolean {
  const spec = (value as { readonly spec?: { readonly containers?: unknown } } | null | undefined)?.spec;
  return Array.isArray(spec?.containers);
}

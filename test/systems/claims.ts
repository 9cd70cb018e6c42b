import type { KubeObject, Manifest, Model } from '../../src/model';
import { read } from '../constructs/read';

/** A claim on a volume, as the cluster has it once controllers and the operator have made theirs. */
export interface Claim {
  readonly namespace: string;
  readonly name: string;
  readonly environment: string;
  /** The volume that it is bound to by name, where git has one. @default a class makes it */
  readonly volume?: KubeObject;
}

interface Bound {
  readonly spec: { readonly claimRef?: { readonly namespace: string; readonly name: string } };
}

/** Every claim that the manifests of a model lead to, read from them alone: what is declared of claims is no witness. */
export function claimsIn({ manifests }: Model): readonly Claim[] {
  const volumes = manifests.filter(({ object }) => object.kind === 'PersistentVolume');
  return manifests.flatMap(manifest =>
    namesIn(manifest).map(name => {
      const { environment, object } = manifest;
      const { namespace = '' } = object.metadata;
      const volume = volumes.find(each => {
        const { claimRef } = (each.object as unknown as Bound).spec;
        return each.environment === environment && claimRef?.namespace === namespace && claimRef.name === name;
      });
      return { namespace, name, environment, ...(volume && { volume: volume.object }) };
    }),
  );
}

function namesIn({ object }: Manifest): readonly string[] {
  const { name } = object.metadata;
  switch (object.kind) {
    case 'PersistentVolumeClaim':
      return [name];
    case 'StatefulSet': {
      const templates = (read(object, 'spec.volumeClaimTemplates') ?? []) as { metadata: { name: string } }[];
      return templates.flatMap(({ metadata }) => ofPods(object, `${metadata.name}-${name}`));
    }
    // prometheus-operator: claim template `<kind>-<name>-db`, StatefulSet `<kind>-<name>`.
    case 'Prometheus':
    case 'Alertmanager': {
      const made = `${object.kind.toLowerCase()}-${name}`;
      return ofPods(object, `${made}-db-${made}`);
    }
    default:
      return [];
  }
}

function ofPods(object: KubeObject, prefix: string): readonly string[] {
  const replicas = (read(object, 'spec.replicas') ?? 1) as number;
  return Array.from({ length: replicas }, (_, pod) => `${prefix}-${pod}`);
}

import type { ApplicationSpec } from '../../imports/argoproj.io';
import type { Manifest } from '../model';

/** Fields that Argo CD leaves as they are in the cluster. */
export type IgnoredDifferences = NonNullable<ApplicationSpec['ignoreDifferences']>;

/** The Services that a weighted release leads requests through, as far as a Rollout names them. */
interface RolloutSpec {
  readonly strategy?: {
    readonly canary?: {
      readonly canaryService?: string;
      readonly pingPong?: { readonly pingService: string; readonly pongService: string };
    };
  };
}

/** Path of the label by which a Service selects one version. */
const VERSION = '/spec/selector/rollouts-pod-template-hash';

/**
 * What the Rollouts controller writes into a folder's Services: the version that each leads to. A selector is one value
 * to server-side apply, so that Argo CD would see it as changed for ever, and a sync would send requests of both versions
 * to both. Annotations of the Ingress, where the weights stand, are values of their own: it leaves them alone.
 */
export function writtenByReleases(manifests: readonly Manifest[]): IgnoredDifferences {
  return manifests
    .filter(({ object }) => object.kind === 'Rollout' && object.apiVersion.startsWith('argoproj.io/'))
    .flatMap(({ object }) => {
      const { canaryService, pingPong } = (object['spec'] as RolloutSpec | undefined)?.strategy?.canary ?? {};
      const services = [pingPong?.pingService, pingPong?.pongService, canaryService].filter(name => name !== undefined);
      const { namespace } = object.metadata;
      return services.map(name => ({
        group: '',
        kind: 'Service',
        name,
        ...(namespace !== undefined && { namespace }),
        jsonPointers: [VERSION],
      }));
    });
}
